import { skipHyphen, type Token } from './tokens.ts'

/** A table of phrases with what they mean, by first word, the longest phrase first. */
type PhraseBook<T> = ReadonlyMap<string, readonly Phrase<T>[]>

interface Phrase<T> {
  words: readonly string[]
  value: T
}

/** Makes a book of lists of phrases, written “at least | no fewer than”, each list with one meaning. */
export function phraseBook<T>(lists: readonly (readonly [phrases: string, value: T])[]): PhraseBook<T> {
  const phrases = lists.flatMap(([list, value]) =>
    list.split(' | ').map((phrase) => ({ words: phrase.split(' '), value })),
  )
  const longestFirst = phrases.sort((a, b) => b.words.length - a.words.length)
  return Map.groupBy(longestFirst, ({ words }) => words[0] ?? '')
}

/** Reads the longest phrase of a book that starts at a token; a hyphen that joins words is as good as a space. */
export function readPhrase<T>(
  book: PhraseBook<T>,
  tokens: readonly Token[],
  at: number,
): { value: T; end: number } | null {
  for (const { words, value } of book.get(tokens[at]?.key ?? '') ?? []) {
    const end = matchWords(words, tokens, at)
    if (end !== null) return { value, end }
  }
  return null
}

/** A set of words, written with spaces between them. */
export function wordSet(words: string): ReadonlySet<string> {
  return new Set(words.split(' '))
}

/** Whether a token is one of a set of words. */
export function isIn(words: ReadonlySet<string>, token: Token | undefined): boolean {
  return token !== undefined && words.has(token.key)
}

function matchWords(words: readonly string[], tokens: readonly Token[], at: number): number | null {
  let end = at
  for (const word of words) {
    if (word !== tokens[end]?.key) end = skipHyphen(tokens, end)
    if (word !== tokens[end]?.key) return null
    end += 1
  }
  return end
}
