import { openableUrl } from './link-target.ts'

const START = /(?<![A-Za-z0-9_/@.-])(?:https?:\/\/|www\.)(?=[\p{L}\p{N}])/giu

// What no address written in running text goes on past: brackets, quotation marks and full-width stops.
const BODY = /[^\s<>[\]"“”«»「」『』（）【】。，、；：！？،؛؟`]+/y

const TRAILING = new Set("?!.,:;*_~'’…")

/** The offsets at which addresses start in running text, in order. */
export function findBareUrls(source: string): number[] {
  return Array.from(source.matchAll(START), (match) => match.index)
}

/**
 * The address that starts at an offset, without the punctuation of the sentence around it. A closing parenthesis
 * belongs to the address only when the address opened one. An address without a scheme gets `http:`.
 */
export function readBareUrl(source: string, at: number): { text: string; url: string | null } {
  BODY.lastIndex = at
  const found = BODY.exec(source)?.[0] ?? ''
  let unclosed = 0
  for (const char of found) unclosed += char === ')' ? 1 : char === '(' ? -1 : 0
  let end = found.length
  while (end > 0) {
    const last = found.charAt(end - 1)
    if (last === ')' && unclosed > 0) unclosed -= 1
    else if (!TRAILING.has(last)) break
    end -= 1
  }
  const text = found.slice(0, end)
  return { text, url: openableUrl(/^www\./i.test(text) ? `http://${text}` : text) }
}
