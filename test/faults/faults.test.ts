import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openCluster } from '../support/faults/cluster.ts'
import { FAULT_KINDS } from '../support/faults/kinds/index.ts'
import { faultsOf } from '../support/faults/outcome.ts'
import { runFault } from '../support/faults/run.ts'

const SEED = 1

/** One of everything for all faults: each finds it at work, and leaves it so. */
const cluster = await openCluster(2)
after(() => cluster.close())

for (const kind of FAULT_KINDS.filter(({ rounds }) => rounds.short > 0)) {
  test(`nothing is lost, repeated or reordered by ${kind.name}`, async () => {
    const { short: rounds } = kind.rounds
    const outcome = await runFault(cluster, kind, { rounds, writers: 8, subscribers: 4, seed: SEED })
    assert.deepEqual(faultsOf(outcome).slice(0, 5), [])
    assert.ok(outcome.delivered >= outcome.acknowledged * 4)
  })
}
