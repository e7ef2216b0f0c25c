import type { Line } from './lines.ts'

/** A named value of the text's head: of its YAML front matter or of a line "Name: value". */
export interface Field {
  /** As printed; the names of a nested value are joined by "_". */
  readonly name: string
  readonly values: readonly string[]
  readonly lines: readonly Line[]
}

export interface FrontMatter {
  readonly fields: readonly Field[]
  /** The two fences. */
  readonly fences: readonly Line[]
  readonly rest: readonly Line[]
}

interface OpenField {
  path: string[]
  indent: number
  values: string[]
  lines: Line[]
  isBlock: boolean
}

const MAX_LINES = 200

/**
 * Reads the YAML that stands between two fences at the top of a text: scalars, quoted scalars, lists of both
 * kinds, nested maps and folded text, which is what sites and converters write. No anchors, no tags.
 */
export function readFrontMatter(lines: readonly Line[]): FrontMatter {
  const none = { fields: [], fences: [], rest: lines }
  const first = lines.findIndex((line) => line.text !== '')
  const opening = lines[first]
  const last = lines.findIndex((line, index) => index > first && /^(?:---|\.\.\.)$/.test(line.text))
  const closing = lines[last]
  if (opening?.text !== '---' || !closing || last - first > MAX_LINES) return none
  const inner = lines.slice(first + 1, last).filter((line) => line.text !== '')
  if (!inner[0] || !KEY.test(inner[0].text)) return none
  return { fields: readFields(inner), fences: [opening, closing], rest: lines.slice(last + 1) }
}

const KEY = /^(?:- )?(["']?)([\p{L}_][\p{L}\p{N} _.:-]{0,40}?)\1:(?: (.*))?$/u

function readFields(lines: readonly Line[]): Field[] {
  const fields: OpenField[] = []
  for (const line of lines) {
    const above = fields.at(-1)
    const indent = line.raw.length - line.raw.trimStart().length + (line.text.startsWith('- ') ? 2 : 0)
    const [, , name, value = ''] = KEY.exec(line.text) ?? []
    const isInside = above !== undefined && indent > above.indent
    if (above?.isBlock && isInside) continueBlock(above, line)
    else if (name) fields.push(openField(name, value, indent, line, fields))
    else if (above && /^#/.test(line.text)) above.lines.push(line)
    else if (above) continueField(above, line)
  }
  return fields.map(({ path, values, lines: own }) => ({ name: path.join('_'), values, lines: own }))
}

function openField(name: string, value: string, indent: number, line: Line, fields: readonly OpenField[]) {
  const parent = fields.findLast((field) => field.indent < indent)
  const isBlock = /^[|>][+-]?$/.test(value)
  const values = isBlock || value === '' ? [] : readValues(value)
  return { path: [...(parent?.path ?? []), name], indent, values, lines: [line], isBlock }
}

function continueBlock(field: OpenField, line: Line): void {
  field.values = [[...field.values, line.text].join(' ')]
  field.lines.push(line)
}

function continueField(field: OpenField, line: Line): void {
  const [, item] = /^- (.+)$/.exec(line.text) ?? []
  if (item) field.values.push(readScalar(item))
  else continueBlock(field, line)
  if (item) field.lines.push(line)
}

function readValues(value: string): string[] {
  const [, list] = /^\[(.*)\]$/.exec(value) ?? []
  if (list === undefined) return [readScalar(value)].filter((scalar) => scalar !== '')
  const items = list.match(/ ?(?:"[^"]*"|'[^']*'|[^,"'][^,]*)/g) ?? []
  return items.map((item) => readScalar(item.trim())).filter((item) => item !== '')
}

function readScalar(value: string): string {
  const [, double, single] = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')(?: #.*)?$/.exec(value) ?? []
  if (double !== undefined) return double.replace(/\\(.)/g, '$1')
  if (single !== undefined) return single.replaceAll("''", "'")
  const plain = value.split(' #')[0] ?? ''
  return /^(?:null|~)$/.test(plain.trim()) ? '' : plain.trim()
}
