import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { markedItem } from '../../../schema/feed/frame-text.ts'
import { createRun } from '../../../schema/feed/runs.ts'

test('a run gives the same frames to all who were sent one place before, and keeps them for no other', async () => {
  const run = createRun(0, { items: [markedItem(1, 'one', '{}')], reached: { seq: 1, cursor: 'one' } })
  assert.equal(run.framesAfter('here'), run.framesAfter('here'))
  const frames = new WeakRef(run.framesAfter('here'))
  run.framesAfter('there')
  setFlagsFromString('--expose-gc')
  await turn()
  runInNewContext('gc')()
  assert.equal(frames.deref(), undefined)
})
