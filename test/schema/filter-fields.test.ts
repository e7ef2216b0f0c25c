import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type GraphQLInputField, isListType } from 'graphql'
import { loadSample } from '../../db/sample/load.ts'
import { schema } from '../../schema/index.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeArticle, makeAuthor, makeClaim, makeEvent, makeParty } from '../support/make.ts'
import {
  filtersOf,
  holds,
  type Row,
  recordsOf,
  relatedOf,
  rowOf,
  selectionOf,
  shownValue,
} from '../support/naive.ts'
import { ask, askAll } from '../support/send.ts'

const db = await openTestDatabase()
await loadSample(db)
// An article with all that those of the sample lack.
const full = await makeArticle(db, {
  url: 'https://daily.example/a?utm_source=x',
  byline: 'By %_\\',
  publishedAt: '2024-02-07T10:00:00.5Z',
  outlet: 'global-research',
  authors: ['benjamin-medea'],
  subjects: ['medtop-16000000'],
  body: 'At least 39 were killed.',
  links: [{ url: 'https://links.example/one#two', text: '39', start: 9, end: 11 }],
})
const copy = { translationOf: full.slug, republicationOf: full.slug }
await makeAll(db, 'Article', [
  copy,
  { ...copy, url: 'https://other.example/b', byline: 'By', publishedAt: '2024-02-08T10:00:00Z' },
])
await makeParty(db, { kind: 'UNNAMED', article: full.slug })
await makeClaim(db, { article: full.slug, anchors: [{ start: 0, end: 11 }], citations: [0] })
await makeEvent(db, { coverage: [full.slug], when: '2024-02-XX' })
await makeAuthor(db, { altIds: [{ scheme: 'wikidata', value: 'Q1' }] })

for (const [list, { type, args }] of Object.entries(schema.getQueryType()?.getFields() ?? {})) {
  const noun = String(type).replace(/Connection!$/, '')
  // What a search found is filtered by the nouns found (search.test.ts); the feed is no list (entries.test.ts).
  if (
    !String(type).endsWith('Connection!') ||
    list === 'search' ||
    !args.some(({ name }) => name === 'filter')
  )
    continue
  for (const filter of filtersOf(noun)) {
    test(`${list} by ${filter.name} are those that match`, () => checkFilter(list, noun, filter))
  }
}

async function checkFilter(list: string, noun: string, filter: GraphQLInputField): Promise<void> {
  const all = await askAll<Row>(db, list, `id ${selectionOf(noun, filter)}`)
  const samples = samplesOf(noun, filter, all)
  const found = await ask<Record<string, { totalCount: number; nodes: Row[] }>>(
    db,
    `query (${samples.map((_, at) => `$f${at}: ${noun}Filter`)}) { ${samples
      .map(
        (_, at) =>
          `f${at}: ${list}(first: 100, filter: $f${at}, orderBy: { field: CREATED_AT }) { totalCount nodes { id } }`,
      )
      .join(' ')} }`,
    Object.fromEntries(samples.map((sample, at) => [`f${at}`, { [filter.name]: sample }])),
  )
  for (const [at, sample] of samples.entries()) {
    const expected = all.filter((row) => holds(filter, sample, row))
    const page = found[`f${at}`]
    assert.deepEqual(
      page?.nodes.map(({ id }) => id),
      expected.slice(0, 100).map(({ id }) => id),
      JSON.stringify(sample),
    )
    assert.equal(page?.totalCount, expected.length)
  }
}

/** What to filter by: values that occur, one that does not, and none. */
function samplesOf(type: string, filter: GraphQLInputField, rows: readonly Row[]): unknown[] {
  const related = relatedOf(filter)
  if (related) {
    const there = rows.flatMap((row) => recordsOf(shownValue(filter, row)))
    const wanted = related.leaves.flatMap((leaf) =>
      samplesOf(related.to, leaf, there)
        .slice(0, 2)
        .map((sample) => ({ [leaf.name]: sample })),
    )
    return [{}, ...wanted].flatMap((some) => (related.isList ? [{ some }, { none: some }] : [some]))
  }
  const values = [...new Set(rows.map((row) => shownValue(filter, row)).filter((value) => value !== null))]
  const [one, two] = [values.at(values.length / 2), values.at(-1)]
  assert.ok(one !== undefined, `no record has a value of ${type}.${filter.name}`)
  if (isListType(filter.type)) return [[one], [one, two], []]
  const make = SAMPLES[String(filter.type)]
  assert.ok(make, `there is no test of ${filter.type}, by which ${type}.${filter.name} is compared`)
  return [...make(one, two), {}]
}

const SAMPLES: Record<string, (one: unknown, two: unknown) => Row[]> = {
  StringFilter: (one, two) => [
    { eq: one },
    { contains: String(one).slice(1, 5).toUpperCase() },
    { startsWith: String(one).slice(0, 2).toLowerCase() },
    { startsWith: String(one).slice(0, 1), contains: String(one).slice(-1) },
    { in: [one, two, 'none'] },
    { in: [] },
    { eq: `${one} ` },
  ],
  DateFilter: (one) => {
    const day = typeof one === 'string' ? one : (rowOf(one).latest ?? rowOf(one).earliest ?? '2024-02-01')
    return [{ from: day }, { to: day }, { from: day, to: day }, { from: '2024-02-01', to: '2024-02-29' }]
  },
  DateTimeFilter: (one, two) => [{ from: one }, { before: one }, { from: one, before: two }],
  NumberFilter: (one) => [{ gte: one }, { lte: one }, { gte: one, lte: one }],
}
