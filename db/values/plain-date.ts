import { InvalidValue } from './invalid-value.ts'

/** Whether the text is a day of the calendar, written `YYYY-MM-DD`. */
export function isPlainDate(text: string): boolean {
  const [, year, month, day] = PLAIN_DATE.exec(text)?.map(Number) ?? []
  if (!year || !month || !day) return false
  return day <= (month === 2 && isLeapYear(year) ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0))
}

/** The plain date itself; throws when there is no such day. */
export function checkPlainDate(text: string): string {
  if (!isPlainDate(text)) {
    throw new InvalidValue('BAD_DATE', 'A plain date is a day of the calendar, written YYYY-MM-DD.')
  }
  return text
}

/**
 * An RFC 3339 instant with its fraction cut to the millisecond, which is all that is kept: PostgreSQL would
 * round it, into the next second at worst. Throws without an offset, and on an hour or day that is none.
 */
export function checkInstant(text: string): string {
  const [, date, time, fraction = '', offset] = INSTANT.exec(text) ?? []
  if (date === undefined || time === undefined || offset === undefined || !isPlainDate(date)) {
    throw new InvalidValue('BAD_INSTANT', 'An instant is written 2024-02-09T12:30:00Z, or with an offset.')
  }
  const instant = `${date}T${time}${fraction.slice(0, 4)}${offset}`
  const year = new Date(instant).getUTCFullYear()
  if (year < 1 || year > 9999)
    throw new InvalidValue('OUT_OF_RANGE', 'An instant lies in the years 1 to 9999.')
  return instant
}

const PLAIN_DATE = /^(\d{4})-(\d{2})-(\d{2})$/

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})[Tt ]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(\.\d+)?([Zz]|[+-](?:0\d|1[0-5]):[0-5]\d)$/

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

const isLeapYear = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
