import { appendFile, rm, writeFile } from 'node:fs/promises'
import type { Refusal, Report } from '../../db/import/report.ts'

/** The file beside an imported one in which each line that was refused has a line: FILE.refused.ndjson. */
export interface RefusalFile {
  add(refusals: readonly Refusal[], report: Report): Promise<void>
  /** Removes what an earlier import left when nothing is refused any more. Resolves to what was written where. */
  finish(report: Report): Promise<{ path: string; isWritten: boolean }>
}

export function createRefusalFile(file: string): RefusalFile {
  const path = `${file}.refused.ndjson`
  let state: 'UNTOUCHED' | 'WRITTEN' | 'UNWRITABLE' = 'UNTOUCHED'
  return {
    add: async (refusals, { resumedAfter }) => {
      if (state === 'UNWRITABLE') return
      const lines = refusals.map((refusal) => `${JSON.stringify(refusal)}\n`).join('')
      const write = state === 'WRITTEN' || resumedAfter > 0 ? appendFile : writeFile
      state = await write(path, lines).then(
        () => 'WRITTEN' as const,
        () => 'UNWRITABLE' as const,
      )
    },
    finish: async ({ resumedAfter }) => {
      if (state === 'UNTOUCHED' && resumedAfter === 0) await rm(path, { force: true }).catch(() => {})
      return { path, isWritten: state === 'WRITTEN' }
    },
  }
}
