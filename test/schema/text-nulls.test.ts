import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'graphql'
import { sql } from 'kysely'
import { ask } from '../support/ask.ts'
import { askTwoWays } from '../support/differ/three-ways.ts'
import { openTestService } from '../support/serve.ts'

const { url, database } = await openTestService()

/** Makes a derived view show null in a column. */
async function emptyColumn(view: string, column: string): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = ${view}::regclass and attnum > 0 order by attnum`.execute(
    database.kysely,
  )
  const columns = rows.map(({ name }) =>
    name === column ? sql`nullif(${sql.id(name)}, ${sql.id(name)}) as ${sql.id(name)}` : sql.id(name),
  )
  const definition = await sql<{ text: string }>`select pg_get_viewdef(${view}::regclass) as text`.execute(
    database.kysely,
  )
  const text = definition.rows[0]?.text.replace(/;$/, '') ?? ''
  await sql`create or replace view ${sql.table(view)} as select ${sql.join(columns)} from (${sql.raw(text)}) whole`.execute(
    database.kysely,
  )
}

await emptyColumn('event_figure', 'measure')
await emptyColumn('event_disagreement', 'other_id')
await emptyColumn('revision_change', 'field')
for (const statement of [
  sql`create or replace function search_highlights(of_kind text, of_id bigint, words text, query tsquery)
    returns table (place bigint, field text, fragment text, spans json) language sql stable parallel safe
    begin atomic select 1, 'name', null::text, '[{"starts":null,"ends":1}]'::json; end`,
  sql`update author set affiliations = array['BBC', null] where slug = 'guerin-orla'`,
  sql`alter table place drop constraint place_coordinates_together`,
  sql`update place set longitude = null where slug = 'iraq'`,
  sql`alter table claim_attribution drop constraint claim_attribution_one_agent`,
  sql`update claim_attribution set party_id = null where position = 0`,
  sql`alter table event alter column edtf drop not null`,
  sql`update event set edtf = null where slug = 'us-strikes-2024-02-02'`,
]) {
  await statement.execute(database.kysely)
}

const FIGURES = 'figures { measure independentSources }'
const EVENT = 'by: { slug: "gaza-war" }'

/** What holds null somewhere, by where that is. */
const EMPTY: Record<string, string> = {
  'a column of a view, in lists of lists': `{ events(first: 100) { nodes { title ${FIGURES} } } }`,
  'a column of a view, below a root field that may be null': `{ event(${EVENT}) { ${FIGURES} } }`,
  'a column of a view, below edges': `{ events(first: 100) { edges { cursor node { ${FIGURES} } } totalCount pageInfo { hasNextPage } } }`,
  'a column of a view, from the end of a list': `{ events(last: 100) { nodes { ${FIGURES} } } }`,
  'a column of a view, in a record that may be null': `{ events(first: 100) { nodes { slug partOf { title a: ${FIGURES} } } } }`,
  'a column of a view, behind an interface': `{ nodes(ids: ["Event:30", "Event:37", "Outlet:1"]) { __typename slug ... on Event { ${FIGURES} } } }`,
  'a related record of a view': `{ event(${EVENT}) { title disagreements { basis other { slug } } } }`,
  'a related record of a view, of which only the type is asked': `{ events(first: 100) { nodes { disagreements { other { __typename } } } } }`,
  'an expression over a view':
    '{ article: articles(first: 2) { nodes { revisions { nodes { changes { field } } } } } }',
  'an item of a list of texts': '{ author(by: { slug: "guerin-orla" }) { name affiliations } }',
  'an item of a list of texts, far below':
    '{ articles(first: 100) { nodes { headline authors { affiliations } } } }',
  'an item of a list of texts, below a record that may be null':
    '{ claims(filter: { attributions: { some: { author: { slug: { eq: "guerin-orla" } } } } }) { nodes { attributions { position author { affiliations } } } } }',
  'a column of a function':
    '{ search(query: "strike", first: 2) { nodes { rank highlights { fragment } } } }',
  'a column of JSON':
    '{ search(query: "strike", first: 2) { edges { node { highlights { spans { start end } } } } } }',
  'a part that may be null': '{ places(first: 100) { nodes { name coordinates { latitude longitude } } } }',
  'a part that may be null, behind an interface':
    '{ node(id: "Place:2") { id ... on Place { coordinates { longitude } } } }',
  'a part that is always there': '{ events(first: 100) { nodes { when { edtf earliest } } } }',
  'a part of a record that may be null':
    '{ events(first: 100) { nodes { slug partOf { slug when { edtf } } } } }',
  'a record of one of several types':
    '{ claims(first: 100) { nodes { attributions { role agent { __typename } } } } }',
  'one of two root fields': `{ outlets { nodes { name } } event(${EVENT}) { ${FIGURES} } }`,
  'one of two root fields that may be null': `{ outlet(by: { slug: "nobody" }) { name } event(${EVENT}) { ${FIGURES} } }`,
}

for (const [where, query] of Object.entries(EMPTY)) {
  test(`null in a place that must not be empty is never written: ${where}`, async () => {
    const { text, objects } = await askTwoWays(database, parse(query))
    const { data, errors = [] } = objects
    assert.ok(errors.length > 0, 'the executor found null as well')
    for (const { message } of errors) assert.match(message, /^Cannot return null for non-nullable field/)
    assert.deepEqual(text, { failures: new Map() })
    const response = await ask(url, query)
    assert.deepEqual(response.data, JSON.parse(JSON.stringify(data)))
    const paths = errors.map(({ path }) => path)
    assert.deepEqual(
      response.errors.map(({ path }: { path: unknown }) => path),
      paths,
    )
  })
}

/** The same places where there is no null, and nulls in places that may be empty. */
const WHOLE = [
  '{ author(by: { slug: "davies-nicolas-j-s" }) { name affiliations } }',
  '{ place(by: { slug: "syria" }) { coordinates { longitude } } }',
  '{ place(by: { slug: "anbar" }) { coordinates { longitude } } }',
  '{ places { nodes { coordinates { latitude } } } }',
  '{ event(by: { slug: "gaza-war" }) { partOf { slug } when { edtf earliest latest } } }',
  '{ events(first: 100) { nodes { figures { independentSources unit population low } disagreements { claim { slug } measure } } } }',
  '{ claims(first: 5) { nodes { attributions { party { name } } } } }',
]

for (const query of WHOLE) {
  test(`what has no null is still written: ${query}`, async () => {
    const { text, objects } = await askTwoWays(database, parse(query))
    assert.ok(text && 'parts' in text)
    const data = JSON.parse(text.parts.join(''))
    assert.equal(objects.errors, undefined)
    assert.equal(JSON.stringify(data), JSON.stringify(objects.data))
    assert.deepEqual(await ask(url, query), { data })
  })
}
