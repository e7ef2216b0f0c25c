import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { runFuzz } from '../support/fuzz/run.ts'
import { makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 10_000)
const SEED = Number(process.env.FUZZ_SEED ?? 20_240_207)

const failures: string[] = []
const { url, database } = await openTestService({
  log: pino({ base: null, level: 'error' }, { write: (line) => failures.push(line) }),
})
const keys = { reader: await makeKey(database, 'READER'), editor: await makeKey(database, 'EDITOR') }

test(`${REQUESTS} random requests are answered as asked, or refused with a code, and none is a defect`, async (t) => {
  const { origin } = new URL(url)
  const { defects, statuses } = await runFuzz({ origin, requests: REQUESTS, seed: SEED, keys })
  t.diagnostic(
    `seed ${SEED}: ${[...statuses]
      .sort()
      .map(([status, count]) => `${status}: ${count}`)
      .join(', ')}`,
  )
  const [first] = defects
  assert.equal(defects.length, 0, first && `${JSON.stringify(first).slice(0, 3_000)}\n${first.request.body}`)
  assert.deepEqual(failures.slice(0, 3), [])
  assert.equal((await fetch(new URL('/live', url))).status, 200)
  assert.ok((statuses.get(200) ?? 0) > REQUESTS / 10 && (statuses.get(400) ?? 0) > REQUESTS / 10)
})
