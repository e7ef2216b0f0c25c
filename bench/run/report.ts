import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { between, grouped } from '../markdown.ts'
import { SHAPES } from '../shapes/index.ts'
import { plotOf } from './plot.ts'
import { figuresOf } from './ratios.ts'
import type { Results } from './results.ts'
import { tablesOf } from './table.ts'

const FOLDER = resolve(import.meta.dirname, '..')
const PLOTTED_CONNECTIONS = 16

/** Writes the results and the shapes into bench/README.md, between markers, and bench/plot.svg. Throws BenchFailure. */
export async function writeReport(results: Results): Promise<void> {
  const path = join(FOLDER, 'README.md')
  const text = await readFile(path, 'utf8')
  await writeFile(join(FOLDER, 'plot.svg'), plotOf(figuresOf(results.measurements), PLOTTED_CONNECTIONS))
  await writeFile(path, between(between(text, 'results', resultsText(results)), 'shapes', SHAPES_TEXT))
}

const SHAPES_TEXT = [
  '| shape | asks for | PostGraphile’s answer |',
  '|---|---|---|',
  ...SHAPES.map(({ name, title, differs }) => `| ${name} | ${title} | ${differs ?? ''} |`),
].join('\n')

function resultsText(results: Results): string {
  const { begun, commit, machine, node, postgres, articles, claims, seconds } = results.about
  const rounds = new Set(results.measurements.map(({ round }) => round)).size
  return `![Requests a second as a share of hand-written SQL](plot.svg)

${tablesOf(results, SHAPES)}

Measured on ${begun} at ${commit}: ${machine}; Node ${node}, PostgreSQL ${postgres}, ${grouped(articles)} articles, ${grouped(claims)} claims; medians of ${rounds} rounds of ${seconds} s.`
}
