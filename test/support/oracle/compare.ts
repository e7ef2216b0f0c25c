import type { Row } from './tables.ts'

/** Below, equal or above zero, as PostgreSQL orders two values of one column: texts by code point, ids as numbers. */
export function compare(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)))
}

export const compareIds = (one: unknown, other: unknown): number => {
  const difference = BigInt(String(one)) - BigInt(String(other))
  return difference < 0n ? -1 : Number(difference > 0n)
}

type By = (one: Row, other: Row) => number

export const by =
  (column: string): By =>
  (one, other) =>
    compare(one[column], other[column])

export const byId =
  (column: string): By =>
  (one, other) =>
    compareIds(one[column], other[column])

/** Nulls behind all else, or before it. */
export const byNullable =
  (column: string, nulls: 'first' | 'last'): By =>
  (one, other) => {
    const [a, b] = [one[column], other[column]]
    if (a !== null && b !== null) return compare(a, b)
    if (a === b) return 0
    return (a === null) === (nulls === 'first') ? -1 : 1
  }

/** The first that tells two rows apart decides. */
export const inTurn =
  (...orders: readonly By[]): By =>
  (one, other) =>
    orders.reduce((told, order) => told || order(one, other), 0)

/** An instant as PostgreSQL prints it, `2024-02-07 18:30:00.1+00`, as the graph shows it. */
export function instant(printed: unknown): string {
  const [, day, time, fraction = ''] = /^(\S+) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(String(printed)) ?? []
  if (day === undefined) throw new Error(`No instant: ${printed}`)
  return `${day}T${time}.${fraction.padEnd(3, '0')}Z`
}

/** A value of a date column in the order of days, open ends included. */
export const dayKey = (day: unknown): string =>
  day === '-infinity' ? '' : day === 'infinity' ? '~' : String(day)
