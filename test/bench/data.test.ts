import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { loadData, type Step } from '../../bench/data/load.ts'
import { TargetRefusal } from '../../bench/data/target-refusal.ts'
import { sizeFor } from '../../bench/data/world.ts'
import type { Tables } from '../../db/tables.ts'
import { checkAnchor } from '../../db/values/anchor.ts'
import { createBody } from '../../db/values/body.ts'
import { canonicalUrl } from '../../db/values/canonical-url.ts'
import { readEdtf } from '../../db/values/edtf.ts'
import { parseFigure } from '../../db/values/figure.ts'
import { sketchOf } from '../../db/values/sketch.ts'
import { checkSlug } from '../../db/values/slug.ts'
import { countWords } from '../../db/values/text.ts'
import { COMPARATORS, MEASURES, RELATION_KINDS } from '../../db/vocabulary.ts'
import { recordChanges } from '../../db/writes/change.ts'
import { NOUNS } from '../../db/writes/nouns.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'

const size = sizeFor({ articles: 500, events: 100, claims: 2000 })
const nouns = Object.values(NOUNS)

const filled = await openTestDatabase()
const digest = await loadData({ url: filled.url, size, seed: 1 })

test('there are as many records as were asked for', async () => {
  const counted: Record<string, number> = {}
  for (const table of [
    'outlet',
    'author',
    'subject',
    'article',
    'place',
    'event',
    'claim',
    'review',
  ] as const) {
    counted[`${table}s`] = await countRows(filled, table)
  }
  const { parties, ...others } = size
  assert.deepEqual(counted, others)
  const named = await rows<{ count: number }>(
    filled,
    sql`select count(*)::integer from party where kind <> 'UNNAMED'`,
  )
  assert.equal(named[0]?.count, parties)
})

test('the same seed makes the same rows, another seed makes others', async () => {
  const [same, other] = [await openTestDatabase(), await openTestDatabase()]
  assert.equal(await loadData({ url: same.url, size, seed: 1 }), digest)
  assert.notEqual(await loadData({ url: other.url, size, seed: 2 }), digest)
  const content = await contentOf(filled)
  assert.deepEqual(await contentOf(same), content)
  const alike = Object.entries(await contentOf(other)).filter(([table, sum]) => content[table] === sum)
  // Nothing but the tables without content is the same.
  assert.deepEqual(
    alike.filter(([, sum]) => sum !== null),
    [],
  )
})

test('every constraint and index is as the migrations made it, and valid', async () => {
  const fresh = await openTestDatabase()
  assert.deepEqual(await catalogOf(filled), await catalogOf(fresh))
  const invalid = await rows(
    filled,
    sql`select conname from pg_constraint where not convalidated
    union all select indexrelid::regclass::name from pg_index where not indisvalid`,
  )
  assert.deepEqual(invalid, [])
})

test('ids go on behind those of the load', async () => {
  for (const table of ['claim', 'article_link', 'revision'] as const) {
    const [row] = await rows<{ behind: boolean }>(
      filled,
      sql`select nextval(pg_get_serial_sequence(${table}, 'id')) > max(id) as behind from ${sql.table(table)}`,
    )
    assert.equal(row?.behind, true, table)
  }
})

test('the feed is dense, in the order of time, and its head stands at its end', async () => {
  const [feed] = await rows<Record<string, boolean>>(
    filled,
    sql`select min(seq) = 1 as first, max(seq) = count(*) as dense, bool_and(at >= before) as ordered,
        max(seq) = (select seq from feed_head) as head
      from (select *, coalesce(lag(at) over (order by seq), at) as before from feed_entry) entry`,
  )
  assert.deepEqual(feed, { first: true, dense: true, ordered: true, head: true })
})

test('each record has its revisions from 1 on, and each of them its entry', async () => {
  for (const { kind, table } of nouns) {
    const without = await rows(
      filled,
      sql`select slug from ${sql.table(table)} node
        where array(select revision from revision where kind = ${kind} and node_id = node.id order by 1)
          <> array(select generate_series(1, node.revision))
        or created_at <> (select at from revision where kind = ${kind} and node_id = node.id and revision = 1)
        or updated_at <> (select at from revision r where kind = ${kind} and node_id = node.id and r.revision = node.revision)`,
    )
    assert.deepEqual(without, [], kind)
  }
  const apart = await rows(
    filled,
    sql`select r.id from revision r full join feed_entry entry
      on r.id = entry.seq and (r.kind, r.node_id, r.revision, r.action, r.at)
        = (entry.kind, entry.node_id, entry.revision, entry.action, entry.at)
      where r.id is null or entry.id is null`,
  )
  assert.deepEqual(apart, [])
})

test('a revision holds what a write of the record would have recorded', async () => {
  const undo = new Error('undo')
  const work = filled.kysely.transaction().execute(async (trx) => {
    for (const noun of nouns) {
      const { rows: nodes } = await sql<{
        id: string
      }>`select id from ${sql.table(noun.table)} limit 40`.execute(trx)
      const changes = nodes.map(({ id }) => ({ id, action: 'REVISED' as const }))
      await recordChanges(trx, noun, changes, 'test')
      const { rows: differing } = await sql`
        select loaded.state as loaded, written.state as written
        from revision written join revision loaded using (kind, node_id)
        where written.actor = 'test' and kind = ${noun.kind} and loaded.revision = written.revision - 1
          and loaded.state <> written.state`.execute(trx)
      assert.deepEqual(differing, [], noun.kind)
    }
    throw undo
  })
  await assert.rejects(work, undo)
})

test('values are such as an import would have made of them', async () => {
  for (const { table } of nouns) {
    for (const { slug } of await filled.kysely.selectFrom(table).select('slug').execute()) checkSlug(slug)
  }
  const dates = await rows<{ edtf: string }>(
    filled,
    sql`select edtf, earliest, latest from event
      union select said_edtf, said_earliest, said_latest from claim where said_edtf is not null`,
  )
  for (const date of dates) assert.deepEqual(date, readEdtf(date.edtf))
  for (const { url, canonical_url } of await filled.kysely
    .selectFrom('article_link')
    .select(['url', 'canonical_url'])
    .execute()) {
    assert.equal(canonical_url, url?.startsWith('mailto:') ? null : canonicalUrl(url ?? ''))
  }
  for (const { verbatim, comparator, low, high, unit } of await filled.kysely
    .selectFrom('claim_figure')
    .selectAll()
    .execute()) {
    assert.deepEqual({ comparator, low, high, unit }, parseFigure(verbatim))
  }
})

test('every stored body has its sketch', async () => {
  const articles = await filled.kysely
    .selectFrom('article')
    .leftJoin('article_sketch', 'article_id', 'id')
    .select(['body', 'hashes'])
    .execute()
  for (const { body, hashes } of articles) assert.deepEqual(hashes, body === null ? null : sketchOf(body))
})

test('passages and links stand in the bodies where they say', async () => {
  for (const { id, body, word_count } of await filled.kysely.selectFrom('article').selectAll().execute()) {
    assert.equal(word_count, body === null ? null : countWords(body))
    const indexed = body === null ? null : createBody(body)
    const anchors = await filled.kysely
      .selectFrom('claim_anchor')
      .innerJoin('claim', 'claim.id', 'claim_id')
      .where('article_id', '=', id)
      .selectAll('claim_anchor')
      .execute()
    for (const { claim_id: _, position, health, ...passage } of anchors) {
      const found = checkAnchor(indexed, passage)
      if (health === 'RELOCATED') assert.equal(found.health, 'EXACT')
      else assert.deepEqual({ ...passage, health }, found, `${id} ${position}`)
    }
    const links = await filled.kysely
      .selectFrom('article_link')
      .where('article_id', '=', id)
      .selectAll()
      .execute()
    for (const { starts, ends, text } of links) {
      if (starts === null || ends === null) assert.equal(body, null)
      else assert.equal(indexed?.slice(starts, ends), text)
    }
  }
})

test('the shape is that of real records', async () => {
  const [shape] = await rows<Record<string, number>>(
    filled,
    sql`select
      (select max(n) from (select count(*)::integer n from claim group by article_id) a) as most_of_article,
      (select count(*)::integer from article a where not exists (select from claim where article_id = a.id)) as silent,
      (select max(n) from (select count(*)::integer n from claim_event group by event_id) e) as most_of_event,
      (select count(*) filter (where language = 'en') * 100 / count(*) from article)::integer as english,
      (select count(distinct language)::integer from article) as languages,
      (select max(n) from (select count(*)::integer n from article group by published_on) d) as most_of_day,
      (select count(*)::integer from article where republication_of is not null) as copies,
      (select count(*)::integer from article where translation_of is not null) as translations,
      (select count(distinct claim_id) * 100 / ${size.claims} from claim_figure)::integer as with_figures,
      (select count(*) * 100 / ${size.claims} from claim_relation)::integer as related,
      (select max(position) + 1 from claim_attribution) as longest_chain,
      (select count(*)::integer from claim where withdrawn_at is not null) as withdrawn,
      (select count(*)::integer from claim where merged_into is not null) as merged`,
  )
  const between = (name: string, least: number, most: number) =>
    assert.ok(Number(shape?.[name]) >= least && Number(shape?.[name]) <= most, `${name}: ${shape?.[name]}`)
  between('most_of_article', 16, 40)
  between('silent', 25, 125)
  between('most_of_event', 50, 800)
  between('english', 55, 85)
  between('languages', 5, 9)
  between('most_of_day', 2, 20)
  between('copies', 5, 30)
  between('translations', 1, 15)
  between('with_figures', 36, 44)
  between('related', 7, 12)
  between('longest_chain', 3, 3)
  between('withdrawn', 3, 25)
  between('merged', 1, 10)
})

test('every word of the vocabularies of figures and relations comes up', async () => {
  const { kysely } = filled
  const figures = await kysely
    .selectFrom('claim_figure')
    .select(['comparator', 'measure'])
    .distinct()
    .execute()
  const relations = await kysely.selectFrom('claim_relation').select('kind').distinct().execute()
  assert.deepEqual(new Set(figures.map(({ comparator }) => comparator)), new Set(COMPARATORS))
  assert.deepEqual(new Set(figures.map(({ measure }) => measure)), new Set(MEASURES))
  assert.deepEqual(new Set(relations.map(({ kind }) => kind)), new Set(RELATION_KINDS))
})

test('related claims are about one event', async () => {
  const apart = await rows(
    filled,
    sql`select claim_id from claim_relation relation
      where not exists (select from claim_event one join claim_event two using (event_id)
        where one.claim_id = relation.claim_id and two.claim_id = relation.other_id)`,
  )
  assert.deepEqual(apart, [])
})

test('a database that holds records is refused, unless they may go', async () => {
  const tiny = sizeFor({ articles: 20, events: 5, claims: 60 })
  const database = await openTestDatabase()
  await database.kysely.insertInto('outlet').values({ slug: 'kept', name: 'Kept' }).execute()
  await assert.rejects(loadData({ url: database.url, size: tiny, seed: 1 }), TargetRefusal)
  assert.equal(await countRows(database, 'outlet'), 1)
  await loadData({ url: database.url, size: tiny, seed: 1, replace: true })
  assert.equal(await countRows(database, 'article'), 20)
  assert.deepEqual(await database.kysely.selectFrom('outlet').where('slug', '=', 'kept').execute(), [])
})

test('a load that was stopped ends at once and is replaced by the next', async () => {
  const database = await openTestDatabase()
  const stop = new AbortController()
  const steps: string[] = []
  const tell = ({ name }: Step) => {
    steps.push(name)
    if (name === 'events') setTimeout(() => stop.abort(), 20)
  }
  await assert.rejects(loadData({ url: database.url, size, seed: 1, signal: stop.signal, tell }))
  assert.equal(steps.at(-1), 'events')
  assert.equal(await loadData({ url: database.url, size, seed: 1 }), digest)
})

/** One sum a table, of all that a load decides: neither a transaction's number nor a feed's identity. */
async function contentOf(database: TestDatabase): Promise<Record<string, string | null>> {
  const sums: Record<string, string | null> = {}
  for (const { table } of await tablesOf(database)) {
    const [row] = await rows<{ sum: string | null }>(
      database,
      sql`select md5(string_agg(line, '' order by line collate "C")) as sum
        from (select md5((to_jsonb(own) - 'tx' - 'epoch' - 'search')::text) as line from ${sql.table(table)} own) lines`,
    )
    sums[table] = row?.sum ?? null
  }
  return sums
}

const tablesOf = (database: TestDatabase) =>
  rows<{ table: string }>(
    database,
    sql`select relname as table from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely%' order by 1`,
  )

const catalogOf = (database: TestDatabase) =>
  rows(
    database,
    sql`select conrelid::regclass::text || ' ' || conname as name, pg_get_constraintdef(oid) as definition
      from pg_constraint where connamespace = 'public'::regnamespace
      union all select indexname, indexdef from pg_indexes where schemaname = 'public'
      union all select nspname, null from pg_namespace where nspname like 'bench%'
      order by 1, 2`,
  )

async function rows<Row>(database: TestDatabase, query: ReturnType<typeof sql<Row>>): Promise<Row[]> {
  return (await query.execute(database.kysely)).rows
}

async function countRows(database: TestDatabase, table: keyof Tables): Promise<number> {
  const [row] = await rows<{ count: number }>(
    database,
    sql`select count(*)::integer from ${sql.table(table)}`,
  )
  return row?.count ?? 0
}
