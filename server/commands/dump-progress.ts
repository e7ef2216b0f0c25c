import type { Progress } from '../../db/backup/write.ts'
import type { Output } from './output.ts'

const CLEAR_LINE = '\r\u001b[K'
/** A line for each row would cost more than the row. */
const INTERVAL_MS = 100

/** A line that says how far a dump or a restore has come; nothing where it is not wanted. */
export function showProgress({ out, progress }: { out: Output; progress: boolean }) {
  let shownAt = Number.NEGATIVE_INFINITY
  return {
    update: ({ table, rows }: Progress): void => {
      if (!progress || performance.now() - shownAt < INTERVAL_MS) return
      shownAt = performance.now()
      out.write(`${CLEAR_LINE}${rows.toLocaleString('en')} rows, now ${table}`)
    },
    end: (): void => {
      if (progress) out.write(CLEAR_LINE)
    },
  }
}
