import { between, type Dice, type Shares, share } from './dice.ts'

export const DAY_MS = 86_400_000

/** Ten years, in which the articles appear. Fixed, so that the same seed gives the same rows on any day. */
const FIRST_MS = Date.UTC(2015, 0, 1)
const LAST_MS = Date.UTC(2025, 0, 1)
/** The outlets, authors, subjects, parties and places are recorded in the month before. */
const PREPARATION_MS = 30 * DAY_MS

/** An instant in milliseconds since 1970. */
export type Moment = number

/** The moment at which a fraction of the ten years has passed, to the millisecond. */
export const momentAt = (fraction: number): Moment => Math.floor(FIRST_MS + fraction * (LAST_MS - FIRST_MS))

/** When the nouns were recorded that articles refer to. */
export const preparedAt = (fraction: number): Moment => Math.floor(FIRST_MS - PREPARATION_MS * (1 - fraction))

/** A moment between another and the end of the ten years, more often a near one. */
export const laterThan = (dice: Dice, moment: Moment): Moment =>
  Math.ceil(moment + dice() ** 2 * Math.max(0, LAST_MS - moment))

/** So many days earlier; the moment itself where that is before the ten years. */
export function daysBefore(moment: Moment, days: number): Moment {
  const earlier = moment - days * DAY_MS
  return earlier < FIRST_MS ? moment : earlier
}

export const instantOf = (moment: Moment): string => new Date(moment).toISOString()

export const dayOf = (moment: Moment): string => instantOf(moment).slice(0, 10)

/** A time of the day in which a moment lies. */
export const timeOfDay = (dice: Dice, moment: Moment): Moment =>
  moment - (moment % DAY_MS) + between(dice, 0, DAY_MS / 1000 - 1) * 1000

interface UncertainDay {
  edtf: string
  earliest: string
  latest: string
}

/** A date as accounts give it, from a day to "some time since", with its bounds. */
export function uncertainDay(dice: Dice, moment: Moment): UncertainDay {
  const day = dayOf(moment)
  const month = day.slice(0, 7)
  const ofMonth = { earliest: `${month}-01`, latest: lastOfMonth(moment) }
  switch (share(dice, FORMS)) {
    case 'DAY':
      return { edtf: day, earliest: day, latest: day }
    case 'ABOUT':
      return { edtf: `${day}~`, earliest: day, latest: day }
    case 'DAYS': {
      const last = dayOf(moment + between(dice, 1, 20) * DAY_MS)
      return { edtf: `${day}/${last}`, earliest: day, latest: last }
    }
    case 'MONTH':
      return { edtf: month, ...ofMonth }
    case 'SOME_DAY':
      return { edtf: `${month}-XX`, ...ofMonth }
    case 'SINCE':
      return { edtf: `${day}/..`, earliest: day, latest: 'infinity' }
  }
}

const FORMS = [
  ['DAY', 65],
  ['DAYS', 14],
  ['MONTH', 8],
  ['SOME_DAY', 6],
  ['ABOUT', 5],
  ['SINCE', 2],
] as const satisfies Shares<string>

function lastOfMonth(moment: Moment): string {
  const date = new Date(moment)
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0))
}
