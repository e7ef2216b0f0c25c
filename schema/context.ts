import type { Database } from '../db/database.ts'
import type { Role } from '../db/vocabulary.ts'
import type { Reach } from './webhook/address.ts'
import type { SelectionBounds } from './webhook/bounds.ts'

/** Who asks: the holder of an API key or token that was in force when the request came. */
export interface Actor {
  /** The key's name, or `jwt:` and the subject of a token: what the history keeps as who made a change. */
  name: string
  role: Role
  /** What callers are told apart by: the public part of the key, or the name that a token gives. */
  keyId: string
  /** When a token ends, in milliseconds; left out of a key, whose end the database knows. */
  expiresAt?: number
}

/** What a resolver is given besides its arguments. */
export interface Context {
  database: Database
  /** Null for whoever sent no key. A bad key never comes this far. */
  actor: Actor | null
  /** Whether reading needs no key. */
  publicRead: boolean
  /** Where webhooks may go. Default: by https to the public internet. */
  reach?: Reach
  /** How large the selection of a webhook may be. Default: as large as it likes. */
  selectionBounds?: SelectionBounds
  /** Root fields of a query that have failed already, by response key, with the error of each. */
  failures?: ReadonlyMap<string, unknown>
}
