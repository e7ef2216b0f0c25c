import type { Kysely } from 'kysely'
import { Busy } from '../busy.ts'
import type { Tables } from '../tables.ts'

/** Transactions that write at once in a process: the other connections are left to those who read. */
const MAX_WRITERS = 6
/** The part of a smaller pool that writers may have. */
const WRITERS_PART = 0.6
/** How long one waits for its turn. */
const WAIT_MS = 2_000

interface Writers {
  most: number
  active: number
  waiting: (() => void)[]
}

const known = new WeakMap<Kysely<Tables>, Writers>()

/** Tells how many connections a database has: of fewer than ten the writers get fewer. */
export function limitWriters(db: Kysely<Tables>, connections: number): void {
  const most = Math.max(1, Math.min(MAX_WRITERS, Math.floor(connections * WRITERS_PART)))
  known.set(db, { most, active: 0, waiting: [] })
}

/** Does work in turn, first come, first served. Throws Busy where the turn does not come. */
export async function inTurn<Result>(db: Kysely<Tables>, work: () => Promise<Result>): Promise<Result> {
  const writers = known.get(db) ?? { most: MAX_WRITERS, active: 0, waiting: [] }
  known.set(db, writers)
  if (writers.active < writers.most) writers.active++
  else await turnOf(writers)
  try {
    return await work()
  } finally {
    const next = writers.waiting.shift()
    // The place goes over to whoever waits longest.
    if (next) next()
    else writers.active--
  }
}

const turnOf = (writers: Writers): Promise<void> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      writers.waiting.splice(writers.waiting.indexOf(turn), 1)
      reject(new Busy(new Error('Other writers took too long')))
    }, WAIT_MS)
    const turn = () => {
      clearTimeout(late)
      resolve()
    }
    writers.waiting.push(turn)
  })
