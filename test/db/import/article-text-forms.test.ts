import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type ArticleText, readArticleText } from '../../../db/import/article-text.ts'

const FIXTURES = new URL('fixtures/', import.meta.url)

test('Markdown headings are headline and deck, and sections stay in the body', () => {
  const article = read('markdown.txt')
  assert.equal(article.headline, 'Harbour Town Votes to Keep Its Night Ferry')
  assert.equal(
    article.alternativeHeadline,
    'After two years of hearings, the last boat stays on the timetable',
  )
  assert.equal(article.outlet, 'Harbour Ledger')
  assert.equal(article.publishedOn, '2024-02-09')
  assert.deepEqual(paragraphs(article).slice(1, 7), [
    'What changes',
    'The fare rises by a tenth, and two sailings a week move to the north quay.[1]',
    '- Monday and Tuesday: north quay',
    '- the rest of the week: south quay',
    '"We are an island," said the harbour master. "Without the boat we are a very small one."',
    'He has run the quay since 1998.',
  ])
})

test('links of every form are read: inline, by reference, in angle brackets, bare', () => {
  assert.deepEqual(
    read('markdown.txt').links.map(({ text, url }) => [text, url]),
    [
      ['night ferry', 'https://council.example/minutes/(final)'],
      ['carried 41,000 people', 'https://ferry.example/counts'],
      ['register', 'https://ferry.example/register'],
      ['https://ferry.example/2023', 'https://ferry.example/2023'],
      ['https://ferry.example/guide_(short)', 'https://ferry.example/guide_(short)'],
      ['port order', 'https://port.example/order'],
    ],
  )
})

test('a footnote is the last paragraph of the body', () => {
  assert.equal(paragraphs(read('markdown.txt')).at(-1), '[1] The rule is set out in the port order.')
})

test('an image takes its caption and credit from the line below it', () => {
  assert.deepEqual(read('markdown.txt').image, {
    url: 'https://img.example/ferry_(1).jpg',
    caption: 'The night ferry leaves at 23:40.',
    credit: 'Cleo Tan/Quay Pictures',
  })
})

test('one closing note may hold the bios of two authors', () => {
  const [ada, ben] = read('markdown.txt').authors
  assert.deepEqual(ada?.works, [
    {
      title: 'Tides and Timetables',
      publisher: 'Quayside Press',
      published: '2019',
      url: 'https://books.example/tides',
    },
  ])
  assert.deepEqual(ada.affiliations, ['Harbour Ledger'])
  assert.equal(ben?.bio, 'Ben Okoro is a fellow at the Institute of Small Ports.')
  assert.deepEqual(ben.affiliations, ['Institute of Small Ports'])
})

test('a republished text names its first publisher, its holder and its terms', () => {
  const { originalSource, rights } = read('markdown.txt')
  assert.equal(originalSource, 'Harbour Ledger')
  assert.equal(rights?.holder, 'Harbour Ledger')
  assert.equal(rights.notice, '© 2024 Harbour Ledger. All rights reserved.')
  assert.match(rights.usageTerms ?? '', /Creative Commons/)
})

test('underlined headings and a byline in bold are read', () => {
  const article = read('setext.txt')
  assert.equal(article.headline, 'Rain Returns to the Upper Valley')
  assert.equal(article.alternativeHeadline, 'The wells are filling for the first time in three winters')
  assert.equal(article.byline, 'Mara Quill')
  assert.equal(article.authors[0]?.bio, 'Mara Quill writes about water.')
  assert.equal(paragraphs(article).length, 2)
})

test('front matter fills the fields and its unknown names are reported', () => {
  const article = read('front-matter.txt')
  assert.equal(article.headline, 'Bridge Closed: What the Engineers Found')
  assert.equal(article.alternativeHeadline, "A hairline crack, and a year's work")
  assert.equal(article.byline, 'Ines Roth, Tomas Bell')
  assert.equal(article.publishedOn, '2024-02-09')
  assert.equal(article.url, 'https://daily-span.example/2024/bridge')
  assert.equal(article.language, 'en-GB')
  assert.deepEqual(
    article.subjects.map(({ scheme, code }) => `${scheme}/${code}`),
    ['the-daily-span:tag/bridges', 'the-daily-span:tag/roads-rail', 'the-daily-span:tag/safety'],
  )
  assert.equal(article.image?.caption, 'The crack in the third pier')
  assert.deepEqual(article.notes, ['Updated: 2024-02-10'])
  assert.deepEqual(
    article.unplaced.map(({ text }) => text),
    ['url: https://daily-span.example/ines', 'layout: post'],
  )
  assert.equal(paragraphs(article).length, 2)
})

test("an agency's closing credit is the byline where no other is printed", () => {
  const article = read('agency.txt')
  assert.equal(article.dateline, 'KYIV, Feb 9')
  assert.match(article.byline ?? '', /^Reporting by Olena Marsh in Kyiv/)
  assert.deepEqual(names(article), ['Olena Marsh', 'Piotr Lang', 'Sam Ode'])
  assert.ok(article.body.startsWith('KYIV, Feb 9 (Reuters) - A ship'))
  assert.equal(article.publishedOn, null)
})

test('an agency named in the dateline alone is the author', () => {
  const article = read('wire.txt')
  assert.equal(article.dateline, 'LONDON')
  assert.equal(article.byline, null)
  assert.deepEqual(
    article.authors.map(({ name, kind }) => [name, kind]),
    [['AP', 'AGENCY']],
  )
  assert.equal(article.notes.length, 1)
  assert.equal(paragraphs(article).length, 2)
})

test('a date that could be two days is reported, not guessed', () => {
  const article = read('ambiguous-date.txt')
  assert.equal(article.publishedOn, null)
  assert.deepEqual(article.unplaced, [{ line: 5, text: '09/02/2024' }])
})

test('weekday, time and update line of a date are understood', () => {
  const article = read('british.txt')
  assert.equal(article.publishedOn, '2024-02-09')
  assert.deepEqual(article.notes, [
    'Updated: Saturday, 10 February 2024 08:12 GMT',
    'Additional reporting by Faye Moss',
  ])
})

test('lines that are furniture as a whole leave the middle of the body', () => {
  const article = read('british.txt')
  assert.equal(paragraphs(article).length, 3)
  assert.deepEqual(
    article.dropped.map(({ reason }) => reason),
    ['navigation', 'reading time', 'advertisement', 'related articles'],
  )
})

test('"By A and B for C" names two authors and their employer', () => {
  assert.deepEqual(
    read('british.txt').authors.map(({ name, affiliations }) => [name, affiliations]),
    [
      ['Isla Crane', ['The Morning Post-Bag']],
      ['Owen Pugh', ['The Morning Post-Bag']],
    ],
  )
})

test('one line may hold byline, publisher, date and reading time', () => {
  const article = read('cells.txt')
  assert.equal(article.byline, 'By Rosa Klein')
  assert.equal(article.outlet, 'Mill Town Times')
  assert.equal(article.publishedOn, '2024-02-09')
  assert.deepEqual(article.authors[0]?.works, [
    { title: 'Paper Cuts: A History of the Mill', publisher: 'Reed House', published: '2021-21', url: null },
  ])
  assert.deepEqual(
    article.subjects.map(({ label }) => label),
    ['Labour', 'Paper & Print', 'Unions', 'strike', 'paper'],
  )
})

test('labelled lines fill the fields as front matter does', () => {
  const article = read('labelled.txt')
  assert.equal(article.headline, 'The Baker Who Counted Stars')
  assert.deepEqual(names(article), ['Jun Aoki'])
  assert.equal(article.outlet, 'Night Sky Weekly')
  assert.equal(article.language, 'en')
  assert.equal(article.url, 'https://night-sky.example/baker')
  assert.equal(paragraphs(article).length, 2)
})

function read(name: string): ArticleText {
  return readArticleText(readFixture(name))
}

function readFixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8')
}

function names(article: ArticleText): string[] {
  return article.authors.map(({ name }) => name)
}

function paragraphs(article: ArticleText): string[] {
  return article.body.split('\n\n')
}
