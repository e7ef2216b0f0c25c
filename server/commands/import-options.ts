import type { Database } from '../../db/database.ts'
import type { Output } from './output.ts'

export interface RunImportOptions {
  as: 'records' | 'article'
  /** With `as: 'article'`: the article that the text belongs to. */
  slug?: string
  /** Opened without a limit on the time of a statement. */
  database: Database
  out: Output
  /** Show a line that changes while records are imported: for a terminal. */
  progress: boolean
  /** Stops after the batch or article under way. */
  signal: AbortSignal
}
