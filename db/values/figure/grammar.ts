import { countsPeople, isBare, type Mention } from './context.ts'
import { isDistant } from './dates.ts'
import { isIn, wordSet } from './phrases.ts'
import type { Reading } from './reading.ts'
import { isDash, type Token } from './tokens.ts'
import { isTime } from './unit.ts'

/** Words after which “about” tells the matter and not the number. */
const SPEECH = wordSet(
  'talk talks talked talking speak speaks spoke speaking think thinks thought thinking know knows knew hear heard learn ' +
    'learned ask asks asked asking tell told say said write wrote complain complained worry worried worries concern ' +
    'concerns concerned question questions lied lie joked care cares information details story stories warned what how',
)
const ADDING = wordSet('add adds added adding')
/** Words after which “over six years” tells more than six; elsewhere it tells during six. */
const LASTING = wordSet('for in after of is was been spent took takes lasted at by served with than and')
/** Prepositions of place and power, which small numbers in words follow: “under two presidents”. */
const PLACING = wordSet('over under above below around')
const SMALL_MAX = 9

/** Comparators that make “one” a number; elsewhere it is most often a pronoun. */
const COUNTING_ONE = wordSet('at more fewer less no exactly')
/** Measures of which one is an idiom: “at one point”, “one day”. */
const IDIOMS = wordSet('points days seconds feet')
const POINTING = wordSet('the these those other latter')
/** Words that no counted noun begins with. */
const GOING_ON = wordSet(
  'of under over in on at to from with by for and or but both have has had met are were was is will would could can may ' +
    'might should who that which come came get got cut did do does as',
)

/** Words after which “many” asks or compares. */
const ASKING = wordSet('how so too as not that this the very')
const OF_SOMETHING = wordSet('scores couple handful')

/** Whether “about”, “over” and their like tell something else than how the number compares. */
export function isPreposition(mention: Mention): boolean {
  const { tokens, reading, quantity, number } = mention
  if (!reading.compared) return false
  const word = tokens[reading.start]?.key ?? ''
  const before = tokens[reading.start - 1]
  if (word === 'about') return isIn(SPEECH, before)
  if (word === 'up') return isIn(ADDING, before)
  if (word === 'over' && isTime(quantity.unit)) return !isIn(LASTING, before)
  return PLACING.has(word) && isBare(mention) && number?.kind === 'WORD' && quantity.high <= SMALL_MAX
}

/** Whether a number word stands for persons or things, with no noun to count: “no one”, “the two met”, “a day or two”. */
export function isPronoun(mention: Mention): boolean {
  const { reading, quantity, number, before } = mention
  const spelled = isBareWord(mention) && quantity.high <= SMALL_MAX
  if (number?.key === 'one' || number?.key === 'zero') return isLoneOne(mention)
  if (reading.compared || quantity.unit !== null || hasNoun(mention)) return false
  if (!spelled) return before?.key === 'top'
  return isIn(POINTING, before) || (before?.key === 'or' && number?.key === 'two')
}

/** Whether a vague word counts: “many” but not “how many”, “scores of” but not “test scores”. */
export function isVagueCount(tokens: readonly Token[], { figure, start, end }: Reading): boolean {
  const [before, first, last, after] = [tokens[start - 1], tokens[start], tokens[end - 1], tokens[end]]
  if (isIn(OF_SOMETHING, last)) return after?.key === 'of'
  if (first?.key === 'many' && (isIn(ASKING, before) || after?.key === 'a')) return false
  return !(first?.joined && isDash(before)) && !isDistant(figure.unit, after)
}

/** “One” and “zero” where nothing shows that something is counted: “one of them”, “one day”. */
function isLoneOne(mention: Mention): boolean {
  const { tokens, reading, quantity, after } = mention
  if (quantity.first.scale !== 1 || quantity.high > 1 || countsPeople(mention)) return false
  const compared = reading.compared && isIn(COUNTING_ONE, tokens[reading.start])
  const counted = compared && (after?.key === 'of' || !isIn(GOING_ON, after))
  return !counted && (quantity.unit === null || IDIOMS.has(quantity.unit))
}

function isBareWord(mention: Mention): boolean {
  return isBare(mention) && mention.number?.kind === 'WORD' && mention.quantity.second === null
}

function hasNoun({ after }: Mention): boolean {
  return after?.kind === 'WORD' && !isIn(GOING_ON, after)
}
