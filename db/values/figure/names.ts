import { countsPeople, isBare, type Mention } from './context.ts'
import { isIn, wordSet } from './phrases.ts'
import { isCapitalised } from './tokens.ts'

/** What a number tells apart, in small letters; with a capital any word may. */
const LABELS = wordSet(
  'no nos number chapter article section page paragraph rule route highway interstate flight channel district precinct ' +
    'amendment proposition question phase level tier type category grade volume version verse exhibit unit room gate suite magnitude',
)
/** Words that may have a capital before a number because they begin a sentence, and the days of the week. */
const ORDINARY = wordSet(
  'the a an these those all some any and or but nor of in on at by to for from with than that as if when while after ' +
    'before since until our my his her its their your only just even about over under more another other last first ' +
    'next now then there because so not is are was were be i we you he she they it who which no monday tuesday ' +
    'wednesday thursday friday saturday sunday',
)
const STREETS = wordSet('street st avenue ave road rd boulevard blvd drive lane square place')
const LIST_MAX = 20
const PARENTHESIS_REACH = 12
/** Words that name a body by its size: “the Group of Seven”. */
const GROUPS = wordSet('group gang')
/** The American number for emergency calls. */
const EMERGENCY = '911'

/** Whether a number is part of a name or a label: “Apollo 11”, “No. 2”, “1600 Pennsylvania Avenue”. */
export function isName(mention: Mention): boolean {
  return isLabelled(mention) || isTitled(mention) || isAddress(mention) || isListMark(mention)
}

function isLabelled({ tokens, quantity, before }: Mention): boolean {
  const abbreviated = before?.text === '.'
  const label = abbreviated ? tokens[quantity.first.start - 2] : before
  if (quantity.unit !== null || !isIn(LABELS, label)) return false
  // “no 20 people” is no label; “No 20” and “no. 20” are.
  return label?.key !== 'no' || abbreviated || isCapitalised(label)
}

/** After a word with a capital (“Apollo 11”, “Cooper 360”), or a number with one itself (“Air Force One”). */
function isTitled(mention: Mention): boolean {
  const { tokens, reading, quantity, number, before, after } = mention
  if (reading.compared || !isBare(mention) || countsPeople(mention)) return false
  if (number?.text === EMERGENCY) return true
  if (before?.kind !== 'WORD' || after?.key === 'times') return false
  const group = tokens[quantity.first.start - 2]
  if (before.key === 'of' && isCapitalised(group) && isIn(GROUPS, group)) return true
  if (number?.kind === 'WORD') return isCapitalised(number)
  return isCapitalised(before) && !isIn(ORDINARY, before) && !before.key.endsWith("'s")
}

function isAddress(mention: Mention): boolean {
  const { tokens, quantity } = mention
  const words = tokens.slice(quantity.end, quantity.end + 4)
  const street = words.findIndex((word) => isIn(STREETS, word) && isCapitalised(word))
  return isBare(mention) && street > 0 && words.slice(0, street).every(isCapitalised)
}

/** The number of an item: “1. Welfare reform”, “(2)”, “3)”, “One, defeat”. */
function isListMark(mention: Mention): boolean {
  const { tokens, reading, quantity, number, before, after } = mention
  if (!isBare(mention) || reading.compared || quantity.high > LIST_MAX) return false
  const opens = before === undefined || (before.kind === 'MARK' && before.text !== ',')
  if (number?.kind !== 'DIGITS') return opens && isCapitalised(number) && after?.text === ','
  if (after?.text === '.') return opens && isCapitalised(tokens[quantity.end + 1])
  return after?.text === ')' && (before?.text === '(' || !isInParenthesis(mention))
}

function isInParenthesis({ tokens, quantity }: Mention): boolean {
  const earlier = tokens.slice(Math.max(0, quantity.start - PARENTHESIS_REACH), quantity.start)
  return earlier.findLast(({ text }) => text === '(' || text === ')')?.text === '('
}
