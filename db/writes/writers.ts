import type { Kysely } from 'kysely'
import { Busy } from '../busy.ts'
import type { Tables } from '../tables.ts'
import { createTurns, type Turns } from '../turns.ts'

/** Transactions that write at once in a process: the other connections are left to those who read. */
const MAX_WRITERS = 6
/** The part of a smaller pool that writers may have. */
const WRITERS_PART = 0.6
/** How long one waits for its turn. */
const WAIT_MS = 2_000

const known = new WeakMap<Kysely<Tables>, Turns>()

/** Tells how many connections a database has: of fewer than ten the writers get fewer. */
export function limitWriters(db: Kysely<Tables>, connections: number): void {
  known.set(db, turnsOf(Math.max(1, Math.min(MAX_WRITERS, Math.floor(connections * WRITERS_PART)))))
}

/** Does work in turn, first come, first served. Throws Busy where the turn does not come. */
export function inTurn<Result>(db: Kysely<Tables>, work: () => Promise<Result>): Promise<Result> {
  const turns = known.get(db) ?? turnsOf(MAX_WRITERS)
  known.set(db, turns)
  return turns(work)
}

const turnsOf = (most: number): Turns =>
  createTurns(most, { waitMs: WAIT_MS, late: () => new Busy(new Error('Other writers took too long')) })
