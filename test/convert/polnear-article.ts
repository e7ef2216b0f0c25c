import type { PlainDate } from '../../db/records.ts'

/** Code points of the text, from 0, end exclusive. */
export type Span = readonly [start: number, end: number]

/** One attribution. Each role's spans are in text order and apart; none where the annotators saw none. */
export interface PolnearAttribution {
  source: Span[]
  cue: Span[]
  content: Span[]
}

/** One line of the file; "None" and "NA" stand for what an article lacks. */
export interface PolnearArticle {
  id: string
  publisher: string
  publication_date: PlainDate
  author: string
  title: string
  credit: string
  wire: string
  text: string
  attributions: PolnearAttribution[]
}

/** Reads one line and checks its form; throws a TypeError that names the field. */
export function parsePolnearArticle(line: string): PolnearArticle {
  const article = fieldsOf(JSON.parse(line), 'article')
  const text = (field: string) => stringOf(article[field], field)
  return {
    id: text('id'),
    publisher: text('publisher'),
    publication_date: text('publication_date'),
    author: text('author'),
    title: text('title'),
    credit: text('credit'),
    wire: text('wire'),
    text: text('text'),
    attributions: listOf(article.attributions, 'attributions').map((attribution) => {
      const roles = fieldsOf(attribution, 'attribution')
      const spans = (role: string) => apart(listOf(roles[role] ?? [], role).flatMap(spansOf))
      return { source: spans('source'), cue: spans('cue'), content: spans('content') }
    }),
  }
}

const spansOf = (mention: unknown): Span[] =>
  listOf(fieldsOf(mention, 'mention').spans, 'spans').map((span) => {
    const [start, end] = listOf(span, 'span')
    if (typeof start !== 'number' || typeof end !== 'number')
      throw new TypeError('span is no pair of numbers')
    return [start, end]
  })

/** In text order, with those that overlap or touch made one, and without empty ones. */
function apart(spans: Span[]): Span[] {
  const joined: Span[] = []
  for (const [start, end] of spans.filter(([from, to]) => from < to).sort(([a], [b]) => a - b)) {
    const last = joined.at(-1)
    if (last && start <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], end)]
    else joined.push([start, end])
  }
  return joined
}

function fieldsOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new TypeError(`${what} is no object`)
  return { ...value }
}

function listOf(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`${what} is no list`)
  return value
}

function stringOf(value: unknown, what: string): string {
  if (typeof value !== 'string') throw new TypeError(`${what} is no text`)
  return value
}
