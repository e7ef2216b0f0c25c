import type { Database } from '../db/database.ts'
import type { FeedHead } from '../db/feed.ts'

/** What a resolver is given besides its arguments. */
export interface Context {
  database: Database
  /** The head of the feed as this process knows it, and a wait for it to move. */
  feedHead: FeedHead
  /** Aborts when the caller is gone. */
  signal: AbortSignal
}
