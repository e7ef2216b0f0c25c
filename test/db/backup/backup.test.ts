import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sql } from 'kysely'
import { DumpFault } from '../../../db/backup/fault.ts'
import { restoreDump } from '../../../db/backup/restore.ts'
import { writeDump } from '../../../db/backup/write.ts'
import type { Database } from '../../../db/database.ts'
import { loadSample } from '../../../db/sample/load.ts'
import { createApiKey } from '../../../db/writes/api-key.ts'
import { openTestDatabase } from '../../support/database.ts'
import { dumpOf, everything, opening } from '../../support/dump.ts'
import { makeArticle, makeOutlet } from '../../support/make.ts'
import { ask, send } from '../../support/send.ts'
import { written } from '../../support/write.ts'

const [original, restored, refusing] = [
  await openTestDatabase(),
  await openTestDatabase(),
  await openTestDatabase(),
]
await fill(original)
const dump = await dumpOf(original)
const cursor = (await ask<{ outlets: { feedCursor: string } }>(original, '{ outlets { feedCursor } }'))
  .outlets.feedCursor

/** The sample, what the sample lacks, and text that a line or an escape could break. */
async function fill(database: Database): Promise<void> {
  await loadSample(database)
  const outlet = await makeOutlet(database, { name: 'A\\N "B" \\. \u2028 ü 🗞' })
  await makeArticle(database, { body: 'One\nTwo\r\nThree\t\\t \\\\ {"end": 1}\n\n[1]\n\\.\n' })
  await written(database, 'updateOutlet', { id: outlet.id, name: 'Later', idempotencyKey: 'a-key' })
  await database.kysely
    .transaction()
    .execute((trx) => createApiKey(trx, { name: 'x', role: 'ADMIN', expiresAt: null }))
  await sql`insert into webhook (name, url, selection, role, created_by, secret, cursor)
    select n, 'https://a.example', 's', 'READER', 'x', decode(repeat('00ff5c0a', 8), 'hex'), 'c' from unnest(array['1', '2']) n`.execute(
    database.kysely,
  )
  await sql`delete from webhook where name = '2'`.execute(database.kysely)
  await sql`insert into webhook_delivery (webhook_id, message_id, attempt, ms) select id, 'm', 1, 2 from webhook`.execute(
    database.kysely,
  )
  await sql`insert into import_point (file_digest, line) values ('d', 1)`.execute(database.kysely)
}

test('a restored database equals the original in every row of every table, but for the epoch', async () => {
  await restoreDump(restored, opening(dump))
  const [was, is] = [await everything(original), await everything(restored)]
  const empty = Object.keys(was).filter((table) => !table.startsWith('former_') && was[table]?.length === 0)
  assert.ok(Object.keys(was).length > 40)
  // No row, nothing proved: few tables may be without.
  assert.deepEqual(empty, ['author_alt_id'])
  assert.equal(was.former_outlet?.length, 1)
  for (const table of Object.keys(was)) {
    if (table !== 'feed_head' && !table.startsWith('kysely_')) assert.deepEqual(is[table], was[table], table)
  }
  const heads = await Promise.all(
    [original, restored].map(({ kysely }) =>
      sql<{
        head: string
      }>`select concat_ws(' ', seq, floor_seq, secret, floor_check) as head from feed_head`.execute(kysely),
    ),
  )
  assert.deepEqual(heads[1]?.rows, heads[0]?.rows)
})

test('its triggers stand as they stood, the guard of the history too', async () => {
  const triggers = (database: Database) =>
    sql`select tgname, tgenabled from pg_trigger where not tgisinternal order by 1`.execute(database.kysely)
  assert.deepEqual((await triggers(restored)).rows, (await triggers(original)).rows)
})

test('GraphQL answers of it as of the original', async () => {
  const source = `{ articles(first: 50) { totalCount nodes { id headline } }
    events(first: 50) { nodes { id slug figures { measure low high } revisions { nodes { action at } } } }
    entries(first: 50) { entries { nodeId action at } } }`
  const [was, is] = [await ask(original, source), await ask(restored, source)]
  assert.deepEqual(is, was)
})

test('a cursor of before is told that the epoch has changed', async () => {
  const { errors } = await send(restored, 'query ($after: Cursor) { entries(after: $after) { cursor } }', {
    after: cursor,
  })
  assert.equal(errors?.[0]?.extensions.code, 'EPOCH_CHANGED')
})

test('ids go on behind the highest that was ever given, and the feed behind its newest entry', async () => {
  const insert = sql<{
    id: string
  }>`insert into webhook (name, url, selection, role, created_by, secret, cursor)
    values ('3', 'https://a.example', 's', 'READER', 'x', decode(repeat('00', 32), 'hex'), 'c') returning id`
  assert.equal((await insert.execute(restored.kysely)).rows[0]?.id, '3')
  const head = sql<{ seq: string; newest: string }>`
    select seq, (select max(seq) from feed_entry) as newest from feed_head`
  const [was] = (await head.execute(original.kysely)).rows
  await makeOutlet(restored)
  const [is] = (await head.execute(restored.kysely)).rows
  assert.equal(Number(is?.seq), Number(was?.seq) + 1)
  assert.equal(is?.newest, is?.seq)
})

test('what is restored is kept as history when it changes', async () => {
  const { node } = await written(restored, 'updateOutlet', {
    id: (await makeOutlet(restored, { name: 'Before' })).id,
    name: 'After',
  })
  const found = await sql<{ name: string }>`
    select name from former_outlet where id = ${node.id.split(':')[1]}::bigint`.execute(restored.kysely)
  assert.deepEqual(found.rows, [{ name: 'Before' }])
})

const lines = dump.trimEnd().split('\n')
const [head = '', ...rest] = lines
const at = lines.indexOf('{"table":"outlet"}')

/** With the checksum of what it says now. */
function summed(changed: readonly string[]): string {
  const body = `${changed.slice(0, -1).join('\n')}\n`
  return `${body}${JSON.stringify({ end: { rows: {}, sha256: createHash('sha256').update(body).digest('hex') } })}\n`
}

const withMigrations = (change: (names: string[]) => string[]) => {
  const parsed = JSON.parse(head)
  return summed([JSON.stringify({ ...parsed, migrations: change(parsed.migrations) }), ...rest])
}

/** The dump with a cell more in the place of the first of a row. */
const withCell = (cell: string) =>
  summed(lines.map((line, n) => (n === at + 1 ? line.replace(/^\["[^"]*"/, `[${cell}`) : line)))

for (const [what, code, bad] of [
  ['that ends in the midst of a line', 'DUMP_TRUNCATED', dump.slice(0, -20)],
  ['that ends in the midst', 'DUMP_TRUNCATED', `${lines.slice(0, at + 2).join('\n')}\n`],
  ['without its manifest', 'DUMP_TRUNCATED', `${lines.slice(0, -1).join('\n')}\n`],
  ['in which a word was changed', 'DUMP_DAMAGED', dump.replace('Later', 'Sooner')],
  [
    'in which two rows changed places',
    'DUMP_DAMAGED',
    [...lines.slice(0, at + 1), lines[at + 2], lines[at + 1], ...lines.slice(at + 3), ''].join('\n'),
  ],
  ['that lacks a row', 'DUMP_DAMAGED', [...lines.slice(0, at + 1), ...lines.slice(at + 2), ''].join('\n')],
  ['behind which another follows', 'DUMP_DAMAGED', dump + dump],
  ['that is a file of records', 'NOT_A_DUMP', '{"record":"Outlet"}\n'],
  ['that is no JSON', 'NOT_A_DUMP', 'PGDMP\n\n'],
  ['that is empty', 'DUMP_TRUNCATED', ''],
  ['of a later format', 'NOT_A_DUMP', dump.replace('"format":1', '"format":2')],
  ['of a newer schema', 'DUMP_NEWER', withMigrations((names) => [...names, '9999_later'])],
  ['of an older schema', 'DUMP_OLDER', withMigrations((names) => names.slice(0, -1))],
  [
    'with a row that no table takes, and the right checksum',
    'DUMP_REFUSED',
    summed(lines.map((line, n) => (n === at + 1 ? line.replace('["', '["x') : line))),
  ],
  [
    'with a row twice, and the right checksum',
    'DUMP_REFUSED',
    summed(lines.toSpliced(at, 1, lines[at] ?? '', lines[at + 1] ?? '')),
  ],
  [
    'with a row of too few columns, and the right checksum',
    'DUMP_REFUSED',
    summed(lines.toSpliced(at + 1, 1, '["1"]')),
  ],
  ...[
    ['nested 20,000 deep', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['that is an object', '{"toString":5}'],
    ['with half of a surrogate pair', '"\\ud800"'],
  ].map(
    ([what, cell = '']) =>
      [`with a cell ${what}, and the right checksum`, 'DUMP_REFUSED', withCell(cell)] as const,
  ),
  ...[
    ['of nothing', { nothing_id_seq: '1' }],
    ['of a table', { outlet: '1' }],
    ['with U+0000', { 'outlet_id_seq\0': '1' }],
    ['below nothing', { outlet_id_seq: '-5' }],
    ['that is no number', { outlet_id_seq: 'abc' }],
  ].map(
    ([what, sequences]) =>
      [
        `with a sequence ${what}, and the right checksum`,
        'DUMP_REFUSED',
        summed(lines.map((line) => (line.startsWith('{"sequences"') ? JSON.stringify({ sequences }) : line))),
      ] as const,
  ),
] as const) {
  test(`a dump ${what} is refused, and nothing is written`, async () => {
    const before = await everything(refusing)
    await assert.rejects(
      restoreDump(refusing, opening(bad)),
      (error) => error instanceof DumpFault && error.code === code,
    )
    assert.deepEqual(await everything(refusing), before)
  })
}

test('a database that holds anything is refused, and left as it is', async () => {
  const before = await everything(original)
  await assert.rejects(restoreDump(original, opening(dump)), { code: 'NOT_EMPTY' })
  assert.deepEqual(await everything(original), before)
})

test('after all the refusals the same database takes the dump', async () => {
  await restoreDump(refusing, opening(dump, 65_536))
  assert.deepEqual((await everything(refusing)).article, (await everything(original)).article)
})

test('a dump is of one snapshot: what commits while it is written is in it nowhere', async () => {
  const database = await openTestDatabase()
  await makeArticle(database)
  let begun = false
  const pieces: string[] = []
  await writeDump(database, async (piece) => {
    pieces.push(piece.toString())
    if (begun) return
    begun = true
    await makeArticle(database, { slug: 'too-late' })
  })
  assert.doesNotMatch(pieces.join(''), /too-late/)
})
