import edtf, { type Parsed, parse } from 'edtf'
import { InvalidValue } from './invalid-value.ts'
import { checkPlainDate, isPlainDate } from './plain-date.ts'
import { checkCharacters } from './text.ts'

/** An uncertain date with the days between which it lies, both plain dates; open ends as PostgreSQL writes them. */
export interface EdtfDates {
  edtf: string
  earliest: string | '-infinity'
  latest: string | 'infinity'
}

/**
 * Reads an ISO 8601-2 date or interval of the years 1 to 9999. Its bounds hold whatever it may mean: "about"
 * and "uncertain" do not widen them, an open, unknown or wholly unspecified side opens them, and a season is
 * any day of its year, since its months depend on the hemisphere. Throws on anything else, a time of day too.
 */
export function readEdtf(text: string): EdtfDates {
  if (isPlainDate(text)) return { edtf: text, earliest: text, latest: text }
  if (text.length > MAX_EDTF_LENGTH) {
    throw new InvalidValue('TOO_LONG', `An uncertain date has at most ${MAX_EDTF_LENGTH} characters.`)
  }
  const { min, max } = boundsOf(parsed(checkCharacters(text)))
  if (min > max) throw new InvalidValue('BAD_EDTF', 'The interval ends before it begins.')
  return {
    edtf: text,
    earliest: min === -Infinity ? '-infinity' : dayOf(min),
    latest: max === Infinity ? 'infinity' : dayOf(max),
  }
}

const MAX_EDTF_LENGTH = 100

interface Bounds {
  min: number
  max: number
}

function parsed(text: string): Parsed {
  if (NEGATIVE_YEAR.test(text)) throw outOfRange()
  try {
    return parse(text)
  } catch {
    throw new InvalidValue('BAD_EDTF', 'This is no date by ISO 8601-2 (EDTF).')
  }
}

/** The package drops the sign of "-XXXX". */
const NEGATIVE_YEAR = /(^|[/,.[{Y~?%])-[\dX]{4}|Y-/

function boundsOf(date: Parsed): Bounds {
  switch (date.type) {
    case 'Interval':
      return intervalBounds(date.values)
    case 'List':
    case 'Set':
      return listBounds(date)
    case 'Season':
      return seasonBounds(date)
    case 'Year':
      return yearBounds(date)
    default:
      checkDay(date)
  }
  return isYearUnspecified(date) ? { min: -Infinity, max: Infinity } : packageBounds(date)
}

/** Not by the package's Interval, which refuses one that begins and ends on the same day. */
function intervalBounds([lower, upper]: Parsed['values']): Bounds {
  return {
    min: isDate(lower) ? boundsOf(lower).min : -Infinity,
    max: isDate(upper) ? boundsOf(upper).max : Infinity,
  }
}

/** Not by the package's List, which knows only the first day of a range that ends it. */
function listBounds({ values, earlier, later }: Parsed): Bounds {
  const bounds = values.flat().filter(isDate).map(boundsOf)
  return {
    min: earlier ? -Infinity : Math.min(...bounds.map(({ min }) => min)),
    max: later ? Infinity : Math.max(...bounds.map(({ max }) => max)),
  }
}

/** Not by the package's Season, whose spring is January to March and whose thirds of a year overlap. */
function seasonBounds(date: Parsed): Bounds {
  const [year, season] = date.values
  const { first, last } = monthsOf(Number(season))
  const boundsOfMonth = (month: number) => boundsOf({ ...date, type: 'Date', values: [year ?? null, month] })
  return { min: boundsOfMonth(first).min, max: boundsOfMonth(last).max }
}

/** Months from 0. Codes 21 to 32 are seasons, which may be any time of the year, 33 to 41 parts of it. */
function monthsOf(season: number): { first: number; last: number } {
  const part = [
    { code: 40, months: 6 },
    { code: 37, months: 4 },
    { code: 33, months: 3 },
  ].find(({ code }) => season >= code)
  if (part === undefined) return { first: 0, last: 11 }
  const first = (season - part.code) * part.months
  return { first, last: first + part.months - 1 }
}

/** "1950S2" means 1900 to 1999: of its four digits two are certain. */
function yearBounds(date: Parsed): Bounds {
  const [year] = date.values
  if (!date.significant || typeof year !== 'number') return packageBounds(date)
  const span = 10 ** (String(year).length - date.significant)
  const first = Math.floor(year / span) * span
  return {
    min: packageBounds({ type: 'Year', values: [first] }).min,
    max: packageBounds({ type: 'Year', values: [first + span - 1] }).max,
  }
}

function packageBounds(date: Parsed): Bounds {
  const { min, max } = edtf(date)
  return { min, max }
}

/** The package takes a time of day for one of the machine's time zone, and 30 February for 1 March. */
function checkDay({ values, unspecified = 0 }: Parsed): void {
  if (values.length > 3) throw new InvalidValue('BAD_EDTF', 'An uncertain date has no time of day.')
  const [year, month, day] = values
  if (unspecified === 0 && typeof month === 'number' && typeof day === 'number') {
    const twoDigits = (part: number) => String(part).padStart(2, '0')
    checkPlainDate(`${String(year).padStart(4, '0')}-${twoDigits(month + 1)}-${twoDigits(day)}`)
  }
}

const YEAR_BITS = 0b1111

const isYearUnspecified = ({ unspecified = 0 }: Parsed) => (unspecified & YEAR_BITS) === YEAR_BITS

const isDate = (value: Parsed['values'][number] | undefined): value is Parsed =>
  typeof value === 'object' && value !== null && 'values' in value

/** The day of an instant in UTC, in which the package reckons. */
function dayOf(milliseconds: number): string {
  if (!(milliseconds >= FIRST_DAY && milliseconds <= LAST_DAY)) throw outOfRange()
  return new Date(milliseconds).toISOString().slice(0, 10)
}

const FIRST_DAY = Date.parse('0001-01-01T00:00:00Z')
const LAST_DAY = Date.parse('9999-12-31T23:59:59.999Z')

const outOfRange = () => new InvalidValue('OUT_OF_RANGE', 'A date lies in the years 1 to 9999.')
