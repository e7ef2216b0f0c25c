import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openDatabase } from '../../db/open.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeArticle } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await makeArticle(db, { slug: 'harbour' })
await makeAll(
  db,
  'Claim',
  Array.from({ length: 60 }, (_, at) => ({ article: 'harbour', slug: `c${at}`, text: 'A ferry left.' })),
)
// For the connections that are opened from here on: plans that are made without their values, as PostgreSQL may choose.
for (const setting of ["track_functions = 'all'", "plan_cache_mode = 'force_generic_plan'"]) {
  const name = new URL(db.url).pathname.slice(1)
  await sql`alter database ${sql.id(name)} set ${sql.raw(setting)}`.execute(db.kysely)
}

/** Every query of a test is read for the executor and for the caller: support/send.ts. */
const READERS = 2

/** How often one query calls a function. */
async function callsOf(name: string, source: string): Promise<number> {
  const before = await countCalls(name)
  // As behind a pooler: elsewhere a run that was slow is repeated aside, on a busy machine, and counts again.
  const other = openDatabase(db.url, { connections: 1, pooled: true })
  await ask(other, source)
  // What a connection counted it tells at once when it is asked to, and otherwise in its own time.
  await other.read({ name: 'flush', text: 'select pg_stat_force_next_flush()', values: [] })
  await other.close()
  return ((await countCalls(name)) - before) / READERS
}

async function countCalls(name: string): Promise<number> {
  const { rows } = await sql<{ calls: number }>`
    select coalesce(sum(calls), 0)::integer as calls from pg_stat_user_functions where funcname = ${name}`.execute(
    db.kysely,
  )
  return rows[0]?.calls ?? 0
}

const HIGHLIGHTS = 'highlights { field fragment spans { start } }'

test('highlights are computed for the hits of the page, and for no other', async () => {
  const page = (selection: string) => `{ search(query: "ferry", first: 7) { ${selection} totalCount } }`
  assert.equal(await callsOf('search_highlights', page(`nodes { ${HIGHLIGHTS} }`)), 7)
  assert.equal(
    await callsOf('search_highlights', page(`nodes { ${HIGHLIGHTS} } pageInfo { hasNextPage }`)),
    7,
  )
  assert.equal(await callsOf('search_highlights', page('nodes { rank }')), 0)
})

test('what is asked is made into a query once, however much it finds', async () => {
  const search = (query: string) =>
    `{ search(query: "${query}", first: 50) { nodes { rank ${HIGHLIGHTS} } } }`
  assert.equal(await callsOf('search_query', search('ferry')), 1)
  assert.equal(await callsOf('search_query', search('zeppelin')), 1)
  const filter = '{ claims(filter: { not: { search: "zeppelin" } }, first: 50) { nodes { slug } } }'
  assert.equal(await callsOf('search_query', filter), 1)
})
