import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readArticle } from '../../../db/import/article-text/read.ts'
import { ArticleTextError } from '../../../db/import/article-text.ts'

const ROUNDS = 150
const FIXTURES = new URL('fixtures/', import.meta.url)

interface Piece {
  readonly text: string
  readonly url?: string | null
}

/** What a random article is made of; a paragraph is a list of words, some of them links. */
interface Made {
  readonly headline: string
  readonly authors: readonly string[]
  readonly outlet: string
  readonly date: string
  readonly paragraphs: readonly (readonly Piece[])[]
}

type Random = (limit: number) => number

const WORDS =
  'the harbour night of ferry a count and salt stone river under light seven ropes from lantern keeper’s naïve «sea» 39 2,500 walked said 😀 море слово city-wide (again) so on'.split(
    ' ',
  )
const STARTS = ['The', 'Nobody', 'Later', 'Half', 'Seven', 'Étienne', 'Море', 'It', 'When', '"We']
const NAMES = ['Ada Lund', 'Ben Okoro', 'Cleo de la Tan', 'J. R. Voss', 'Zoë Müller', 'Omar al-Jabir']
const OUTLETS = ['Harbour Ledger', 'The Daily Span', 'Night Sky Weekly', 'Mill Town Times']
const URLS = ['https://a.example/x_(y)?q=1&r=2', 'http://b.example/#part', null, 'https://c.example/%D0%BC']
const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

const LAYOUTS: Readonly<Record<string, (made: Made) => string>> = {
  'inline links under a heading': (made) =>
    `# ${made.headline}\n\n${byline(made)}\n\n${made.outlet}, ${longDate(made)}\n\n${bodyOf(made)}`,
  'reference links': renderReferences,
  'lines wrapped at 72 columns': (made) =>
    `${made.headline}\n\n${byline(made)}\n${made.outlet}, ${longDate(made)}\n\n${wrap(bodyOf(made), 72)}`,
  'one paragraph a line': (made) =>
    `${made.headline}\n${byline(made)}\n${made.outlet}, ${longDate(made)}\n${bodyOf(made).replaceAll('\n\n', '\n')}`,
  'front matter': (made) =>
    `---\ntitle: "${made.headline}"\nauthors: [${made.authors.join(', ')}]\ndate: ${made.date}\noutlet: ${made.outlet}\n---\n\n${bodyOf(made)}`,
  'sentences broken by pages': (made) =>
    `${made.headline}\n\n${byline(made)}\n\n${made.outlet}, ${longDate(made)}\n\n${breakPages(bodyOf(made))}`,
  'furniture above and below': (made) =>
    `Skip to content\n\n# ${made.headline}\n\n${byline(made)}\n\n${made.outlet}, ${longDate(made)}\n\nTo receive our newsletter, [click here](#).\n\n${bodyOf(made)}\n\n*\n\nFollow us on [Example](#).\n\nCopyright © ${made.outlet}, 2024\n`,
  'Windows line ends and no-break spaces': (made) =>
    `\ufeff${made.headline}\n\n${byline(made)}\n\n${made.outlet}, ${longDate(made)}\n\n${bodyOf(made)}`
      .replaceAll('\n', '\r\n')
      .replaceAll(' of ', '\u00a0of\u00a0'),
}

for (const [name, render] of Object.entries(LAYOUTS)) {
  test(`${name}: what was put in comes out, every line in one place`, () => {
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const made = makeArticle(createRandom(seed))
      const text = render(made)
      const { article, ledger } = readArticle(text)
      const context = `seed ${seed}\n${text}`
      assert.equal(article.headline, made.headline, context)
      assert.deepEqual(
        article.authors.map((author) => author.name),
        made.authors,
        context,
      )
      assert.equal(article.outlet, made.outlet, context)
      assert.equal(article.publishedOn, made.date, context)
      assert.deepEqual({ body: article.body, links: article.links }, expected(made), context)
      assert.deepEqual(article.unplaced, [], context)
      assertWhole(ledger)
    }
  })
}

test('fixtures with their lines shuffled, doubled and cut still lose no line', () => {
  const texts = readdirSync(FIXTURES).map((name) => readFileSync(new URL(name, FIXTURES), 'utf8'))
  for (let seed = 1; seed <= ROUNDS * 4; seed += 1) {
    const random = createRandom(seed)
    const lines = texts[random(texts.length)]?.split('\n') ?? []
    const mixed = Array.from({ length: lines.length }, () =>
      mangle(lines[random(lines.length)] ?? '', random),
    )
    const text = mixed.join(random(2) === 0 ? '\n' : '\n\n')
    try {
      const { article, ledger } = readArticle(text)
      assertWhole(ledger)
      const points = Array.from(article.body)
      for (const link of article.links)
        assert.equal(points.slice(link.start, link.end).join(''), link.text, text)
    } catch (error) {
      if (!(error instanceof ArticleTextError)) throw error
    }
  }
})

function assertWhole({ lines, places }: ReturnType<typeof readArticle>['ledger']): void {
  const printed = lines.filter((line) => line.text !== '').map((line) => line.number)
  assert.deepEqual(
    Array.from(places.keys()).toSorted((a, b) => a - b),
    printed,
  )
}

function mangle(line: string, random: Random): string {
  const at = random(line.length + 1)
  return (
    [line, line.slice(at), line.slice(0, at) + '[*_]('.charAt(random(5)) + line.slice(at)][random(3)] ?? line
  )
}

function expected({ paragraphs }: Made) {
  let offset = 0
  const links = paragraphs.flatMap((pieces) => {
    const found = pieces.flatMap(({ text, url }) => {
      const start = offset
      offset += Array.from(text).length + 1
      return url === undefined ? [] : [{ text, url, start, end: offset - 1 }]
    })
    offset += 1
    return found
  })
  return { body: paragraphs.map((pieces) => pieces.map(({ text }) => text).join(' ')).join('\n\n'), links }
}

function bodyOf({ paragraphs }: Made): string {
  const print = ({ text, url }: Piece) => (url === undefined ? text : `[${text}](${url ?? '#'})`)
  return paragraphs.map((pieces) => pieces.map(print).join(' ')).join('\n\n')
}

function renderReferences(made: Made): string {
  const urls: (string | null)[] = []
  const print = ({ text, url }: Piece) => (url === undefined ? text : `[${text}][${urls.push(url)}]`)
  const body = made.paragraphs.map((pieces) => pieces.map(print).join(' ')).join('\n\n')
  const definitions = urls.map((url, index) => `[${index + 1}]: ${url ?? '#'}`).join('\n')
  return `${made.headline}\n===\n\n${byline(made)}\n\n${made.outlet}, ${longDate(made)}\n\n${body}\n\n${definitions}\n`
}

function byline({ authors }: Made): string {
  return `By ${authors.join(', ').replace(/, (?=[^,]*$)/, ' and ')}`
}

function longDate({ date }: Made): string {
  const [year, month, day] = date.split('-')
  return `${MONTHS[Number(month) - 1]} ${day}, ${year}`
}

function wrap(text: string, columns: number): string {
  const wrapParagraph = (paragraph: string) => {
    const lines: string[] = []
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1)
      if (last !== undefined && last.length + 1 + word.length <= columns)
        lines[lines.length - 1] += ` ${word}`
      else lines.push(word)
    }
    return lines.join('\n')
  }
  return text.split('\n\n').map(wrapParagraph).join('\n\n')
}

/** Cuts each paragraph after some sixth or later word, where a small letter follows. */
function breakPages(text: string): string {
  return text.replace(/^((?:[^ \n]+ ){6,20}?[\p{L}]+) (?=\p{Ll})/gmu, '$1\n\n')
}

function makeArticle(random: Random): Made {
  const pick = (list: readonly string[]) => list[random(list.length)] ?? ''
  const authors = [...new Set(Array.from({ length: 1 + random(3) }, () => pick(NAMES)))]
  const paragraphs = Array.from({ length: 3 + random(5) }, () => makeParagraph(random))
  const month = String(1 + random(12)).padStart(2, '0')
  const date = `${1990 + random(40)}-${month}-${String(1 + random(28)).padStart(2, '0')}`
  const headline = `${pick(['Night', 'Bell', 'Étude:'])} ${pick(['Ferry', 'Owls'])} No. ${random(99)}`
  return { headline, authors, outlet: pick(OUTLETS), date, paragraphs }
}

function makeParagraph(random: Random): Piece[] {
  const sentences = Array.from({ length: 3 + random(3) }, () => {
    const words = Array.from({ length: 9 + random(14) }, (): Piece => {
      const text = WORDS[random(WORDS.length)] ?? ''
      return random(9) === 0 ? { text, url: URLS[random(URLS.length)] ?? null } : { text }
    })
    return [{ text: STARTS[random(STARTS.length)] ?? '' }, ...words, { text: 'end.' }]
  })
  return sentences.flat()
}

/** A small seeded generator (mulberry32): the same articles on every machine. */
function createRandom(seed: number): Random {
  let state = seed * 0x9e3779b1
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
