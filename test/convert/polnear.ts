import { gunzipSync } from 'node:zlib'
import type { AnyRecord, ArticleRecord, AuthorRecord, OutletRecord, Slug } from '../../db/records.ts'
import { parseByline } from './byline.ts'
import { once } from './once.ts'
import { type PolnearArticle, parsePolnearArticle } from './polnear-article.ts'
import { convertAttributions } from './polnear-claims.ts'
import { readShared } from './shared-data.ts'
import { createUniqueSlugs, slugOf } from './slug.ts'
import type { Tally } from './tally.ts'
import { clip, onOneLine } from './words.ts'

/** PolNeAR from `../shared/data`; throws ENOENT where it is missing. */
export const readPolnear = (skipped: Tally = new Map()): Generator<AnyRecord> =>
  convertPolnear(gunzipSync(readShared('polnear-train.ndjson.gz')).toString().split('\n'), skipped)

/**
 * PolNeAR articles, one JSON object a line, as records: each article's outlet and authors, the article, then its
 * claims, each after the party that speaks. `skipped` counts what becomes no record. There are no recorder's
 * words in the corpus, so a claim's text is the passage itself: test input, never to be shipped.
 */
export const convertPolnear = (lines: Iterable<string>, skipped: Tally = new Map()): Generator<AnyRecord> =>
  once(articlesOf(lines, skipped))

const HEADLINE_LENGTH = 300

const OUTLETS: Record<string, { name: string; url: string }> = {
  breitbart: { name: 'Breitbart News', url: 'https://www.breitbart.com/' },
  'huff-post': { name: 'The Huffington Post', url: 'https://www.huffpost.com/' },
  nyt: { name: 'The New York Times', url: 'https://www.nytimes.com/' },
  politico: { name: 'Politico', url: 'https://www.politico.com/' },
  'usa-today': { name: 'USA TODAY', url: 'https://www.usatoday.com/' },
  'wash-post': { name: 'The Washington Post', url: 'https://www.washingtonpost.com/' },
  'west-journal': { name: 'Western Journalism', url: 'https://www.westernjournal.com/' },
}

function* articlesOf(lines: Iterable<string>, skipped: Tally): Generator<AnyRecord> {
  const uniqueSlug = createUniqueSlugs()
  for (const line of lines) {
    if (line.trim() === '') continue
    const source = parsePolnearArticle(line)
    yield* recordsOf(source, uniqueSlug(slugOf(source.id)), skipped)
  }
}

function* recordsOf(source: PolnearArticle, slug: Slug, skipped: Tally): Generator<AnyRecord> {
  const outlet = outletOf(source.publisher)
  const authors = authorsOf(source.author)
  yield outlet
  yield* authors
  yield articleOf(source, slug, outlet, authors)

  const ownVoice =
    authors.length > 0 ? authors.map((author) => ({ author: author.slug })) : [{ outlet: outlet.slug }]
  yield* convertAttributions(source, { article: slug, outlet: outlet.slug, ownVoice }, skipped)
}

const outletOf = (publisher: string): OutletRecord => ({
  record: 'Outlet',
  slug: slugOf(publisher),
  name: OUTLETS[publisher]?.name ?? publisher,
  url: OUTLETS[publisher]?.url ?? null,
  countryCode: 'US',
  language: 'en',
  altIds: [{ scheme: 'polnear', value: publisher }],
})

/** One author per name: the corpus tells namesakes apart nowhere. */
const authorsOf = (byline: string): AuthorRecord[] =>
  parseByline(byline).map((author) => ({ record: 'Author', slug: slugOf(author.name), ...author }))

function articleOf(
  source: PolnearArticle,
  slug: Slug,
  outlet: OutletRecord,
  authors: AuthorRecord[],
): ArticleRecord {
  const headline = onOneLine(source.title) || onOneLine(source.text.trim().split('\n')[0] ?? '')
  const byline = present(source.author)
  const credit = present(source.credit)
  const wire = present(source.wire)
  return {
    record: 'Article',
    slug,
    headline: clip(headline, HEADLINE_LENGTH),
    outlet: outlet.slug,
    byline,
    authors: authors.map((author) => author.slug),
    publishedOn: source.publication_date,
    language: 'en',
    body: source.text,
    note: [credit && `Credit: ${credit}.`, wire && `Wire: ${wire}.`].filter(Boolean).join(' ') || null,
  }
}

const present = (text: string) => {
  const printed = text.trim()
  return printed === '' || printed === 'None' || printed === 'NA' ? null : printed
}
