import { openDatabase } from '../../db/open.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { inTransaction } from '../../db/writes/transaction.ts'
import { BenchFailure } from '../run/failure.ts'
import { nowMs } from './way.ts'

/** Sends entries to whoever listens. */
export interface Publisher {
  /** So many at once; when that began, by `nowMs`. */
  publish(entries: number): Promise<number>
  /** What was published, in its order, where that can be told apart. */
  slugs: readonly string[]
  close(): Promise<void>
}

/** Writes outlets, all of the same length; the time is that at which COMMIT is sent. */
export function openWriter(url: string, prefix: string): Publisher {
  const database = openDatabase(url, { connections: 1 })
  const slugs: string[] = []
  return {
    slugs,
    publish: async (entries) => {
      const records = Array.from({ length: entries }, (_, at) =>
        recordOf(`${prefix}${pad(slugs.length + at)}`),
      )
      slugs.push(...records.map(({ slug }) => slug))
      return inTransaction(database.kysely, async (trx) => {
        const outcomes = await saveRecords(trx, 'Outlet', records, 'bench')
        if (outcomes.some(({ result }) => result === 'REFUSED'))
          throw new BenchFailure('An outlet was refused')
        return nowMs()
      })
    },
    close: () => database.close(),
  }
}

const pad = (nth: number) => String(nth).padStart(8, '0')

const recordOf = (slug: string) => ({ slug, name: `The ${slug} Daily News of a Town that is Measured` })

/** Has the bare server write bytes that stand for an entry. */
export const createBarePublisher = (origin: string, bytes: string): Publisher => ({
  slugs: [],
  publish: async (entries) => {
    const begun = nowMs()
    const response = await fetch(`${origin}/?times=${entries}`, { method: 'POST', body: bytes })
    await response.body?.cancel()
    return begun
  },
  close: async () => {},
})
