import { randomUUID } from 'node:crypto'
import type { Database } from '../db/database.ts'
import {
  countWaiting,
  LEASE_SECONDS,
  type LeasedWebhook,
  leaseWebhooks,
  releaseLease,
  renewLease,
} from '../db/writes/webhook-lease.ts'
import type { Subscriptions } from '../schema/feed/subscriptions.ts'
import type { Reach } from '../schema/webhook/address.ts'
import { type Limits, USUAL_LIMITS } from './limits/limits.ts'
import { selectionBounds } from './limits/selection-bounds.ts'
import type { Logger } from './log.ts'
import { unavailableOf } from './unavailable.ts'
import { deliver } from './webhooks/deliver.ts'
import { openSender } from './webhooks/send.ts'

/** Sends what webhooks are due, in this process. */
export interface Webhooks {
  /** Messages that this process has sent: those that receivers took, and those that they did not. */
  readonly counts: Readonly<Record<'delivered' | 'failed', number>>
  /** Webhooks that it sends for now. */
  readonly held: number
  /** Begins no further message, lets those under way end for a while, and gives back what it held. */
  close(): Promise<void>
}

/** How often a process looks for webhooks that are due: new ones, those that failed, and those of a process that was killed. */
const LOOK_INTERVAL_MS = 1_000
const RENEW_INTERVAL_MS = (LEASE_SECONDS * 1_000) / 3
/** Webhooks that one process sends for at a time. Where there are more they take turns. */
const MAX_HELD = 100
/** How long a turn is at least. */
const TURN_MS = 2_000
/** How long messages under way may take to end at the close. */
const DRAIN_MS = 5_000

interface WebhooksOptions {
  database: Database
  subscriptions: Subscriptions
  reach: Reach
  log: Logger
  /** What selections are held to when they are sent by, whatever they were when they were made. Default: the usual limits. */
  limits?: Limits
  /** Milliseconds that a receiver may take for its whole answer. Default 10,000. */
  timeoutMs?: number
  /** Webhooks to send for at a time. Default 100. */
  maxHeld?: number
}

/** A webhook that is sent for. */
interface Turn {
  /** By performance.now(). */
  since: number
  over: AbortController
  ended: Promise<void>
}

/** Sends from now on, beside other processes that do: each webhook belongs to one of them at a time. */
export function openWebhooks(options: WebhooksOptions): Webhooks {
  const {
    database,
    subscriptions,
    reach,
    log,
    timeoutMs,
    maxHeld = MAX_HELD,
    limits = USUAL_LIMITS,
  } = options
  const bounds = selectionBounds(limits)
  const holder = randomUUID()
  const sender = openSender(reach, timeoutMs)
  const [closing, cut] = [new AbortController(), new AbortController()]
  /** The longest first. */
  const turns = new Set<Turn>()
  const counts = { delivered: 0, failed: 0 }

  const run = async (webhook: LeasedWebhook, over: AbortSignal) => {
    const lease = { id: webhook.id, version: webhook.version, holder }
    const lost = new AbortController()
    const renewing = setInterval(async () => {
      // A database that does not answer says nothing; what is noted later is checked again.
      if (!(await renewLease(database.kysely, lease).catch(() => true))) lost.abort()
    }, RENEW_INTERVAL_MS)
    try {
      const signal = AbortSignal.any([closing.signal, lost.signal, over])
      const { send } = sender
      const onAttempt = (isDelivered: boolean) => {
        counts[isDelivered ? 'delivered' : 'failed']++
      }
      await deliver(webhook, {
        database,
        subscriptions,
        bounds,
        holder,
        send,
        log,
        signal,
        cut: cut.signal,
        onAttempt,
      })
    } catch (error) {
      log.error({ err: error, webhook: webhook.id }, 'a webhook could not be delivered')
    } finally {
      clearInterval(renewing)
      await releaseLease(database.kysely, lease, over.aborted).catch((error: unknown) => log.error(error))
    }
  }
  const start = (webhook: LeasedWebhook) => {
    const over = new AbortController()
    const ended = run(webhook, over.signal).finally(() => turns.delete(turn))
    const turn = { since: performance.now(), over, ended }
    turns.add(turn)
  }
  /** As many as wait have their turn next; a message that is under way is not cut short. */
  const endTurns = (waiting: number) => {
    const long = [...turns].filter(({ since }) => performance.now() - since >= TURN_MS)
    for (const { over } of long.slice(0, waiting)) over.abort()
  }
  let isAway = false
  let looking: Promise<void> | null = null
  const look = async () => {
    try {
      const free = maxHeld - turns.size
      if (free > 0) for (const webhook of await leaseWebhooks(database.kysely, holder, free)) start(webhook)
      else endTurns(await countWaiting(database.kysely))
      isAway = false
    } catch (error) {
      // It is looked for each second: once is enough to say that the database is away.
      const wasAway = isAway
      isAway = unavailableOf(error) !== null
      if (!isAway) log.error(error, 'webhooks cannot be read')
      else if (!wasAway) log.warn('webhooks wait for the database')
    }
  }
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = null))
  }, LOOK_INTERVAL_MS)
  return {
    counts,
    get held() {
      return turns.size
    },
    close: async () => {
      clearInterval(timer)
      closing.abort()
      await looking
      const deadline = setTimeout(() => cut.abort(), DRAIN_MS)
      await Promise.all([...turns].map(({ ended }) => ended))
      clearTimeout(deadline)
      sender.close()
    },
  }
}
