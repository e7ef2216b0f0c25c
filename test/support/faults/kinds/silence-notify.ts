import { sql } from 'kysely'
import { percentile } from '../percentile.ts'
import { type FaultKind, untilWritten, type World } from '../world.ts'

const WRITES = 800
const LONGEST_MS = 1_200

/** No notification is sent: what is left is the poll of each replica. From the acknowledgement to each reader. */
export const silenceNotify: FaultKind = {
  name: 'silence-notify',
  rounds: { full: 3, short: 1 },
  stays: true,
  inject: async (world) => {
    const { kysely } = world.cluster.database
    const { rows } = await sql<{ text: string }>`
      select pg_get_functiondef('number_feed_entries'::regproc) as text`.execute(kysely)
    const text = rows[0]?.text ?? ''
    if (!text.includes(NOTIFY)) throw new Error('The trigger notifies nobody')
    await sql.raw(text.replace(NOTIFY, '')).execute(kysely)
    const from = performance.now()
    try {
      await untilWritten(world, WRITES)
    } finally {
      await sql.raw(text).execute(kysely)
    }
    const latencies = latenciesBetween(world, from, performance.now() - LONGEST_MS)
    const [half, most] = [percentile(latencies, 0.5), percentile(latencies, 1)]
    const figure = `delivered after ${half.toFixed()} ms, at most ${most.toFixed()} ms`
    return { figure, missed: most <= LONGEST_MS ? undefined : figure }
  },
}

const NOTIFY = 'notify dateline_feed;'

/** Of writes that were acknowledged in a stretch of time, which is over for long enough: what was not read by now never was. */
function latenciesBetween({ writers, subscribers }: World, from: number, to: number): number[] {
  const written = [...writers.acknowledged].filter(([, { at }]) => at >= from && at <= to)
  return subscribers.flatMap(({ deliveries }) => {
    const read = new Map(deliveries.map(({ value, at }) => [value, at]))
    return written.map(([value, { at }]) => Math.max(0, (read.get(value) ?? Number.POSITIVE_INFINITY) - at))
  })
}
