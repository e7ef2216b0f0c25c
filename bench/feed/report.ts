import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { between } from '../markdown.ts'
import type { Results } from './results.ts'
import { aboutOf, tableOf } from './table.ts'

/** Writes the results into bench/feed/README.md, between markers. Throws BenchFailure. */
export async function writeReport(results: Results): Promise<void> {
  const path = join(import.meta.dirname, 'README.md')
  const text = await readFile(path, 'utf8')
  const content = `${tableOf(results)}\n\n${aboutOf(results)}`
  await writeFile(path, between(text, 'results', content, 'npm run bench:feed'))
}
