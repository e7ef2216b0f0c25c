import type { Database } from '../db/database.ts'
import type { FeedHead } from '../db/feed.ts'
import type { Role } from '../db/vocabulary.ts'

/** Whose key a request was sent with. */
export interface Actor {
  keyId: string
  /** By which revisions name who made them. */
  name: string
  role: Role
}

/** What a resolver is given besides its arguments. */
export interface Context {
  database: Database
  /** The head of the feed as this process knows it, and a wait for it to move. */
  feedHead: FeedHead
  /** Null for somebody without a key. */
  actor: Actor | null
  /** Aborts when the caller is gone. */
  signal: AbortSignal
}
