import { type SearchBudget, spend } from './search-budget.ts'

/** Begins of words are looked for by the engine, which is fast, and so short that it is so in every text. */
const HEAD_UNITS = 8
/** Units that the engine looks at in the time that one is compared here. */
const UNITS_AT_ONCE = 16

/**
 * The place nearest to another where words stand, of two the earlier; -1 where they do not, or where that is not found within the
 * budget. Takes the time of both lengths (Knuth, Morris and Pratt), where indexOf takes their product if the texts repeat themselves.
 * Places are UTF-16 units.
 */
export function findNearestWords(text: string, words: string, place: number, budget: SearchBudget): number {
  if (!spend(budget, text.length / UNITS_AT_ONCE + words.length)) return -1
  const head = words.slice(0, HEAD_UNITS)
  const borders = bordersOf(words)
  const most = budget.left
  let [unit, matched, compared, before] = [0, 0, 0, -1]
  while (unit < text.length && compared <= most) {
    if (matched === 0) {
      const found = text.indexOf(head, unit)
      if (found < 0) break
      matched = head.length
      unit = found + matched
      compared += matched
    } else {
      matched = matchedWith(words, borders, matched, text.charCodeAt(unit))
      unit++
      compared++
    }
    if (matched === words.length) {
      const start = unit - matched
      if (start > place) {
        budget.left -= compared
        return before >= 0 && place - before <= start - place ? before : start
      }
      before = start
      matched = borders[matched - 1] ?? 0
    }
  }
  budget.left -= Math.min(compared, most)
  return compared <= most ? before : -1
}

/** For each begin of the words, how long a shorter begin it ends with. */
function bordersOf(words: string): Uint32Array {
  const borders = new Uint32Array(words.length)
  for (let at = 1; at < words.length; at++) {
    borders[at] = matchedWith(words, borders, borders[at - 1] ?? 0, words.charCodeAt(at))
  }
  return borders
}

/** How much of the words is matched with one more unit. */
function matchedWith(words: string, borders: Uint32Array, before: number, unit: number): number {
  let matched = before
  while (matched > 0 && words.charCodeAt(matched) !== unit) matched = borders[matched - 1] ?? 0
  return words.charCodeAt(matched) === unit ? matched + 1 : matched
}
