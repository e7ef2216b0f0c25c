import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SHAPES } from '../shapes/index.ts'
import { BenchFailure } from './failure.ts'
import { plotOf } from './plot.ts'
import { figuresOf } from './ratios.ts'
import type { Results } from './results.ts'
import { tablesOf } from './table.ts'

const FOLDER = resolve(import.meta.dirname, '..')
const [BEGIN, END] = ['<!-- results: npm run bench -- --report -->', '<!-- end of results -->']
const PLOTTED_CONNECTIONS = 16

/** Writes the results into bench/README.md, between its markers, and bench/plot.svg. Throws BenchFailure without markers. */
export async function writeReport(results: Results): Promise<void> {
  const path = join(FOLDER, 'README.md')
  await writeFile(join(FOLDER, 'plot.svg'), plotOf(figuresOf(results.measurements), PLOTTED_CONNECTIONS))
  await writeFile(path, between(await readFile(path, 'utf8'), reportOf(results)))
}

/** The text with what stands between the markers replaced. Throws BenchFailure where it has no markers. */
export function between(text: string, content: string): string {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (begin < 0 || end < begin) throw new BenchFailure(`bench/README.md has no ${BEGIN} … ${END}`)
  return `${text.slice(0, begin + BEGIN.length)}\n\n${content}\n\n${text.slice(end)}`
}

function reportOf(results: Results): string {
  const { begun, commit, machine, node, postgres, articles, claims, seconds } = results.about
  const rounds = new Set(results.measurements.map(({ round }) => round)).size
  return `![Requests a second as a share of hand-written SQL](plot.svg)

${tablesOf(results, SHAPES)}

Measured on ${begun} at ${commit}: ${machine}; Node ${node}, PostgreSQL ${postgres}, ${articles.toLocaleString('en')} articles, ${claims.toLocaleString('en')} claims; medians of ${rounds} rounds of ${seconds} s.`
}
