import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readArticle } from '../../../db/import/article-text/read.ts'
import { type ArticleText, readArticleText } from '../../../db/import/article-text.ts'

const FIXTURES = new URL('fixtures/', import.meta.url)
const ARTICLES = readdirSync(FIXTURES).filter((name) => name.endsWith('.txt'))

test('lines wrapped at a column are joined, in the body and in the notes', () => {
  const article = read('wrapped.txt')
  assert.equal(article.outlet, 'The Valley Herald')
  assert.equal(paragraphs(article).length, 3)
  assert.match(article.body, /on Friday to reach a polling station/)
  assert.match(article.body, /at noon gave sixty names\.$/m)
  assert.match(article.rights?.usageTerms ?? '', /of the author and do not .* a link to it\.$/)
  assert.deepEqual(article.unplaced, [])
})

test('paragraphs without an empty line between them stay apart', () => {
  const article = read('single-spaced.txt')
  assert.equal(paragraphs(article).length, 3)
  assert.deepEqual(names(article), ['Lena Fisk'])
  assert.equal(article.publishedOn, '2024-02-09')
  assert.equal(article.rights?.holder, 'Shore News')
})

test('right-to-left text keeps its words and spans', () => {
  const article = read('arabic.txt')
  assert.deepEqual(names(article), ['ليلى منصور'])
  assert.equal(article.publishedOn, '2024-02-09')
  assert.deepEqual(
    article.links.map(({ text }) => text),
    ['الرصيف الشمالي'],
  )
})

test('a script without spaces is joined without spaces, and spans count code points', () => {
  const article = read('japanese.txt')
  assert.deepEqual(names(article), ['山田花子'])
  assert.match(article.body, /詳しくは時刻表を見よ/)
  assert.match(article.body, /最後の便は/)
  assert.deepEqual(
    article.links.map(({ start, end }) => [start, end]),
    [[38, 41]],
  )
})

test('entities, escapes and no-break spaces are read as the characters they print', () => {
  const article = read('entities.txt')
  assert.equal(article.headline, 'Café & Bar “Nadir” Reopens')
  assert.deepEqual(names(article), ['Zoë Müller'])
  assert.match(article.body, /at the foot of the same stairs\. Prices are < those/)
  assert.match(article.body, /\[in brackets\] is \*no music\*/)
  assert.match(article.body, /5 \* 3 dishes, M\*A\*S\*H on Mondays, snake_case_names/)
  assert.deepEqual(
    article.links.map(({ text, url }) => [text, url]),
    [['menu [in full]', 'https://nadir.example/menu?a=1&b=2']],
  )
})

test('rules that part sections do not end the body', () => {
  const article = read('sections.txt')
  assert.equal(paragraphs(article).length, 4)
  assert.deepEqual(
    article.dropped.map(({ reason }) => reason),
    ['section break', 'section break', 'section break', 'separator', 'contact'],
  )
})

test('paragraphs that mention subscribing, donating or copyright stay in the body', () => {
  const article = read('mentions.txt')
  assert.equal(article.headline, 'Why Papers Ask You to Subscribe')
  assert.equal(paragraphs(article).length, 4)
  assert.deepEqual(article.dropped, [])
})

test('a broken sentence is healed past an advertisement, and so is a broken link', () => {
  const article = read('broken.txt')
  assert.deepEqual(paragraphs(article).slice(1), [
    'Two findings',
    'al-Jabir, who leads them, called it "an honest wall".',
    'iron clamps hold the rest.',
  ])
  assert.match(article.body, /reported that its southern wall .* bricks from a chapel/)
  assert.deepEqual(
    article.links.map(({ text }) => text),
    ['long report'],
  )
})

test('corrections, editions, credits and terms are told apart, and a strange line is reported', () => {
  const article = read('notes.txt')
  assert.deepEqual(names(article), ['Vera Stone'])
  assert.equal(article.notes.length, 2)
  assert.equal(article.image?.credit, 'Nils Berg')
  assert.match(article.rights?.usageTerms ?? '', /^Disclaimer:/)
  assert.equal(article.originalSource, 'The Wood Gazette')
  assert.deepEqual(
    article.unplaced.map(({ text }) => text),
    ['A line that nobody can place'],
  )
  assert.equal(paragraphs(article).at(-1), '[2] The wood was planted in 1840.')
})

for (const name of ARTICLES) {
  test(`${name}: every printed line has one place and every span slices to its text`, () => {
    const { article, ledger } = readArticle(readFixture(name))
    const printed = ledger.lines.filter((line) => line.text !== '').map((line) => line.number)
    assert.deepEqual(
      Array.from(ledger.places.keys()).toSorted((a, b) => a - b),
      printed,
    )
    const points = Array.from(article.body)
    for (const { text, start, end } of article.links) assert.equal(points.slice(start, end).join(''), text)
  })

  test(`${name}: line ends, a byte order mark and blank lines around it change nothing`, () => {
    const text = readFixture(name)
    const plain = readArticleText(text)
    assert.deepEqual(readArticleText(`\ufeff${text.replaceAll('\n', '\r\n')}`), plain)
    assert.deepEqual(readArticleText(`${text}\n\n \t\n`), plain)
  })
}

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
