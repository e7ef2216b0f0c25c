import { phraseBook, readPhrase } from './phrases.ts'
import { skipHyphen, type Token } from './tokens.ts'

/** What a number is printed to measure; `factor` brings it to the unit (a cent is 0.01 USD). */
interface UnitReading {
  unit: string
  factor: number
  end: number
}

/** The signs of money, to ISO 4217. A bare dollar sign is the American dollar's. */
const SIGNS = new Map([
  ['$', 'USD'],
  ['£', 'GBP'],
  ['€', 'EUR'],
  ['¥', 'JPY'],
  ['₹', 'INR'],
  ['₪', 'ILS'],
  ['₽', 'RUB'],
])
/** The letters joined before a dollar sign: “C$5”. Any others make it a currency unknown here. */
const DOLLARS = new Map([
  ['us', 'USD'],
  ['c', 'CAD'],
  ['ca', 'CAD'],
  ['a', 'AUD'],
  ['au', 'AUD'],
  ['nz', 'NZD'],
  ['hk', 'HKD'],
])
const CODES = new Set(['USD', 'GBP', 'EUR', 'JPY', 'INR', 'CAD', 'AUD', 'CHF', 'CNY'])

/** “Pounds” are money only with the sign: without it they may be weight. */
const CURRENCIES = phraseBook([
  ['dollars | dollar | us dollars | u.s. dollars | american dollars | bucks', { unit: 'USD', factor: 1 }],
  ['cents | cent | ¢', { unit: 'USD', factor: 0.01 }],
  ['canadian dollars', { unit: 'CAD', factor: 1 }],
  ['australian dollars', { unit: 'AUD', factor: 1 }],
  ['euros | euro', { unit: 'EUR', factor: 1 }],
  ['pounds sterling', { unit: 'GBP', factor: 1 }],
  ['yen', { unit: 'JPY', factor: 1 }],
  ['yuan', { unit: 'CNY', factor: 1 }],
])

/** The closed list of measures: every printed form, and the plural English name that stands for it. */
const MEASURES = phraseBook([
  ['percent | per cent | pct | %', 'percent'],
  ['percentage points | percentage point', 'percentage points'],
  ['points | point', 'points'],
  ['seconds | second', 'seconds'],
  ['minutes | minute', 'minutes'],
  ['hours | hour', 'hours'],
  ['days | day', 'days'],
  ['weeks | week', 'weeks'],
  ['months | month', 'months'],
  ['years | year', 'years'],
  ['decades | decade', 'decades'],
  ['centuries | century', 'centuries'],
  ['inches | inch', 'inches'],
  ['feet | foot | ft', 'feet'],
  ['yards | yard', 'yards'],
  ['miles | mile', 'miles'],
  ['nautical miles | nautical mile', 'nautical miles'],
  ['millimetres | millimetre | millimeters | millimeter | mm', 'millimetres'],
  ['centimetres | centimetre | centimeters | centimeter | cm', 'centimetres'],
  ['metres | metre | meters | meter', 'metres'],
  ['kilometres | kilometre | kilometers | kilometer | km | kms', 'kilometres'],
  ['miles per hour | mile per hour | miles an hour | mph', 'miles per hour'],
  ['kilometres per hour | kilometers per hour | kph', 'kilometres per hour'],
  ['kilometres an hour | kilometers an hour', 'kilometres per hour'],
  ['knots', 'knots'],
  ['acres | acre', 'acres'],
  ['hectares | hectare', 'hectares'],
  ['square feet | square foot | sq ft', 'square feet'],
  ['square miles | square mile', 'square miles'],
  ['square metres | square meters | square metre | square meter', 'square metres'],
  ['square kilometres | square kilometers | square kilometre | square kilometer', 'square kilometres'],
  ['ounces | ounce', 'ounces'],
  ['pounds | pound | lbs | lb', 'pounds'],
  ['grams | gram', 'grams'],
  ['kilograms | kilogram | kilos | kilo | kg', 'kilograms'],
  ['tons | ton', 'tons'],
  ['tonnes | tonne | metric tons | metric ton', 'tonnes'],
  ['gallons | gallon', 'gallons'],
  ['litres | litre | liters | liter', 'litres'],
  ['barrels | barrel', 'barrels'],
  ['degrees | degree | °', 'degrees'],
  ['kilowatts | kilowatt', 'kilowatts'],
  ['megawatts | megawatt', 'megawatts'],
  ['gigawatts | gigawatt', 'gigawatts'],
  ['megabytes | megabyte', 'megabytes'],
  ['gigabytes | gigabyte', 'gigabytes'],
  ['terabytes | terabyte', 'terabytes'],
])

/** The measures of time. */
const TIMES = new Set([
  'seconds',
  'minutes',
  'hours',
  'days',
  'weeks',
  'months',
  'years',
  'decades',
  'centuries',
])

/** Reads the sign or code of money that stands before a number: “$”, “US$”, “EUR”. */
export function readMoneySign(tokens: readonly Token[], at: number): { unit: string; end: number } | null {
  const token = tokens[at]
  const next = tokens[at + 1]
  if (token === undefined) return null
  if (token.kind === 'WORD') {
    const unit = CODES.has(token.text) ? token.text : null
    if (unit !== null) return { unit, end: at + 1 }
    const dollar = next?.text === '$' && next.joined ? DOLLARS.get(token.key) : undefined
    return dollar === undefined ? null : { unit: dollar, end: at + 2 }
  }
  const unit = SIGNS.get(token.text)
  const lettered = token.joined && tokens[at - 1]?.kind === 'WORD'
  return unit === undefined || lettered ? null : { unit, end: at + 1 }
}

/** Reads the noun of money that stands after a number: “dollars”, “cents”, “USD”. */
export function readMoneyNoun(tokens: readonly Token[], at: number): UnitReading | null {
  const start = skipHyphen(tokens, at)
  const code = tokens[start]?.text ?? ''
  if (CODES.has(code)) return { unit: code, factor: 1, end: start + 1 }
  const noun = readPhrase(CURRENCIES, tokens, start)
  return noun && { ...noun.value, end: noun.end }
}

/** Reads the noun of money or measure that directly follows a number: “percent”, “-mile”, “metric tons”. */
export function readUnit(tokens: readonly Token[], at: number): UnitReading | null {
  const money = readMoneyNoun(tokens, at)
  if (money !== null) return money
  const start = skipHyphen(tokens, at)
  const measure = readPhrase(MEASURES, tokens, start)
  return measure && { unit: measure.value, factor: 1, end: measure.end }
}

/** Whether a unit is one of time, of which “over” says during, not more than: “over six years”. */
export function isTime(unit: string | null): boolean {
  return unit !== null && TIMES.has(unit)
}
