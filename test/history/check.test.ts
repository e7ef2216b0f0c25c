import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDatabase } from '../../db/open.ts'
import { openTestDatabase } from '../support/database.ts'
import { findFaults, kindsOf } from '../support/history/check.ts'
import type { Entry, FrameRead, Reading, Write } from '../support/history/history.ts'
import { countUntold } from '../support/history/table.ts'
import { startWriters } from '../support/history/writers.ts'
import { createDice } from '../support/random.ts'
import { until } from '../support/until.ts'

const write = (value: string, began: number, ended: number, outcome: Write['outcome'] = 'DONE'): Write => ({
  value,
  began,
  ended,
  outcome,
})
const WRITES = [write('a', 0, 1), write('b', 2, 3), write('c', 4, 5), write('d', 4, 6, 'FAILED')]
type Read = readonly [value: string, place: number, previous?: number]
const reading = (values: readonly Read[], reader = 'one'): Reading => ({
  reader,
  values: values.map(([value, place, previous]) => ({
    value,
    place,
    ...(previous !== undefined && { previous }),
  })),
})
const whole = reading([
  ['a', 1],
  ['b', 2],
  ['c', 3],
])

test('a history in which everything is right has no fault', () => {
  assert.deepEqual(findFaults(WRITES, [whole, { ...whole, reader: 'other' }]), [])
})

for (const [fault, read, kinds] of [
  [
    'a value that is skipped',
    [
      ['a', 1],
      ['c', 3],
    ],
    ['GAP', 'LOST'],
  ],
  [
    'a value that is skipped in spite of a full chain',
    [
      ['a', 1, 0],
      ['c', 3, 1],
    ],
    ['LOST'],
  ],
  [
    'a value that is missing at the end',
    [
      ['a', 1],
      ['b', 2],
    ],
    ['LOST'],
  ],
  [
    'a repeat',
    [
      ['a', 1],
      ['b', 2],
      ['b', 2],
      ['c', 3],
    ],
    ['REPEATED'],
  ],
  [
    'a reorder',
    [
      ['a', 1],
      ['c', 3, 1],
      ['b', 2, 3],
    ],
    ['OUT_OF_TIME', 'REORDERED'],
  ],
  [
    'an order that is not that of the writes',
    [
      ['b', 1],
      ['a', 2],
      ['c', 3],
    ],
    ['DISAGREEMENT', 'OUT_OF_TIME'],
  ],
  [
    'a gap',
    [
      ['a', 1],
      ['b', 3],
      ['c', 4],
    ],
    ['DISAGREEMENT', 'GAP'],
  ],
  [
    'a chain that does not hold',
    [
      ['a', 1],
      ['b', 2, 1],
      ['c', 3, 1],
    ],
    ['GAP'],
  ],
  [
    'what was rolled back',
    [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 4],
    ],
    ['PHANTOM'],
  ],
  [
    'what nobody wrote',
    [
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['x', 4],
    ],
    ['PHANTOM'],
  ],
] as const) {
  test(`${fault} is found`, () => {
    assert.deepEqual(kindsOf(findFaults(WRITES, [whole, reading(read, 'other')])), kinds)
  })
}

test('a reader that did not begin where it was to begin is found', () => {
  assert.deepEqual(kindsOf(findFaults(WRITES, [{ ...whole, start: 0 }])), [])
  const late = reading([['b', 2]])
  assert.deepEqual(kindsOf(findFaults([write('b', 2, 3)], [{ ...late, start: 0 }])), ['GAP'])
  assert.deepEqual(kindsOf(findFaults([write('b', 2, 3)], [{ ...late, start: 2 }])), [])
})

const frames = (...places: readonly [cursor: string, previousCursor: string][]): FrameRead[] =>
  places.map(([cursor, previousCursor]) => ({ cursor, previousCursor }))

for (const [what, told, kinds] of [
  ['a chain across a reconnection is whole', frames(['0', '0'], ['1', '0'], ['1', '1'], ['2', '1']), []],
  [
    'a frame that follows another than the one before it',
    frames(['0', '0'], ['1', '0'], ['3', '2']),
    ['BROKEN_CHAIN'],
  ],
  ['a frame of progress that is missing', frames(['0', '0'], ['2', '1']), ['BROKEN_CHAIN']],
  ['a first frame that follows another', frames(['1', '0']), ['BROKEN_CHAIN']],
  ['a frame that came twice', frames(['0', '0'], ['1', '0'], ['1', '0']), ['BROKEN_CHAIN']],
] as const) {
  test(`of the places that frames tell, ${what}${kinds.length > 0 ? ', is found' : ''}`, () => {
    assert.deepEqual(kindsOf(findFaults(WRITES, [{ ...whole, frames: told }])), kinds)
  })
}

const entries = (...values: readonly string[]): Entry[] =>
  values.map((value, at) => ({ value, place: at + 1 }))

for (const [what, held, kinds] of [
  ['what all have read', entries('a', 'b', 'c'), []],
  ['an acknowledged write that is not there', entries('a', 'b'), ['UNWRITTEN']],
  ['a write that was done twice', entries('a', 'b', 'c', 'a'), ['WRITTEN_TWICE']],
  ['what failed', [...entries('a', 'b', 'c', 'd')], ['LOST', 'PHANTOM']],
  ['what no reader was sent', [...entries('a', 'b', 'c', 'e')], ['LOST']],
  ['a number that nothing has', [...entries('a', 'b'), { value: 'c', place: 4 }], ['HOLE']],
] as const) {
  test(`in the database at the end ${what} ${kinds.length > 0 ? 'is found' : 'is right'}`, () => {
    assert.deepEqual(kindsOf(findFaults(WRITES, [whole], held)), kinds)
  })
}

test('a write whose answer was lost may be there or not; where it is, everybody has read it', () => {
  const unknown = [...WRITES, write('u', 6, Number.POSITIVE_INFINITY, 'UNKNOWN')]
  assert.deepEqual(findFaults(unknown, [whole], entries('a', 'b', 'c')), [])
  assert.deepEqual(kindsOf(findFaults(unknown, [whole], entries('a', 'b', 'c', 'u'))), ['LOST'])
  const also = { ...whole, values: [...whole.values, { value: 'u', place: 4 }] }
  assert.deepEqual(findFaults(unknown, [also], entries('a', 'b', 'c', 'u')), [])
  assert.deepEqual([countUntold(entries('a'), unknown), countUntold(entries('u'), unknown)], [0, 1])
})

const WRITERS = 16
const NAIVE_WRITES = 1_500

test('the skips of a reader that goes by a serial number are found', async () => {
  const database = await openTestDatabase()
  const pool = openDatabase(database.url, { connections: WRITERS + 4 })
  await sql`create table naive (id bigserial primary key, value text)`.execute(pool.kysely)
  const values: { value: string; place: number; previous: number }[] = []
  let last = 0
  const read = async () => {
    const { rows } = await sql<{ id: string; value: string }>`
      select id, value from naive where id > ${last} order by id`.execute(pool.kysely)
    for (const { id, value } of rows) {
      values.push({ value, place: Number(id), previous: last })
      last = Number(id)
    }
  }
  const writers = startWriters(
    pool,
    Array.from({ length: WRITERS }, (_, at) => createDice(at)),
    async ({ kysely }, value, dice) => {
      await kysely.transaction().execute(async (trx) => {
        await sql`insert into naive (value) values (${value})`.execute(trx)
        if (dice.chance(0.2)) await wait(dice.below(5))
      })
      return 'DONE'
    },
  )
  await until('enough writes', async () => {
    await read()
    return writers.done >= NAIVE_WRITES
  })
  const writes = await writers.stop()
  await read()
  await pool.close()
  const faults = findFaults(writes, [{ reader: 'naive', values }])
  assert.ok(faults.filter(({ kind }) => kind === 'LOST').length > 0, `of ${writes.length} it skipped none`)
  // Its own chain hides that: only what was acknowledged tells.
  assert.ok(!kindsOf(faults).includes('GAP'))
})
