import type { Dice } from '../random.ts'
import { until } from '../until.ts'
import type { Cluster } from './cluster.ts'
import type { Replica } from './replica.ts'
import type { Subscriber } from './subscriber.ts'
import type { Writers } from './writers.ts'

/** What a fault is done to, while all of it is busy. */
export interface World {
  cluster: Cluster
  writers: Writers
  subscribers: readonly Subscriber[]
  dice: Dice
}

/** A way in which things break. What must hold after it is always the same, and is checked elsewhere. */
export interface FaultKind {
  /** As it is asked for. */
  name: string
  /** How often it is done: in the run that proves, and in the one that `npm test` has time for, which may be never. */
  rounds: { full: number; short: number }
  /** Whether readers leave no connection of themselves. Default: they do. */
  stays?: boolean
  /** Called before readers begin, with nothing at work yet. */
  prepare?(cluster: Cluster): Promise<void>
  /** Does it once, and puts right what it broke. Undefined where nothing is measured. */
  inject(world: World): Promise<Finding | undefined>
}

/** What a round has measured. */
export interface Finding {
  /** For the reader of the table. */
  figure: string
  /** A bar that it is beyond; undefined where it is not. */
  missed?: string | undefined
}

/** Any of the replicas. */
export function pickReplica({ cluster, dice }: World): Replica {
  const replica = cluster.replicas[dice.below(cluster.replicas.length)]
  if (!replica) throw new Error('There is no replica')
  return replica
}

/** Does something to replicas, from whose answers nothing is measured meanwhile. */
export async function affecting(replicas: readonly Replica[], work: () => Promise<void>): Promise<void> {
  for (const replica of replicas) replica.isAffected = true
  await work()
  for (const replica of replicas) replica.isAffected = false
}

/** Waits until so many more writes are acknowledged, so that a fault meets a service that is at work. */
export async function untilWritten({ writers }: World, more: number): Promise<void> {
  const enough = writers.done + more
  await until(`${more} more writes`, () => writers.done >= enough)
}
