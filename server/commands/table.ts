import type { Output } from './output.ts'

/** Writes rows under their headings, in columns as wide as they need. Nothing without rows. */
export function writeTable(
  out: Output,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  if (rows.length === 0) return
  const lines = [headings, ...rows.map((cells) => cells.map(seen))]
  const widths = headings.map((_, nth) => Math.max(...lines.map((cells) => cells[nth]?.length ?? 0)))
  for (const cells of lines) {
    out.write(
      `${cells
        .map((cell, nth) => cell.padEnd(widths[nth] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
    )
  }
}

/** A line break or an escape in a name would make lines of its own. */
const seen = (cell: string): string => cell.replaceAll(/\p{C}/gu, '\ufffd')
