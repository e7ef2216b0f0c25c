import type { Database } from '../db/database.ts'
import { type Retention, trimFeed } from '../db/feed/retention.ts'
import type { Logger } from './log.ts'

const INTERVAL_MS = 60_000

/** Trims the feed each minute, whichever process comes first. Whoever started it stops it, and waits for what is under way. */
export function startRetention(
  database: Database,
  retention: Retention,
  log: Logger,
  intervalMs = INTERVAL_MS,
): () => Promise<void> {
  let underWay: Promise<void> | null = null
  const trim = async () => {
    try {
      const trimmed = await trimFeed(database, retention)
      if (trimmed > 0) log.info({ entries: trimmed }, 'trimmed the feed')
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : error },
        'the feed could not be trimmed: it is tried again in a minute',
      )
    }
  }
  const timer = setInterval(() => {
    underWay ??= trim().finally(() => {
      underWay = null
    })
  }, intervalMs).unref()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
