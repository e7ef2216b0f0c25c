import { setTimeout as wait } from 'node:timers/promises'
import { post } from '../ask.ts'
import type { Write } from '../history/history.ts'
import { createDice, type Dice } from '../random.ts'
import type { Replica } from './replica.ts'

/** Writers by HTTP, each of which sends a write with the same key until it is acknowledged, to any replica. */
export interface Writers {
  /** How many writes were acknowledged so far. */
  readonly done: number
  /** How many answers were thrown away unread. */
  readonly lost: number
  /** Milliseconds of first attempts at replicas that no fault was done to. */
  readonly elsewhere: readonly number[]
  /** The share of the answers that are thrown away. Default 0. */
  losing: number
  /** Attempts that a replica has not answered yet. */
  underWayAt(replica: Replica): number
  /** The codes of answers that were no acknowledgement, with how often each came. */
  readonly refusals: ReadonlyMap<string, number>
  /** The ids that were acknowledged, by value, with when by performance.now(). */
  readonly acknowledged: ReadonlyMap<string, { id: string; at: number }>
  /** Resolves to all that they wrote, when each has its answer. */
  stop(): Promise<Write[]>
}

interface WriterOptions {
  /** Begins every value: no other run's begins so. */
  name: string
  count: number
  seed: number
  replicas: readonly Replica[]
  key: string
}

const CREATE = `mutation ($name: String!) {
  createOutlet(input: { name: $name, idempotencyKey: $name }) {
    __typename ... on CreateOutletPayload { node { id } } ... on Error { code message }
  }
}`
/** An answer that does not come by then is taken for lost: less than the time for which a frozen process is watched. */
const PATIENCE_MS = 1_500
/** Between writes, so that two cores have a rest. */
const LONGEST_PAUSE_MS = 80
const RETRY_MS = 20
/** A write that has no answer by then never will. */
const STOP_MS = 60_000

export function startWriters({ name, count, seed, replicas, key }: WriterOptions): Writers {
  const writes: Write[] = []
  const acknowledged = new Map<string, { id: string; at: number }>()
  const elsewhere: number[] = []
  const refusals = new Map<string, number>()
  const underWay = new Map<Replica, number>()
  let [stopped, stopBy] = [false, Number.POSITIVE_INFINITY]
  let lost = 0

  /** The id that was acknowledged; null where there was no answer to read. */
  const attempt = async (replica: Replica, value: string, dice: Dice): Promise<string | null> => {
    const { url } = replica
    if (url === null) return null
    const count = (step: number) => underWay.set(replica, (underWay.get(replica) ?? 0) + step)
    count(1)
    try {
      const variables = { name: value }
      const response = await post(url, CREATE, { key, variables, signal: AbortSignal.timeout(PATIENCE_MS) })
      if (dice.chance(writers.losing)) {
        // The socket is destroyed with the answer in it.
        await response.body?.cancel()
        lost++
        return null
      }
      return idIn(await response.json(), refusals)
    } catch {
      return null
    } finally {
      count(-1)
    }
  }
  const write = async (value: string, dice: Dice) => {
    const began = performance.now()
    for (let tries = 1; performance.now() < stopBy; tries++) {
      const replica = replicas[dice.below(replicas.length)]
      if (!replica) return
      const isCalm = tries === 1 && !replica.isAffected && replica.url !== null
      const id = await attempt(replica, value, dice)
      const ended = performance.now()
      if (isCalm && id !== null && !replica.isAffected) elsewhere.push(ended - began)
      if (id !== null) {
        acknowledged.set(value, { id, at: ended })
        writes.push({ value, began, ended, outcome: 'DONE' })
        return
      }
      await wait(RETRY_MS)
    }
    writes.push({ value, began, ended: Number.POSITIVE_INFINITY, outcome: 'UNKNOWN' })
  }
  const work = async (writer: number) => {
    const dice = createDice(seed + writer)
    for (let nth = 0; !stopped; nth++) {
      await write(`${name} w${writer} ${nth}`, dice)
      await wait(dice.below(LONGEST_PAUSE_MS))
    }
  }
  const writers: Writers = {
    losing: 0,
    elsewhere,
    refusals,
    acknowledged,
    get done() {
      return acknowledged.size
    },
    get lost() {
      return lost
    },
    underWayAt: (replica) => underWay.get(replica) ?? 0,
    stop: async () => {
      stopped = true
      stopBy = performance.now() + STOP_MS
      await Promise.all(working)
      return writes
    },
  }
  const working = Array.from({ length: count }, (_, writer) => work(writer))
  return writers
}

/** Whatever else it is, the same key is sent again: the code is noted. */
function idIn({ data, errors }: Answer, refusals: Map<string, number>): string | null {
  const { node, code } = data?.createOutlet ?? {}
  if (node) return node.id
  const told = code ?? errors?.[0]?.extensions.code ?? 'NONE'
  refusals.set(told, (refusals.get(told) ?? 0) + 1)
  return null
}

interface Answer {
  data?: { createOutlet: { node?: { id: string }; code?: string } } | null
  errors?: { extensions: { code: string } }[]
}
