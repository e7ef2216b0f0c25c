import type { Database } from '../../../db/database.ts'
import type { Dice } from '../random.ts'
import type { Write } from './history.ts'

/** A write under way: what must hold is that it is done with the transaction of `database`, or not at all. */
export type WriteOne = (database: Database, value: string, dice: Dice) => Promise<'DONE' | 'FAILED'>

/** Writers that write as fast as they can, until they are stopped. */
export interface Writers {
  /** Resolves when the last of them has ended, to all that they tried. */
  stop(): Promise<Write[]>
  /** How many writes were acknowledged so far. */
  readonly done: number
}

export function startWriters(database: Database, dice: readonly Dice[], write: WriteOne): Writers {
  const writes: Write[] = []
  let stopped = false
  let done = 0
  const work = async (writer: number, own: Dice) => {
    for (let nth = 0; !stopped; nth++) {
      const value = `w${writer}-${nth}`
      const began = performance.now()
      try {
        const outcome = await write(database, value, own)
        writes.push({ value, began, ended: performance.now(), outcome })
        if (outcome === 'DONE') done++
      } catch {
        writes.push({ value, began, ended: Number.POSITIVE_INFINITY, outcome: 'UNKNOWN' })
      }
    }
  }
  const working = dice.map((own, writer) => work(writer, own))
  return {
    get done() {
      return done
    },
    stop: async () => {
      stopped = true
      await Promise.all(working)
      return writes
    },
  }
}
