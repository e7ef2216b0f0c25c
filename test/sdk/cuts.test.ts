import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { createDateline, type Dateline, type LiveStatus, payloadOf } from '../../sdk/src/index.ts'
import { openCluster } from '../support/faults/cluster.ts'
import { openRelay } from '../support/relay.ts'

const ENTRIES = 2_000
const CUTS = 200
const WRITERS = 8

test('a stream through a proxy that cuts it 200 times, to one process and another, tells of each entry once, in order', async (t) => {
  const cluster = await openCluster(3)
  t.after(() => cluster.close())
  const urls = cluster.replicas.map(({ url }) => url ?? '')
  const relay = await openRelay(urls)
  t.after(() => relay.close())
  const writers = urls.map((url) => createDateline({ url, apiKey: cluster.key }))
  let cuts = 0
  const onStatus = (status: LiveStatus) => {
    if (status !== 'live' || cuts >= CUTS) return
    // In the midst of what comes meanwhile: now at once, now later.
    setTimeout(() => {
      cuts++
      relay.cut()
    }, cuts % 7)
  }
  const live = createDateline({ url: relay.url }).entries.live({}, { onStatus })
  await live.ready

  const written = writeAll(writers, () => cuts)
  const read: string[] = []
  for await (const { entry } of live) if (read.push(entry.nodeId) >= ENTRIES) break
  const acknowledged = await written
  assert.deepEqual(read.toSorted(), acknowledged.toSorted())
  const { rows } = await sql<{ id: string }>`
    select 'Outlet:' || node_id as id from feed_entry order by seq`.execute(cluster.database.kysely)
  assert.deepEqual(
    read,
    rows.map(({ id }) => id),
  )
  assert.equal(cuts, CUTS)
  assert.ok(
    relay.given.every((connections) => connections > CUTS / 4),
    String(relay.given),
  )
})

/** As many outlets as entries are expected, by several writers at once, and no faster than the stream is cut: their ids. */
async function writeAll(writers: readonly Dateline[], cuts: () => number): Promise<string[]> {
  const ids: string[] = []
  let begun = 0
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      const dateline = writers[writer % writers.length]
      while (dateline && begun < ENTRIES) {
        const name = `Outlet ${++begun}`
        while (begun > (cuts() + 1) * (ENTRIES / CUTS)) await wait(1)
        const { createOutlet } = await dateline.createOutlet({ input: { name } })
        ids.push(payloadOf(createOutlet).node.id)
      }
    }),
  )
  return ids
}
