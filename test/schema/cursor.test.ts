import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeOutlet } from '../support/make.ts'
import { ask, prepare, refusal } from '../support/send.ts'

const db = await openTestDatabase()
const outlet = await makeOutlet(db, { slug: 'gazette' })
await makeAll(
  db,
  'Article',
  [28, 29].map((day) => ({ publishedOn: `2024-02-${day}`, outlet: outlet.slug })),
)

const LIST = 'orderBy: { field: PUBLISHED_ON }, filter: { language: ["en"] }'

const cursorOf = async (args: string, list = 'articles') => {
  const { x } = await ask<{ x: { edges: [{ cursor: string }] } }>(
    db,
    `{ x: ${list}(${args}) { edges { cursor } } }`,
  )
  return x.edges[0].cursor
}
const articles = prepare(db, `query ($c: Cursor) { articles(after: $c, ${LIST}) { nodes { slug } } }`)

/** The code of a refused cursor; undefined for one that holds. */
async function codeOf(cursor: string): Promise<unknown> {
  const { errors } = await articles({ c: cursor })
  return errors?.[0]?.extensions.code
}

const own = await cursorOf(LIST)

test('a cursor holds for the same list, however its filter and order are written', async () => {
  for (const [source, variables] of [
    [
      `query ($c: Cursor) { articles(after: $c, filter: { language: ["en"] }, orderBy: { direction: ASC, field: PUBLISHED_ON }) { nodes { id } } }`,
      {},
    ],
    [
      `query ($c: Cursor, $f: ArticleFilter, $o: ArticleOrder!) { articles(after: $c, filter: $f, orderBy: $o) { nodes { id } } }`,
      { f: { language: 'en' }, o: { field: 'PUBLISHED_ON' } },
    ],
    [
      `query ($c: Cursor, $l: [Language!], $n: DateFilter) { articles(before: $c, last: 3, filter: { publishedOn: $n, language: $l }, orderBy: { field: PUBLISHED_ON }, withdrawn: EXCLUDE) { nodes { id } } }`,
      { l: ['en'] },
    ],
  ] as const) {
    await ask(db, source, { ...variables, c: own })
  }
})

for (const [what, args, list = 'articles'] of [
  ['another order', 'orderBy: { field: CREATED_AT }, filter: { language: ["en"] }'],
  ['the other direction', 'orderBy: { field: PUBLISHED_ON, direction: DESC }, filter: { language: ["en"] }'],
  ['no filter', 'orderBy: { field: PUBLISHED_ON }'],
  ['another filter', 'orderBy: { field: PUBLISHED_ON }, filter: { language: ["en", "fr"] }'],
  ['a list with withdrawn records', `${LIST}, withdrawn: INCLUDE`],
  ['a list of another type', 'filter: {}', 'outlets'],
] as const) {
  test(`a cursor of ${what} is refused`, async () => {
    const { code, argument } = await refusal(
      db,
      `query ($c: Cursor) { articles(before: $c, last: 1, ${LIST}) { nodes { id } } }`,
      { c: await cursorOf(args, list) },
    )
    assert.deepEqual([code, argument], ['INVALID_CURSOR', 'articles.before'])
  })
}

test('a cursor of a list in a record is refused by the list of all', async () => {
  const { outlets } = await ask<{ outlets: { nodes: { articles: { edges: { cursor: string }[] } }[] } }>(
    db,
    `{ outlets { nodes { articles(${LIST}) { edges { cursor } } } } }`,
  )
  const nested = outlets.nodes[0]?.articles.edges[0]?.cursor ?? ''
  assert.equal(await codeOf(nested), 'INVALID_CURSOR')
  await ask(
    db,
    `query ($c: Cursor) { outlets { nodes { articles(after: $c, ${LIST}) { nodes { id } } } } }`,
    { c: nested },
  )
})

test('the longest and strangest keys make cursors that hold', async () => {
  const headlines = ['🙂'.repeat(300), '"\'\\.\n%_$', '١٢٣ מים', 'e\u0301', '.']
  await makeAll(
    db,
    'Article',
    headlines.map((headline) => ({ headline, language: 'fr' })),
  )
  const list = 'filter: { language: ["fr"] }, orderBy: { field: HEADLINE }'
  const { articles: all } = await ask<{
    articles: { edges: { cursor: string; node: { headline: string } }[] }
  }>(db, `{ articles(${list}) { edges { cursor node { headline } } } }`)
  for (const [at, { cursor }] of all.edges.entries()) {
    const { articles: rest } = await ask<{ articles: { edges: unknown[] } }>(
      db,
      `query ($c: Cursor) { articles(after: $c, ${list}) { edges { cursor node { headline } } } }`,
      { c: cursor },
    )
    assert.deepEqual(rest.edges, all.edges.slice(at + 1))
  }
})
