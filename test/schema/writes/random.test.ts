import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { NODE_KINDS, type NodeKind } from '../../../db/vocabulary.ts'
import { columnFields, listFields } from '../../../db/writes/draft.ts'
import { columnsOf } from '../../../db/writes/fields.ts'
import { NOUNS } from '../../../db/writes/nouns.ts'
import { openTestDatabase } from '../../support/database.ts'
import { createDice } from '../../support/random.ts'
import { type Answer, write } from '../../support/write.ts'

const MUTATIONS = 10_000
const AT_ONCE = 8
const SEED = 20_240_209

const db = await openTestDatabase()
const { below, pick, chance } = createDice(SEED)

/** Ids of what was made, whatever became of it. */
const known = new Map<NodeKind, string[]>(NODE_KINDS.map((kind) => [kind, []]))
const some = (kind: NodeKind): { id: string } => {
  const ids = known.get(kind) ?? []
  return { id: chance(0.02) || ids.length === 0 ? `${kind}:999999999` : (ids[below(ids.length)] ?? '') }
}
/** Text that is mostly sound. */
const text = () =>
  chance(0.04) ? pick(['', 'a\0', '\ud800', 'x'.repeat(20_001)]) : pick(['One', 'Two', 'Drei', '四', '🙂'])
const day = () => `2024-02-0${1 + below(9)}`
const figure = () => ({
  verbatim: pick(['39', 'at least 40', 'dozens', 'between 5 and 7', 'nobody']),
  measure: pick(['KILLED', 'INJURED']),
})
const link = () => ({ text: pick(['here', 'there']), url: pick(['https://a.example/', null]) })

const RECORDS: Record<NodeKind, () => Record<string, unknown>> = {
  Outlet: () => ({ name: text(), altIds: chance(0.5) ? [] : [{ scheme: 'x', value: text() }] }),
  Author: () => ({
    name: text(),
    kind: pick(['PERSON', 'AGENCY']),
    works: chance(0.7) ? [] : [{ title: text() }],
  }),
  Subject: () => ({ scheme: pick(['a', 'b']), code: `${below(500)}`, label: text() }),
  Article: () => ({
    headline: text(),
    publishedOn: day(),
    outlet: some('Outlet'),
    authors: [some('Author'), some('Author')].slice(below(3)),
    url: chance(0.7) ? null : `https://a.example/${below(800)}`,
    body: pick([null, 'They said that 39 were killed.', 'On Monday they said: 39 were killed.']),
    links: [link(), link()],
  }),
  Party: () => ({ name: text(), kind: 'ORGANIZATION', memberOf: chance(0.5) ? null : some('Party') }),
  Place: () => ({ name: text(), precision: 'NEAR', latitude: pick([1, 91]), longitude: 2 }),
  Event: () => ({
    title: text(),
    type: { code: 'Other' },
    when: pick(['2024', '2024-02-XX', day()]),
    status: 'FAIR',
    places: [some('Place'), some('Place')].slice(below(3)),
    participants: [{ party: some('Party'), role: 'TARGET' }],
    partOf: chance(0.8) ? null : some('Event'),
  }),
  Claim: () => ({
    article: some('Article'),
    text: text(),
    kind: 'NUMERICAL',
    events: [some('Event'), some('Event')].slice(below(3)),
    attributions: [{ role: 'SAID_BY', party: some('Party') }],
    anchors: chance(0.5) ? [] : [{ start: 15, end: 17, exact: '39' }],
    figures: [figure()].slice(below(2)),
    citations: [below(3)],
  }),
  Review: () => ({
    claim: some('Claim'),
    outlet: some('Outlet'),
    ratingText: text(),
    rating: 'TRUE',
    publishedOn: day(),
  }),
}

const someKind = () => NODE_KINDS[below(NODE_KINDS.length)] ?? 'Claim'

/** One mutation, sound or not. */
function roll(): { name: string; input: Record<string, unknown> } {
  const kind = someKind()
  const shared = {
    ...(chance(0.1) && { idempotencyKey: `key ${below(200)}` }),
    ...(chance(0.2) && { expectedRevision: 1 + below(3) }),
  }
  const dice = below(100)
  if (dice < 40) {
    const { expectedRevision: _, ...key } = shared
    return { name: `create${kind}`, input: { ...RECORDS[kind](), ...key } }
  }
  if (dice < 75) {
    const { article: _, ...patch } = RECORDS[kind]()
    const fields = Object.entries(patch).filter(() => chance(0.5))
    return { name: `update${kind}`, input: { ...some(kind), ...Object.fromEntries(fields), ...shared } }
  }
  if (dice < 80) return { name: 'withdraw', input: { ...some(kind), reason: text(), ...shared } }
  if (dice < 84) return { name: 'restore', input: { ...some(kind), ...shared } }
  if (dice < 88) return { name: 'merge', input: { ...some(kind), into: some(kind).id, ...shared } }
  if (dice < 95) {
    const pair = { claim: some('Claim').id, other: some('Claim').id, kind: pick(['REPEATS', 'CONTRADICTS']) }
    return { name: pick(['relateClaims', 'relateClaims', 'unrelateClaims']), input: { ...pair, ...shared } }
  }
  const records = Array.from({ length: below(4) }, () => {
    const of = someKind()
    return { [of.toLowerCase()]: { slug: `bulk-${of}-${below(60)}`, ...RECORDS[of]() } }
  })
  return { name: 'bulk', input: { records } }
}

/** The mutations that did something, or found that there was nothing to do, and those that were refused. */
const [done, undone]: [string[], string[]] = [[], []]

async function work(numbers: Iterator<number>): Promise<void> {
  for (let next = numbers.next(); !next.done; next = numbers.next()) {
    const { name, input } = roll()
    const actor = `${name} ${next.value}${'idempotencyKey' in input ? ' keyed' : ''}`
    const selection = name === 'bulk' ? 'feedCursor' : 'node { id slug } feedCursor'
    const answer: Answer = await write(db, name, input, selection, {
      keyId: 'one',
      name: actor,
      role: 'EDITOR',
    })
    ;(answer.__typename.endsWith('Payload') ? done : undone).push(actor)
    if (name.startsWith('create') && answer.node) {
      const kind = NODE_KINDS.find((one) => answer.node.id.startsWith(`${one}:`))
      if (kind) known.get(kind)?.push(answer.node.id)
    }
  }
}

test(`${MUTATIONS} random mutations, ${AT_ONCE} at a time, some of them failing, are answered`, async () => {
  const numbers = Array.from({ length: MUTATIONS }, (_, at) => at).values()
  await Promise.all(Array.from({ length: AT_ONCE }, () => work(numbers)))
  assert.equal(done.length + undone.length, MUTATIONS)
  assert.ok(
    done.length > MUTATIONS / 4 && undone.length > MUTATIONS / 10,
    `${done.length} done, ${undone.length} not`,
  )
})

test('each that was done has a revision for each record that it changed, and the others have none', async () => {
  const { rows } = await sql<{ actor: string }>`select distinct actor from revision`.execute(db.kysely)
  const actors = new Set(rows.map(({ actor }) => actor))
  assert.deepEqual(
    undone.filter((actor) => actors.has(actor)),
    [],
  )
  const silent = done.filter((actor) => !actors.has(actor))
  // What may say nothing new, and what was done already under its key.
  assert.deepEqual(
    silent.filter((actor) => !/^(update|relate|unrelate|bulk)|keyed$/.test(actor)),
    [],
  )
  assert.ok(silent.length < done.length / 3, `${silent.length} of ${done.length} did nothing`)
})

test('each revision has one entry of the feed, and the feed has no gap', async () => {
  const { rows } = await sql`
    select r.kind, r.node_id, r.revision from revision r full join feed_entry e using (kind, node_id, revision, action)
    where r.id is null or e.id is null or e.seq is null`.execute(db.kysely)
  assert.deepEqual(rows, [])
  const { rows: gaps } = await sql<object>`
    select count(*) = max(seq) and min(seq) = 1 and max(seq) = (select seq from feed_head) as dense,
      (select count(*) from feed_entry) = (select count(*) from revision) as whole from feed_entry`.execute(
    db.kysely,
  )
  assert.deepEqual(gaps, [{ dense: true, whole: true }])
})

for (const kind of NODE_KINDS) {
  test(`replaying the revisions of every ${kind} gives what is stored`, async () => {
    const noun = NOUNS[kind]
    const { rows: changes } = await sql<{ id: string; revision: number; field: string; now: unknown }>`
      select node_id as id, revision, field, now from revision join revision_change on revision_id = revision.id
      where kind = ${kind} order by node_id, revision`.execute(db.kysely)
    const replayed = new Map<string, { revision: number; state: Record<string, unknown> }>()
    for (const { id, revision, field, now } of changes) {
      const node = replayed.get(id) ?? { revision: 0, state: {} }
      assert.ok(
        revision === node.revision || revision === node.revision + 1,
        `${kind}:${id} has every revision`,
      )
      replayed.set(id, { revision, state: { ...node.state, [field]: now } })
    }
    const own = Object.keys(columnsOf(columnFields(noun)))
    const { rows } = await sql<{ id: string; revision: number; row: Record<string, unknown> }>`
      select id, revision, to_jsonb(node) as row from ${sql.table(noun.table)} node`.execute(db.kysely)
    assert.equal(rows.length, replayed.size)
    const lists = await Promise.all(Object.entries(listFields(noun)).map(readList))
    for (const { id, revision, row } of rows) {
      const state = replayed.get(id)?.state ?? {}
      assert.equal(replayed.get(id)?.revision, revision)
      for (const column of [...own, 'slug', 'withdrawn_at', 'withdrawn_reason', 'merged_into']) {
        // The history of a new record passes over what is empty.
        const empty = Array.isArray(row[column]) ? [] : null
        assert.deepEqual(state[column] ?? empty, row[column], `${kind}:${id} ${column}`)
      }
      for (const { name, items } of lists) {
        assert.deepEqual(state[name] ?? [], items.get(id) ?? [], `${kind}:${id} ${name}`)
      }
    }
  })
}

/** The stored lists of all nodes, by owner. */
async function readList([name, list]: [string, ReturnType<typeof listFields>[string]]) {
  const columns = [...(list.keepsIds ? ['id'] : []), ...Object.keys(list.columns)]
  const { rows } = await sql<{ owner: string; item: Record<string, unknown> }>`
    select ${sql.id(list.owner)}::text as owner, to_jsonb(item) as item from ${sql.table(list.table)} item
    order by ${sql.id(list.owner)}, position`.execute(db.kysely)
  const items = new Map<string, Record<string, unknown>[]>()
  for (const { owner, item } of rows) {
    const shown = Object.fromEntries(columns.map((column) => [column, item[column]]))
    items.set(owner, [...(items.get(owner) ?? []), shown])
  }
  return { name: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), items }
}
