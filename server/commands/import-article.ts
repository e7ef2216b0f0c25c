import { readFile, stat } from 'node:fs/promises'
import { type ArticleReport, importArticle } from '../../db/import/article.ts'
import { ArticleTextError } from '../../db/import/article-text.ts'
import { EXIT_DONE, EXIT_REFUSED, type ExitCode } from './exit-code.ts'
import { readFileError } from './import-file.ts'
import type { RunImportOptions } from './import-options.ts'
import { type Output, printable } from './output.ts'

const MAX_ARTICLE_BYTES = 8 * 1024 * 1024

/** Imports a file that holds the text of one article. */
export async function importArticleFile(
  file: string,
  { database, out, slug }: RunImportOptions,
): Promise<ExitCode> {
  const text = await readText(file)
  if (typeof text !== 'string') {
    out.write(`${file}: ${text.message}\n`)
    return EXIT_REFUSED
  }
  try {
    const options = { actor: 'import', ...(slug !== undefined && { slug }) }
    const report = await importArticle(database, text, options)
    printArticle(out, file, report)
    return report.problems.length > 0 ? EXIT_REFUSED : EXIT_DONE
  } catch (error) {
    if (!(error instanceof ArticleTextError)) throw error
    out.write(`${file}: ${error.message} [${error.code}]\n`)
    return EXIT_REFUSED
  }
}

async function readText(file: string): Promise<string | { message: string }> {
  try {
    const { size } = await stat(file)
    if (size > MAX_ARTICLE_BYTES) return { message: 'An article has at most 8 MiB.' }
    const bytes = await readFile(file)
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    const message = error instanceof TypeError ? 'The text is not in UTF-8.' : readFileError(error)
    if (message === null) throw error
    return { message }
  }
}

function printArticle(out: Output, file: string, { saved, problems, read }: ArticleReport): void {
  const facts = [
    `authors: ${read.authors.length}`,
    `subjects: ${read.subjects.length}`,
    `links: ${read.links.length}`,
    `notes: ${read.notes.length}`,
  ]
  out.write(`${file}\n  “${printable(read.headline)}”; ${facts.join(', ')}\n`)
  for (const { kind, slug, result } of saved) out.write(`  ${kind} ${slug}: ${result.toLowerCase()}\n`)
  for (const { kind, field, code, message } of problems) {
    out.write(`  not imported: ${kind} ${field}: ${message} [${code}]\n`)
  }
  for (const { line, reason } of read.dropped) out.write(`  line ${line} left out: ${reason}\n`)
  for (const { line, text } of read.unplaced) out.write(`  line ${line} found no place: ${printable(text)}\n`)
}
