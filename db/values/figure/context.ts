import { isIn, wordSet } from './phrases.ts'
import type { Quantity } from './quantity.ts'
import type { Reading } from './reading.ts'
import { isCapitalised, isDash, type Token } from './tokens.ts'

/** A counted figure where it stands in a passage. */
export interface Mention {
  tokens: readonly Token[]
  reading: Reading
  quantity: Quantity
  /** The first token of the number, past its comparator and opener. */
  number: Token | undefined
  /** The tokens beside the number: of a range, before its first and after its last. */
  before: Token | undefined
  after: Token | undefined
}

/** Nouns that say that people are counted, and what befell them. */
const PEOPLE = wordSet(
  'people persons men women children boys girls civilians soldiers troops officers policemen fighters militants ' +
    'insurgents rebels terrorists gunmen victims hostages prisoners detainees refugees migrants immigrants protesters ' +
    'workers journalists dead killed wounded injured missing arrested deaths casualties fatalities',
)
/** The same of one, which after more than one stand for something else: “the 2012 terrorist attacks”. */
const PERSON = wordSet(
  'person man woman child boy girl civilian soldier officer policeman fighter militant insurgent rebel terrorist gunman ' +
    'victim hostage prisoner detainee refugee migrant immigrant protester worker journalist death casualty fatality',
)
const JOINERS = wordSet('and or to through')
const LIST_MAX = 4

/** Looks at a reading from where it stands; null for a vague figure, which has no number. */
export function mentionOf(tokens: readonly Token[], reading: Reading): Mention | null {
  const { quantity } = reading
  if (quantity === null) return null
  const { start } = quantity.first
  const [number, before, after] = [tokens[start], tokens[start - 1], tokens[quantity.end]]
  return { tokens, reading, quantity, number, before, after }
}

/** A number and nothing more: no money, measure or scale, not even a comma. */
export function isBare({ quantity, number }: Mention): boolean {
  const { first, unit } = quantity
  return unit === null && first.scale === 1 && (number?.kind !== 'DIGITS' || /^[\d.]+$/.test(number.text))
}

/** Whether the word after the number is one for people or for what befell them: “39 killed”. */
export function countsPeople({ quantity, after }: Mention): boolean {
  return isIn(PEOPLE, after) || (quantity.high === 1 && isIn(PERSON, after))
}

/**
 * Where the list that a number ends begins: for the 9 of “Nov. 8 and 9”, the 8. What stands before the
 * first (“Nov.”, “ages”) says what all of them are.
 */
export function listStart(tokens: readonly Token[], number: number): number {
  let start = number
  while (number - start < 2 * LIST_MAX) {
    const joiner = tokens[start - 1]
    if (!(isIn(JOINERS, joiner) || isDash(joiner)) || tokens[start - 2]?.kind !== 'DIGITS') break
    start -= 2
  }
  return start
}

/** Whether one of a set of words stands up to `reach` tokens before a token in its sentence. */
export function isCued(
  tokens: readonly Token[],
  at: number,
  cues: ReadonlySet<string>,
  reach: number,
): boolean {
  for (let step = at - 1; step >= Math.max(0, at - reach); step -= 1) {
    if (/^[.;?!]$/.test(tokens[step]?.text ?? '') && isCapitalised(tokens[step + 1])) return false
    if (isIn(cues, tokens[step])) return true
  }
  return false
}
