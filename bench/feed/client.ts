import { createInterface } from 'node:readline'
import type { Arrivals, Checked, Job, Opened } from './jobs.ts'
import { createRound } from './round.ts'
import { openSubscriber, type Subscriber } from './subscriber.ts'

/** So many come at a time: a server's queue of new connections is not endless. */
const OPENED_AT_ONCE = 100

/** Many subscribers in one process, which does what it is told by lines of JSON (jobs.ts), and answers each with one. */
let subscribers: Subscriber[] = []
const round = createRound()

async function open({ way, origin, count, checked }: Extract<Job, { do: 'open' }>): Promise<Opened> {
  for (let at = 0; at < count; at += OPENED_AT_ONCE) {
    const some = Array.from({ length: Math.min(OPENED_AT_ONCE, count - at) }, (_, nth) =>
      openSubscriber(way, origin, { isKept: at + nth < checked, onEntries: round.counter() }),
    )
    subscribers.push(...(await Promise.all(some)))
  }
  return { opened: subscribers.length }
}

function close(): Checked {
  const checked = subscribers.flatMap((subscriber) => subscriber.kept() ?? [])
  for (const subscriber of subscribers) subscriber.close()
  subscribers = []
  round.clear()
  return { kept: checked }
}

async function work(job: Job): Promise<Opened | Arrivals | Checked | object> {
  if (job.do === 'open') return open(job)
  if (job.do === 'expect') return round.expect(job.entries)
  if (job.do === 'await') return round.arrivals()
  return close()
}

for await (const line of createInterface({ input: process.stdin })) {
  const job: Job = JSON.parse(line)
  process.stdout.write(`${JSON.stringify(await work(job))}\n`)
}
