/** A word, a run of digits or a single mark of a text. Positions count UTF-16 units, end exclusive. */
export interface Token {
  kind: 'WORD' | 'DIGITS' | 'MARK'
  text: string
  /** The text in lower case with straight apostrophes: what tables of words are looked up by. */
  key: string
  start: number
  end: number
  /** Nothing stands between this token and the one before it. */
  joined: boolean
}

// A link, an abbreviation with stops, a word (“MH17” is one), digits with what separates them, or a mark. A
// common space is within a number only before a 0, which no number begins with: “27 000”. Each run is
// consumed whole or not at all, so that a text is read in one pass.
const TOKEN =
  /https?:\/\/\S+|(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)*|(?<![\p{L}\p{N}.])\.\d+|\d+(?:[.,:/]\d+|[\u00a0\u2009\u202f]\d{3}(?!\d)| 0\d\d(?!\d))*|\S/gu

const HYPHENS = new Set(['-', '\u2010', '\u2011'])

/** Cuts a text into tokens, in order. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = []
  let reached = -1
  for (const { 0: printed, index } of text.matchAll(TOKEN)) {
    const end = index + printed.length
    const key = printed.toLowerCase().replaceAll('’', "'")
    tokens.push({ kind: kindOf(printed), text: printed, key, start: index, end, joined: index === reached })
    reached = end
  }
  return tokens
}

/** Steps over a hyphen that joins two tokens, so that “thirty-nine” reads as “thirty nine”. */
export function skipHyphen(tokens: readonly Token[], at: number): number {
  return isHyphen(tokens[at]) && isTight(tokens, at) ? at + 1 : at
}

/** Whether a token is a hyphen: the ASCII one, the typographic one or the one that does not break. */
export function isHyphen(token: Token | undefined): boolean {
  return token !== undefined && HYPHENS.has(token.text)
}

/** Whether a token is a hyphen or the en dash of ranges. */
export function isDash(token: Token | undefined): boolean {
  return isHyphen(token) || token?.text === '–'
}

/** Whether nothing stands between a token and its two neighbours: the hyphen of “F-16”. */
export function isTight(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.joined === true && tokens[at + 1]?.joined === true
}

/** Whether a token is a word with a capital, be it the second letter: “Apollo”, “iPhone”. */
export function isCapitalised(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Ll}?\p{Lu}/u.test(token.text)
}

function kindOf(printed: string): Token['kind'] {
  if (/^\.?\d/.test(printed)) return 'DIGITS'
  return /^\p{L}/u.test(printed) ? 'WORD' : 'MARK'
}
