import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { loadData } from '../../bench/data/load.ts'
import { sizeFor } from '../../bench/data/world.ts'
import type { Statement } from '../../db/database.ts'
import { openTestDatabase } from '../support/database.ts'
import { ask } from '../support/send.ts'

/** Tables with more rows are never read whole. */
const LARGE_ROWS = 400

const db = await openTestDatabase({ statementTimeoutMs: 0 })
await loadData({ url: db.url, size: sizeFor({ articles: 2_000, events: 500, claims: 8_000 }), seed: 1 })

const { rows: large } = await sql<{ table: string }>`
  select relname as table from pg_class where relkind = 'r' and reltuples > ${LARGE_ROWS}
    and relnamespace = 'public'::regnamespace`.execute(db.kysely)

/** An instant between the changes of claims. */
const { rows: instants } = await sql<{ at: string }>`
  select to_char(percentile_disc(0.9) within group (order by at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
  from revision where kind = 'Claim' and revision > 1`.execute(db.kysely)
const at = instants[0]?.at ?? ''

test('there is a past of some size to read', async () => {
  const names = large.map(({ table }) => table)
  for (const table of ['claim', 'article', 'claim_event', 'former_claim', 'former_claim_attribution']) {
    assert.ok(names.includes(table), `${table}: ${names}`)
  }
})

for (const [what, source] of [
  [
    'a look-up by id with all that it leads to',
    'claim(by: { id: "Claim:321" }, asOf: $at) { text figures { low } citations { text } attributions { party { name } } events { title places { name } } article { headline authors { name } } relatedBy { kind } contradictions { text } }',
  ],
  ['a look-up by slug', 'article(by: { slug: "x" }, asOf: $at) { headline }'],
  ['a look-up by address', 'article(by: { url: "https://x.example/" }, asOf: $at) { headline }'],
  ['a node', 'node(id: "Event:7", asOf: $at) { ... on Event { title revisions { nodes { at } } } }'],
  [
    'an event with its figures and coverage',
    'event(by: { id: "Event:3" }, asOf: $at) { figures { low high independentSources claims { text } } disagreements { basis } claims { nodes { text } } }',
  ],
  [
    'a page of the newest',
    'claims(asOf: $at) { nodes { text article { headline } events { title } } pageInfo { hasNextPage } }',
  ],
  [
    'a page filtered by a related record',
    'claims(asOf: $at, filter: { article: { slug: { eq: "x" } } }) { nodes { text } }',
  ],
] as const) {
  test(`${what} reads no large table whole as of an instant`, async () => {
    const plan = await explain(`query ($at: DateTime) { ${source} }`)
    const whole = [...plan.matchAll(/Seq Scan on (\w+)/g)].map(([, table]) => table)
    assert.deepEqual(
      whole.filter((table) => large.some((one) => one.table === table)),
      [],
      plan,
    )
    assert.match(plan, /former_/)
    assert.doesNotMatch(
      plan,
      /Function Scan on \w+_as_of/,
      'PostgreSQL writes the functions into the statement',
    )
  })
}

async function explain(source: string): Promise<string> {
  const statements: Statement[] = []
  const read = (statement: Statement) => {
    statements.push(statement)
    return db.read(statement)
  }
  await ask({ ...db, read }, source, { at })
  const [{ text, values } = { text: '', values: [] }] = statements
  const inlined = text.replace(/\$(\d+)(?!\w)/g, (_, at) => literal(values[Number(at) - 1]))
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(inlined)}`.execute(db.kysely)
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

const literal = (value: unknown) => `'${String(value).replaceAll("'", "''")}'`
