import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as settle } from 'node:timers/promises'
import { createTurns } from '../../db/turns.ts'

/** A turn that never comes fails the test. */
const SOON = { timeout: 5_000 }

/** Work that goes on until it is told to end, and notes when it begins. */
function openWork() {
  const begun: number[] = []
  const ends: ((error?: Error) => void)[] = []
  const work = (nth: number) => () =>
    new Promise<number>((resolve, reject) => {
      begun.push(nth)
      ends[nth] = (error) => (error ? reject(error) : resolve(nth))
    })
  return { begun, work, end: (nth: number, error?: Error) => ends[nth]?.(error) }
}

test('so many are at work at once, and the others follow in the order in which they came', SOON, async () => {
  const turns = createTurns(2)
  const { begun, work, end } = openWork()
  const all = Promise.all([0, 1, 2, 3].map((nth) => turns(work(nth))))
  await settle()
  assert.deepEqual(begun, [0, 1])
  end(1)
  await settle()
  assert.deepEqual(begun, [0, 1, 2])
  end(0)
  await settle()
  assert.deepEqual(begun, [0, 1, 2, 3])
  end(2)
  end(3)
  assert.deepEqual(await all, [0, 1, 2, 3])
})

test('work that fails gives its place back', SOON, async () => {
  const turns = createTurns(1)
  const { work, end } = openWork()
  const failing = turns(work(0))
  const next = turns(work(1))
  end(0, new Error('on purpose'))
  await assert.rejects(failing, /on purpose/)
  await settle()
  end(1)
  assert.equal(await next, 1)
})

test('whoever waits too long is refused, does nothing, and is given no place', SOON, async () => {
  const turns = createTurns(1, { waitMs: 20, late: () => new Error('too late') })
  const { begun, work, end } = openWork()
  const first = turns(work(0))
  await assert.rejects(turns(work(1)), /too late/)
  const third = turns(work(2))
  end(0)
  await first
  await settle()
  end(2)
  assert.equal(await third, 2)
  assert.deepEqual(begun, [0, 2])
})
