import { isCued, type Mention } from './context.ts'
import { followsMonth } from './dates.ts'
import { isIn, wordSet } from './phrases.ts'
import { isDash } from './tokens.ts'

/** Words near two numbers that make them a score and no range. */
const RIVALRY = wordSet(
  'vote votes voted voting won win wins winning lost lose loses losing beat beats beating lead leads led leading trail ' +
    'trails trailed trailing behind ahead defeat defeats defeated score scored ruled ruling margin majority tie tied ' +
    'decision edge advantage deficit divide gap split versus vs',
)
const RIVALRY_REACH = 8
/** Words near two numbers that make them a change from the one to the other. */
const CHANGE = wordSet(
  'rise rises rose risen rising increase increases increased increasing grow grows grew grown growing jump jumped climb ' +
    'climbed climbing fall falls fell fallen falling drop drops dropped dropping decline declined cut cuts cutting reduce ' +
    'reduced reducing boost boosted raise raised raising lower lowered expand expanded shrink shrank double doubled triple ' +
    'tripled went gone go goes going up down move moved moves change changed',
)
const CHANGE_REACH = 20
const FROM = wordSet('from')
const FROM_REACH = 4

/** Whether two numbers of a passage bound one quantity, and are no score, change or number of telephone. */
export function isRange(mention: Mention): boolean {
  const { low, high, opener } = mention.quantity
  if (opener === 'BETWEEN') return true
  if (low >= high || isChange(mention) || isDated(mention)) return false
  return opener === 'FROM' || !(isTelephone(mention) || isScore(mention))
}

/** Two bare numbers: “5-4”, “3 to 1”. */
export function isBarePair({ tokens, quantity }: Mention): boolean {
  const { first, second, opener, unit } = quantity
  const joined = opener === null && tokens[first.end]?.key !== 'or'
  return joined && unit === null && first.scale === 1 && second?.scale === 1
}

/** “rose from 5 to 7 percent” */
function isChange({ tokens, quantity }: Mention): boolean {
  const { start, opener } = quantity
  const from = opener === 'FROM' || isCued(tokens, start, FROM, FROM_REACH)
  return from && isCued(tokens, start, CHANGE, CHANGE_REACH)
}

/** “from 41 percent on July 14 to 46 percent” */
function isDated({ tokens, quantity }: Mention): boolean {
  return quantity.unit !== null && followsMonth(tokens, quantity.first.start)
}

/** “lost 38 percent to 45 percent”, and of what is printed twice “two hours or six hours” */
function isScore({ tokens, quantity, after }: Mention): boolean {
  const { first, start, unit } = quantity
  if (tokens[first.end]?.key === 'or') return first.unit !== null && !first.signed
  const rivals = isCued(tokens, start, RIVALRY, RIVALRY_REACH) || isIn(RIVALRY, after)
  return rivals && (unit === null || unit === 'percent')
}

function isTelephone({ tokens, quantity }: Mention): boolean {
  const { first, second } = quantity
  const [exchange, line] = [tokens[first.start], tokens[second?.start ?? -1]]
  return isDash(tokens[first.end]) && /^\d{3}$/.test(exchange?.text ?? '') && /^\d{4}$/.test(line?.text ?? '')
}
