import { isBare, listStart, type Mention } from './context.ts'
import { isIn, wordSet } from './phrases.ts'
import { isCapitalised, skipHyphen } from './tokens.ts'
import { isTime } from './unit.ts'

const AGE_MAX = 120
const AGED = wordSet('aged age ages turn turns turned turning')
const OLD = wordSet('old olds')
const ELDER = wordSet('older younger over under up')
/** Nouns after which “over 65” tells an age. */
const GROUPS = wordSet(
  'those voters people men women adults americans children kids anyone everyone girls boys whites',
)
/** Persons who are a number: “he is 32”, “I’m 51”. */
const PERSONS = wordSet('i he she you')
const BEING = wordSet('am is are was were')
const BEING_PERSONS = wordSet("i'm he's she's you're they're")

/** Whether a number tells how old: “34-year-old”, “aged 34”, “voters 45 and older”, “when he was 12”. */
export function isAge(mention: Mention): boolean {
  const { tokens, quantity } = mention
  const next = skipHyphen(tokens, quantity.end)
  if (isTime(quantity.unit)) {
    return isIn(OLD, tokens[next]) || (tokens[next]?.key === 'of' && tokens[next + 1]?.key === 'age')
  }
  if (!isBare(mention) || quantity.high > AGE_MAX) return false
  return isAged(mention) || isElder(mention) || isApposed(mention) || isBeing(mention)
}

/** “aged 34”, “ages 18 to 34”, “the age of 21”, “her age, 44” */
function isAged({ tokens, quantity }: Mention): boolean {
  const first = listStart(tokens, quantity.first.start)
  const lead = /^(of|,)$/.test(tokens[first - 1]?.key ?? '') ? first - 2 : first - 1
  return isIn(AGED, tokens[lead])
}

/** “45 and older”, “younger than 18”, “voters under 30” */
function isElder({ tokens, reading, quantity, before, after }: Mention): boolean {
  const elder = /^(and|or)$/.test(after?.key ?? '') && isIn(ELDER, tokens[quantity.end + 1])
  const than = before?.key === 'than' && isIn(ELDER, tokens[quantity.first.start - 2])
  const grouped =
    isIn(GROUPS, tokens[reading.start - 1]) && /^(over|under)$/.test(tokens[reading.start]?.key ?? '')
  return elder || than || grouped
}

/** The age between commas after a name: “Jessica Valenzuela, 32, of Buckeye”. */
function isApposed({ tokens, quantity, number, before, after }: Mention): boolean {
  const named = before?.text === ',' && isCapitalised(tokens[quantity.first.start - 2])
  return named && number?.kind === 'DIGITS' && (after === undefined || /^[,.;)]$/.test(after.text))
}

/** “she is 32”, unless of something: “she is 32 delegates short” */
function isBeing({ tokens, quantity, before, after }: Mention): boolean {
  const person = isIn(BEING, before)
    ? isIn(PERSONS, tokens[quantity.first.start - 2])
    : isIn(BEING_PERSONS, before)
  return person && !(after?.kind === 'WORD' && after.key.endsWith('s'))
}
