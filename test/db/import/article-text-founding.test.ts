import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readArticle } from '../../../db/import/article-text/read.ts'
import { type ArticleText, readArticleText } from '../../../db/import/article-text.ts'

const SEEDS = new URL('../../../../shared/seeds/', import.meta.url)
const file = existsSync(SEEDS) ? readdirSync(SEEDS).find((name) => name.endsWith('.txt')) : undefined
const needsSeed = file === undefined ? { skip: 'needs ../shared/seeds' } : {}

const LINKS: readonly (readonly [text: string, start: number])[] = [
  ['39 people', 570],
  ['a strategic mistake', 600],
  ['proposed', 1107],
  ['suspended', 2649],
  ['nothing to do', 2943],
  ['mission impossible', 3645],
  ['drone attack', 3822],
  ['Orla Guerin', 4344],
  ['reported', 4530],
  ['corruption', 4931],
  ['withdraw', 4996],
  ['obliterate', 5176],
  ['negotiations', 5487],
  ['insist', 5631],
  ['40,000 troops', 6025],
  ['Kuwait', 6396],
  ['pointless', 7485],
  ['horror', 7685],
]

test('the founding document says in its header what, who, where and when', needsSeed, () => {
  const article = readFounding()
  assert.match(article.headline, /^U\.S\. Chooses .* Middle East$/)
  assert.equal(article.headline.length, 55)
  assert.equal(article.byline, 'By Medea Benjamin and Nicolas J. S. Davies')
  assert.equal(article.outlet, 'Global Research')
  assert.equal(article.publishedOn, '2024-02-09')
  const absent = [article.alternativeHeadline, article.dateline, article.language, article.url]
  assert.deepEqual(absent, [null, null, null, null])
})

test('the founding document has a region and a theme list of two each', needsSeed, () => {
  assert.deepEqual(readFounding().subjects, [
    {
      scheme: 'global-research:region',
      code: 'middle-east-north-africa',
      label: 'Middle East & North Africa',
    },
    { scheme: 'global-research:region', code: 'usa', label: 'USA' },
    { scheme: 'global-research:theme', code: 'intelligence', label: 'Intelligence' },
    { scheme: 'global-research:theme', code: 'us-nato-war-agenda', label: 'US NATO War Agenda' },
  ])
})

test('both authors of the founding document have their own book and the joint one', needsSeed, () => {
  const { authors } = readFounding()
  assert.deepEqual(
    authors.map(({ name, kind, affiliations }) => [name, kind, affiliations]),
    [
      ['Medea Benjamin', 'PERSON', ['CODEPINK for Peace', 'Global Research']],
      ['Nicolas J. S. Davies', 'PERSON', ['CODEPINK', 'Global Research']],
    ],
  )
  const works = authors.map((author) =>
    author.works.map(({ title, publisher, published, url }) => [
      title.split(':')[0],
      publisher,
      published,
      url,
    ]),
  )
  assert.deepEqual(works, [
    [
      ['Inside Iran', null, null, null],
      ['War in Ukraine', 'OR Books', '2022-11', null],
    ],
    [
      ['Blood on Our Hands', null, null, null],
      ['War in Ukraine', 'OR Books', '2022-11', null],
    ],
  ])
  for (const { name, bio } of authors) {
    assert.match(bio ?? '', new RegExp(`^${name} is `))
    assert.match(bio ?? '', /to Global Research\.$/)
    assert.equal(bio?.split('\n\n').length, 2)
  }
})

test('the body of the founding document runs from its first to its last paragraph', needsSeed, () => {
  const { body } = readFounding()
  assert.ok(body.startsWith('On February 7, 2024'))
  assert.ok(body.endsWith('in the Middle East.'))
  assert.equal(body.split('\n\n').length, 19)
  assert.equal(Array.from(body).length, 8157)
})

test('the sentence that a page break cut in two is whole again', needsSeed, () => {
  assert.match(readFounding().body, /withdraw its forces from/)
})

test('both kinds of quotation marks stay and the marks of Markdown go', needsSeed, () => {
  const { body } = readFounding()
  assert.ok(body.includes('"mission impossible."'))
  assert.ok(body.includes('States’ “endemic'))
  assert.ok(body.includes('Confronting the Third World'))
  assert.doesNotMatch(body, /\]\(|[*#]/)
})

test('brackets that are no link stay in the body', needsSeed, () => {
  assert.ok(readFounding().body.includes('to [its] priorities'))
})

test('every link of the body is read in order, its address unknown, its span on its text', needsSeed, () => {
  const { body, links } = readFounding()
  assert.deepEqual(
    links.map(({ text, start }) => [text, start]),
    LINKS,
  )
  const points = Array.from(body)
  for (const { text, url, start, end } of links) {
    assert.equal(url, null)
    assert.equal(points.slice(start, end).join(''), text)
  }
})

test('the closing notes of the founding document stand apart from its body', needsSeed, () => {
  const { image, rights, originalSource } = readFounding()
  assert.equal(image?.credit, 'MENAFN')
  assert.match(image?.caption ?? '', /^Israeli airstrike .* southern Gaza\.$/)
  assert.equal(image?.url, null)
  assert.equal(originalSource, 'Global Research')
  assert.equal(rights?.holder, 'Medea Benjamin and Nicolas J. S. Davies, Global Research')
  assert.equal(rights?.notice, `Copyright © ${rights?.holder}, 2024`)
  const [disclaimer, fairUse, ...others] = rights?.usageTerms?.split('\n\n') ?? []
  assert.match(disclaimer ?? '', /^Disclaimer: .*@globalresearch\.ca$/)
  assert.match(fairUse ?? '', /^www\.globalresearch\.ca .* the copyright owner\.$/)
  assert.deepEqual(others, [])
})

test('the editions in 51 languages are kept as a fact', needsSeed, () => {
  const { notes } = readFounding()
  assert.equal(notes.length, 1)
  assert.match(notes[0] ?? '', /in 51 languages/)
})

test(
  'the furniture of the founding document is dropped with a reason and nothing is left over',
  needsSeed,
  () => {
    const { dropped, unplaced, body } = readFounding()
    assert.deepEqual(unplaced, [])
    assert.deepEqual(
      dropped.map(({ line, reason }) => [line, reason]),
      [
        [13, 'newsletter'],
        [15, 'share'],
        [17, 'donation'],
        [59, 'separator'],
        [61, 'note to readers'],
        [76, 'comment'],
        [78, 'membership'],
        [80, 'articles by'],
        [81, 'articles by'],
        [87, 'contact'],
      ],
    )
    assert.doesNotMatch(
      body,
      /newsletter|subscribe|follow us|donation|share button|facebook|become a member|disclaimer|copyright|featured image|photo credit|original source|CODEPINK/i,
    )
  },
)

test('every printed line of the founding document has one place', needsSeed, () => {
  const { ledger } = readArticle(readText())
  const printed = ledger.lines.filter((line) => line.text !== '').map((line) => line.number)
  assert.deepEqual(
    Array.from(ledger.places.keys()).toSorted((a, b) => a - b),
    printed,
  )
})

test('the founding document reads the same with Windows line ends and a byte order mark', needsSeed, () => {
  assert.deepEqual(readArticleText(`\ufeff${readText().replaceAll('\n', '\r\n')}`), readFounding())
})

function readFounding(): ArticleText {
  return readArticleText(readText())
}

function readText(): string {
  return readFileSync(new URL(file ?? '', SEEDS), 'utf8')
}
