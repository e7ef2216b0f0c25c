const STOPS = new Set('.!?…:;。！？：；؟۔।')
const CLOSERS = new Set('"\'”’»)]}」』】）*_')

/** Whether a text ends as a sentence does: a stop, and after it nothing but closing quotes and brackets. */
export function endsSentence(text: string): boolean {
  let at = text.length - 1
  while (at >= 0 && CLOSERS.has(text.charAt(at))) at -= 1
  return at >= 0 && STOPS.has(text.charAt(at))
}

/** Whether a text goes on from one before it: its first letter, past any opening mark, is a small one. */
export function startsLower(text: string): boolean {
  return /^["'“‘«([*_]{0,3}\p{Ll}/u.test(text)
}

/** The sentences of a short text; initials end none. Good enough to weigh a line, not to quote it. */
export function splitSentences(text: string): string[] {
  return text.split(/(?<=[^ .]{2}[.!?]["”’)]?) (?=["“‘(]?\p{Lu})/u)
}

/** The number of words; a script without spaces counts each character. */
export function countWords(text: string): number {
  return (
    text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}]+/gu)?.length ?? 0
  )
}
