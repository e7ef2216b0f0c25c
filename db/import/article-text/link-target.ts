import { readEntities } from './entities.ts'

// CommonMark's own limit. It also bounds how often one character can be looked at, whatever the input.
const MAX_NESTED_PARENTHESES = 32
const MAX_LABEL_CHARACTERS = 999

export interface LinkTarget {
  url: string
  end: number
}

/** Reads `(url "title")` at the offset of its opening parenthesis; null where that is not a link's target. */
export function readInlineTarget(source: string, at: number): LinkTarget | null {
  let next = skipSpace(source, at + 1)
  const address = source[next] === '<' ? readAngled(source, next) : readPlain(source, next)
  if (!address) return null
  next = skipSpace(source, address.end)
  if (source[next] !== ')') next = skipSpace(source, skipTitle(source, next))
  return source[next] === ')' ? { url: readAddress(address.url), end: next + 1 } : null
}

/** Reads `[label]` at the offset of its bracket: the label as `normalLabel` has it, empty for `[]`. */
export function readLabel(source: string, at: number): { label: string; end: number } | null {
  const limit = Math.min(source.length, at + 1 + MAX_LABEL_CHARACTERS)
  for (let next = at + 1; next < limit; next += 1) {
    const char = source[next]
    if (char === '[') return null
    if (char === ']') return { label: normalLabel(source.slice(at + 1, next)), end: next + 1 }
    if (char === '\\') next += 1
  }
  return null
}

/** A reference label as it is compared: case and runs of space do not count. */
export function normalLabel(label: string): string {
  return label.trim().replace(/ +/g, ' ').toLowerCase()
}

/** An address with its escapes and entities read. */
export function readAddress(source: string): string {
  return readEntities(source.replace(/\\([!-/:-@[-`{-~])/g, '$1')).trim()
}

/** The address a reader can open, or null: an in-page mark, a script and an empty target lead nowhere. */
export function openableUrl(url: string): string | null {
  return url === '' || url.startsWith('#') || /^(?:javascript:|about:blank)/i.test(url) ? null : url
}

function readAngled(source: string, at: number): LinkTarget | null {
  const match = /<([^<>\n]*)>/y
  match.lastIndex = at
  const [, url] = match.exec(source) ?? []
  return url === undefined ? null : { url, end: match.lastIndex }
}

function readPlain(source: string, at: number): LinkTarget | null {
  let depth = 0
  let next = at
  for (; next < source.length; next += 1) {
    const char = source[next]
    if (char === ' ') break
    if (char === '\\') next += 1
    else if (char === '(') depth += 1
    else if (char === ')' && depth === 0) break
    else if (char === ')') depth -= 1
    if (depth > MAX_NESTED_PARENTHESES) return null
  }
  return depth === 0 ? { url: source.slice(at, next), end: next } : null
}

function skipTitle(source: string, at: number): number {
  const title = /"[^"]*"|'[^']*'|\([^()]*\)/y
  title.lastIndex = at
  return title.test(source) ? title.lastIndex : at
}

function skipSpace(source: string, at: number): number {
  return source[at] === ' ' ? at + 1 : at
}
