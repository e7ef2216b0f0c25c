import type { Database } from '../../db/database.ts'

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

export interface Output {
  write(text: string): unknown
}

export const EXIT_DONE = 0
export const EXIT_REFUSED = 1
/** As after SIGINT. */
export const EXIT_STOPPED = 130

export type ExitCode = typeof EXIT_DONE | typeof EXIT_REFUSED | typeof EXIT_STOPPED

const MAX_SHOWN_CHARACTERS = 120

/** Text of a file as a terminal may show it: in one line, of sensible length, without its control characters. */
export const printable = (text: string): string => {
  const shown = text.slice(0, MAX_SHOWN_CHARACTERS).replace(/\p{C}/gu, '\uFFFD')
  return text.length > MAX_SHOWN_CHARACTERS ? `${shown}…` : shown
}
