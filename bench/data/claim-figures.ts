import { parseFigure } from '../../db/values/figure.ts'
import { type COMPARATORS, MEASURES } from '../../db/vocabulary.ts'
import { chance, type Dice, pick, type Shares, share } from './dice.ts'
import type { Row } from './rows.ts'
import type { World } from './world.ts'

type Comparator = (typeof COMPARATORS)[number]
type Measure = (typeof MEASURES)[number]
type Figure = Row<'claim_figure'> & { verbatim: string }

/** A figure about an event as one account prints it, with the bounds that its words mean. */
export function figureOf({ diceFor }: World, dice: Dice, event: number): Figure {
  const ofEvent = diceFor('figures', event)
  const main = pick(ofEvent, MEASURES)
  const measure = chance(dice, 0.6) ? main : pick(dice, MEASURES)
  const verbatim = WORDING[share(dice, COMPARATOR_SHARES)](
    dice,
    printed(measure, countOf(diceFor, dice, measure, event)),
  )
  const figure = parseFigure(verbatim)
  if (figure === null) throw new RangeError(`These words hold no figure: ${verbatim}`)
  return { verbatim, ...figure, measure, population: chance(dice, 0.3) ? pick(dice, POPULATIONS) : null }
}

/** Most accounts give the event's own number, the others one beside it. */
function countOf(diceFor: World['diceFor'], dice: Dice, measure: Measure, event: number): number {
  const own = 10 + Math.floor(GREATEST[measure] * diceFor(measure, event)() ** 3)
  return chance(dice, 0.6) ? own : Math.ceil(own * (0.5 + dice()))
}

const GREATEST: Readonly<Record<Measure, number>> = {
  KILLED: 400,
  INJURED: 900,
  MISSING: 200,
  DETAINED: 500,
  DISPLACED: 200_000,
  TROOPS: 40_000,
  STRIKES: 150,
  TARGETS: 90,
  MONEY: 900,
  OTHER: 1_000,
}

type Printed = (times?: number) => string

/** The number, or some times the number, as a newspaper writes it. */
const printed =
  (measure: Measure, count: number): Printed =>
  (times = 1) => {
    const number = Math.ceil(count * times).toLocaleString('en')
    return measure === 'MONEY' ? `$${number} million` : number
  }

const WORDING: Readonly<Record<Comparator, (dice: Dice, number: Printed) => string>> = {
  EXACTLY: (_, number) => number(),
  AT_LEAST: (_, number) => `at least ${number()}`,
  MORE_THAN: (_, number) => `more than ${number()}`,
  AT_MOST: (_, number) => `up to ${number()}`,
  LESS_THAN: (_, number) => `fewer than ${number()}`,
  ABOUT: (_, number) => `about ${number()}`,
  NEARLY: (_, number) => `nearly ${number()}`,
  BETWEEN: (_, number) => `between ${number()} and ${number(1.2)}`,
  VAGUE: (dice) => pick(dice, ['dozens', 'scores', 'several hundred', 'many']),
}

const COMPARATOR_SHARES: Shares<Comparator> = [
  ['EXACTLY', 35],
  ['AT_LEAST', 18],
  ['MORE_THAN', 14],
  ['ABOUT', 10],
  ['BETWEEN', 6],
  ['NEARLY', 5],
  ['AT_MOST', 4],
  ['LESS_THAN', 3],
  ['VAGUE', 5],
]

const POPULATIONS = [
  'civilians',
  'children',
  'women',
  'soldiers',
  'fighters',
  'journalists',
  'health workers',
]
