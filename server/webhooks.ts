import { randomUUID } from 'node:crypto'
import type { Database } from '../db/database.ts'
import {
  LEASE_SECONDS,
  type LeasedWebhook,
  leaseWebhooks,
  releaseLease,
  renewLease,
} from '../db/writes/webhook-lease.ts'
import type { Subscriptions } from '../schema/feed/subscriptions.ts'
import type { Reach } from '../schema/webhook/address.ts'
import type { Logger } from './log.ts'
import { deliver } from './webhooks/deliver.ts'
import { openSender } from './webhooks/send.ts'

/** Sends what webhooks are due, in this process. */
export interface Webhooks {
  /** Begins no further message, lets those under way end for a while, and gives back what it held. */
  close(): Promise<void>
}

/** How often a process looks for webhooks that are due: new ones, those that failed, and those of a process that was killed. */
const LOOK_INTERVAL_MS = 1_000
const RENEW_INTERVAL_MS = (LEASE_SECONDS * 1_000) / 3
/** Webhooks that one process sends for. */
const MAX_HELD = 100
/** How long messages under way may take to end at the close. */
const DRAIN_MS = 5_000

interface WebhooksOptions {
  database: Database
  subscriptions: Subscriptions
  reach: Reach
  log: Logger
  /** Milliseconds that a receiver may take for its whole answer. Default 10,000. */
  timeoutMs?: number
}

/** Sends from now on, beside other processes that do: each webhook belongs to one of them at a time. */
export function openWebhooks({ database, subscriptions, reach, log, timeoutMs }: WebhooksOptions): Webhooks {
  const holder = randomUUID()
  const sender = openSender(reach, timeoutMs)
  const [closing, cut] = [new AbortController(), new AbortController()]
  const running = new Set<Promise<void>>()

  const run = async (webhook: LeasedWebhook) => {
    const lease = { id: webhook.id, version: webhook.version, holder }
    const lost = new AbortController()
    const renewing = setInterval(async () => {
      // A database that does not answer says nothing; what is noted later is checked again.
      if (!(await renewLease(database.kysely, lease).catch(() => true))) lost.abort()
    }, RENEW_INTERVAL_MS)
    try {
      const signal = AbortSignal.any([closing.signal, lost.signal])
      await deliver(webhook, { database, subscriptions, holder, send: sender.send, signal, cut: cut.signal })
    } catch (error) {
      log.error({ err: error, webhook: webhook.id }, 'a webhook could not be delivered')
    } finally {
      clearInterval(renewing)
      await releaseLease(database.kysely, lease).catch((error: unknown) => log.error(error))
    }
  }
  const start = (webhook: LeasedWebhook) => {
    const run_ = run(webhook).finally(() => running.delete(run_))
    running.add(run_)
  }
  let looking: Promise<void> | null = null
  const look = async () => {
    try {
      for (const webhook of await leaseWebhooks(database.kysely, holder, MAX_HELD - running.size))
        start(webhook)
    } catch (error) {
      log.error(error, 'webhooks cannot be read')
    }
  }
  const timer = setInterval(() => {
    if (running.size < MAX_HELD) looking ??= look().finally(() => (looking = null))
  }, LOOK_INTERVAL_MS)
  return {
    close: async () => {
      clearInterval(timer)
      closing.abort()
      await looking
      const deadline = setTimeout(() => cut.abort(), DRAIN_MS)
      await Promise.all(running)
      clearTimeout(deadline)
      sender.close()
    },
  }
}
