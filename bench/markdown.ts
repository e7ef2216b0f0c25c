import type { Judged } from './run/bar.ts'
import { BenchFailure } from './run/failure.ts'

/** What stands where there is no figure. */
export const NONE = '–'

/** `0.93 ≥ 0.9 ✓`, or `0.41 < 0.9 ✗`. */
export function judged({ figure, bar, atMost, passes }: Judged): string {
  const sign = atMost ? (passes ? '≤' : '>') : passes ? '≥' : '<'
  return `${round(figure)} ${sign} ${atMost || bar >= 100 ? round(bar) : bar} ${passes ? '✓' : '✗'}`
}

/** Two decimals below ten, one below a hundred, none above. */
export const round = (figure: number | null) =>
  figure === null ? NONE : figure >= 100 ? grouped(figure) : figure.toFixed(figure < 10 ? 2 : 1)

/** A whole number with commas. */
export const grouped = (figure: number) => Math.round(figure).toLocaleString('en')

/** A table of Markdown whose columns are as wide as they need to be. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((text, at) => Math.max(text.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

/** The text with what stands between the markers of that name replaced. Throws BenchFailure where it has none. */
export function between(text: string, name: string, content: string, command = 'npm run bench'): string {
  const [begin, end] = [`<!-- ${name}: ${command} -- --report -->`, `<!-- end of ${name} -->`]
  const [first, last] = [text.indexOf(begin), text.indexOf(end)]
  if (first < 0 || last < first) throw new BenchFailure(`There is no ${begin} … ${end}`)
  return `${text.slice(0, first + begin.length)}\n\n${content}\n\n${text.slice(last)}`
}
