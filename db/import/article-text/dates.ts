// January to December in the languages that bylines come in; a row is a language. A form shorter than the name
// ("Feb", "sept.") is read when only one month of all rows begins so.
const MONTHS = [
  'january february march april may june july august september october november december',
  'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  'januar februar märz april mai juni juli august september oktober november dezember',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'января февраля марта апреля мая июня июля августа сентября октября ноября декабря',
  'يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر',
].map((row) => row.split(' '))

// EDTF's codes for the seasons.
const SEASONS: Readonly<Record<string, string>> = {
  spring: '21',
  summer: '22',
  autumn: '23',
  fall: '23',
  winter: '24',
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

type DateReader = (match: RegExpExecArray) => string | null | undefined

/** The printed forms of a full date. A reader answers null for a date it may not guess, undefined for none. */
const FORMS: readonly (readonly [RegExp, DateReader])[] = [
  [
    /(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/gu,
    ([, year, , month, day]) => plainDate(year, month, day),
  ],
  [/(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日/gu, ([, year, month, day]) => plainDate(year, month, day)],
  [/(?<!\d)(\d{4})년 ?(\d{1,2})월 ?(\d{1,2})일/gu, ([, year, month, day]) => plainDate(year, month, day)],
  [/(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)/gu, readNumbers],
  [
    /(?<![\p{L}\d])(\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?: |-| de | of )(\p{L}{3,12})\.?(?:,? |-| del? )(\d{4})(?!\d)/giu,
    ([, day, name, year]) => namedDate(year, name, day),
  ],
  [
    /(?<!\p{L})(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/giu,
    ([, name, day, year]) => namedDate(year, name, day),
  ],
]

export interface FoundDate {
  readonly start: number
  readonly end: number
  /** `YYYY-MM-DD`; null for one that cannot be told ("09/02/2024") or cannot be ("31 February 2024"). */
  readonly date: string | null
}

/** The first full date printed in a short text. Text alone: no `Date`, so no time zone can move the day. */
export function findDate(text: string): FoundDate | null {
  const found = FORMS.flatMap(([pattern, read]) =>
    Array.from(text.matchAll(pattern), (match): FoundDate[] => {
      const date = read(match)
      return date === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, date }]
    }).flat(),
  )
  return found.toSorted((a, b) => a.start - b.start)[0] ?? null
}

/** A text that is a date of any precision, as EDTF: a day, "November 2022", "spring 2022" or "2022". */
export function readEdtf(text: string): string | null {
  const found = findDate(text)
  if (found) return found.start === 0 && found.end === text.length ? found.date : null
  const [, word, year] = /^(?:(\p{L}{3,12})\.?,? (?:of |de )?)?(\d{4})$/u.exec(text) ?? []
  if (!year || !word) return year ?? null
  const part = SEASONS[word.toLowerCase()] ?? twoDigits(monthOf(word))
  return part ? `${year}-${part}` : null
}

/** 1 to 12 for the name of a month or a beginning of one, or null. */
export function monthOf(name: string): number | null {
  const sought = name.toLowerCase()
  const months = new Set(
    MONTHS.flatMap((row) => row.flatMap((month, i) => (month.startsWith(sought) ? [i + 1] : []))),
  )
  const exact = MONTHS.map((row) => row.indexOf(sought) + 1).find((month) => month > 0)
  const [only] = months
  return exact ?? (months.size === 1 && sought.length >= 3 ? (only ?? null) : null)
}

function namedDate(year = '', name = '', day = ''): string | null | undefined {
  const month = monthOf(name)
  return month === null ? undefined : plainDate(year, String(month), day)
}

/** With dots the day comes first everywhere; with slashes and hyphens a day past 12 must tell. */
function readNumbers([, first = '', mark, second = '', year]: RegExpExecArray): string | null {
  if (mark === '.' || first === second || Number(first) > 12) return plainDate(year, second, first)
  return Number(second) > 12 ? plainDate(year, first, second) : null
}

function plainDate(year = '', month = '', day = ''): string | null {
  const days = DAYS_IN_MONTH[Number(month) - 1] ?? 0
  const isLeapDay = Number(month) === 2 && Number(day) === 29
  if (Number(day) < 1 || Number(day) > days || (isLeapDay && !isLeapYear(Number(year)))) return null
  return `${year}-${twoDigits(Number(month))}-${twoDigits(Number(day))}`
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function twoDigits(number: number | null): string {
  return number === null ? '' : String(number).padStart(2, '0')
}
