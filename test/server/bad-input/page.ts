import { readFileSync, writeFileSync } from 'node:fs'

const PAGE = new URL('../../../docs/safety.md', import.meta.url)

/** A table of docs/safety.md, between the marks of its name, as the tests found it to be. */
export const tableOf = (name: string): string => partsOf(name)[1]

/** Writes a table into it. */
export function putTable(name: string, table: string): void {
  const [before, , after] = partsOf(name)
  writeFileSync(PAGE, `${before}${table}${after}`)
}

export const rows = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('')

function partsOf(name: string): [before: string, table: string, after: string] {
  const page = readFileSync(PAGE, 'utf8')
  const [before = '', rest = ''] = page.split(`<!-- ${name} -->\n`)
  const [table = '', after = ''] = rest.split(`<!-- end of ${name} -->\n`)
  return [`${before}<!-- ${name} -->\n`, table, `<!-- end of ${name} -->\n${after}`]
}
