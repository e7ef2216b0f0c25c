import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from './database.ts'
import { createLag } from './replica-lag.ts'
import { findReplayed, findWritten, type Position } from './replica-position.ts'

const LOOK_INTERVAL_MS = 1_000
/** A replica that does not say within this where it is does not answer readers either. */
const LOOK_TIMEOUT_MS = 2_000

/** Why a replica is not read from. */
export type ReplicaFault = 'NO_ANSWER' | 'NOT_A_REPLICA' | 'TOO_FAR_BEHIND'

export interface WatchOptions {
  /** Milliseconds that the replica may be behind. */
  maxLagMs: number
  /** Called when the replica is no longer read from, with why, and with null when it is again. */
  onChange: (fault: ReplicaFault | null, error?: unknown) => void
}

/** What is known of a replica. */
export interface ReplicaWatch {
  /** Whether it may be read from. */
  readonly isUsable: boolean
  /** Whether it follows this history: else it will never have what lies there. */
  isOf(history: string): boolean
  /** Whether it is known to have replayed as far. */
  has(wanted: Position): boolean
  /** Asks it how far it has replayed now. */
  ask(): Promise<void>
  /** What it is asked; rejects as soon as it is found not to answer. */
  unlessLost<Answer>(work: Promise<Answer>): Promise<Answer>
  /** It did not answer: it is not read from until it has been looked at. */
  doubt(error: unknown): void
  /** Stops looking. */
  close(): void
}

/** Looks at a replica each second. Resolves after the first look, whatever that saw. */
export async function openReplicaWatch(
  primary: Database,
  replica: Database,
  { maxLagMs, onChange }: WatchOptions,
): Promise<ReplicaWatch> {
  const lag = createLag()
  const closing = new AbortController()
  const underWay = new Set<(error: unknown) => void>()
  /** In use at first, so that whoever is told of changes is told of a bad start. */
  let fault: ReplicaFault | null = null
  let written: Position | null = null
  let replayed: Position | null = null

  const turn = (next: ReplicaFault | null, error?: unknown) => {
    if (next === 'NO_ANSWER') for (const giveUp of underWay) giveUp(error)
    if (next !== null && next !== 'TOO_FAR_BEHIND') replayed = null
    if (next === fault || closing.signal.aborted) return
    fault = next
    onChange(next, error)
  }
  const look = async () => {
    const [head, tail] = await Promise.allSettled([
      within(findWritten(primary)),
      within(findReplayed(replica)),
    ])
    if (tail.status === 'rejected') return turn('NO_ANSWER', tail.reason)
    // A primary that does not answer leaves the replica what it was.
    if (head.status === 'fulfilled') written = head.value
    if (!tail.value || tail.value.history !== written?.history) return turn('NOT_A_REPLICA')
    replayed = tail.value
    const behindMs = lag.note(written.position, replayed.position, performance.now())
    turn(behindMs > maxLagMs ? 'TOO_FAR_BEHIND' : null)
  }
  const keepLooking = async () => {
    while (!closing.signal.aborted) {
      await sleep(LOOK_INTERVAL_MS, undefined, { ref: false, signal: closing.signal }).catch(() => {})
      if (!closing.signal.aborted) await look()
    }
  }
  await look()
  void keepLooking()

  return {
    get isUsable() {
      return fault === null
    },
    isOf: (history) => replayed?.history === history,
    has: ({ history, position }) => replayed?.history === history && position <= replayed.position,
    ask: async () => {
      const now = await findReplayed(replica)
      if (now && replayed && now.history === replayed.history && now.position > replayed.position) {
        replayed = now
      }
    },
    unlessLost: (work) =>
      new Promise((resolve, reject) => {
        underWay.add(reject)
        work.then(resolve, reject).finally(() => underWay.delete(reject))
      }),
    doubt: (error) => turn('NO_ANSWER', error),
    close: () => closing.abort(),
  }
}

const within = async <Answer>(work: Promise<Answer>): Promise<Answer> => {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error(`no answer within ${LOOK_TIMEOUT_MS} ms`)),
    LOOK_TIMEOUT_MS,
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
