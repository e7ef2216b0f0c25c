import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRoom } from '../../../schema/feed/room.ts'
import { createRun } from '../../../schema/feed/runs.ts'

const place = (seq: number) => ({ seq, cursor: `${seq}` })
const runOf = (seq: number) => createRun(seq - 1, { items: [], reached: place(seq) })

test('the oldest goes first where there is no room for all, and the newest stays however large it is', () => {
  const [one, two, three] = [runOf(1), runOf(2), runOf(3)]
  const dropped: unknown[] = []
  const room = createRoom(2 * one.size)
  for (const run of [one, two, three]) room.keep(run, (gone) => dropped.push(gone))
  assert.deepEqual(dropped, [one])
  assert.equal(room.size, 2 * one.size)
  const narrow = createRoom(1)
  narrow.keep(one, () => assert.fail('It is the newest'))
  assert.equal(narrow.size, one.size)
})

test('what is released makes room, once, and is not dropped again', () => {
  const [one, two, three] = [runOf(1), runOf(2), runOf(3)]
  const room = createRoom(2 * one.size)
  for (const run of [one, two]) room.keep(run, () => assert.fail('There is room'))
  room.release(one)
  room.release(one)
  assert.equal(room.size, two.size)
  room.keep(three, () => assert.fail('There is room'))
  assert.equal(room.size, 2 * one.size)
})
