/** The comparator inputs and what each means in SQL, by the type of the value that is compared. */

import type { EnumRef, InputType } from '@pothos/core'
import { sql } from 'kysely'
import { builder, type Types } from '../builder.ts'
import { mapSlot, parameter, type Value } from './input.ts'
import { all, type Sql, TRUE } from './row.ts'

/** What the values of a field can be: a scalar, or an enum of the schema. */
export type ValueType = Extract<keyof Types['Scalars'], string> | EnumRef<Types, string>

/** The input that compares values of a type, and its condition. */
export interface Comparator {
  input: InputType<Types> | [InputType<Types>]
  compare: Compare
}

/** The comparator of a type of value. A list compares as its items would: not at all. */
export function comparatorOf(type: ValueType | [ValueType]): Comparator {
  if (Array.isArray(type)) throw new Error('A list of values has no comparator')
  switch (type) {
    case 'Date':
      return { input: DateFilter, compare: compareDate }
    case 'DateTime':
      return { input: DateTimeFilter, compare: compareDateTime }
    case 'Int':
    case 'Float':
      return { input: NumberFilter, compare: compareNumber }
    case 'Boolean':
      return { input: 'Boolean', compare: compareBoolean }
    case 'String':
    case 'URL':
    case 'EDTF':
      return { input: StringFilter, compare: compareText }
    default:
      return { input: [type], compare: compareOneOf }
  }
}

/** A condition on one expression. */
export type Compare = (value: Value, expression: Sql) => Sql

export const StringFilter = builder.inputType('StringFilter', {
  description: 'Compares a text. Every comparator given must hold.',
  fields: (t) => ({
    eq: t.string({ description: 'Equal, to the letter.' }),
    in: t.stringList({ description: 'Equal to one of these, to the letter; an empty list matches nothing.' }),
    contains: t.string({ description: 'Holds this, whatever the case of letters.' }),
    startsWith: t.string({ description: 'Begins with this, whatever the case of letters.' }),
  }),
})

export const compareText: Compare = (value, expression) =>
  comparators(value, {
    eq: (given) => sql`${expression} = ${given('text')}`,
    in: (given, list) => isAmong(expression, list, given('text[]')),
    contains: (given) => sql`${expression} ilike ${given('text', (text) => `%${escapeLike(text)}%`)}`,
    startsWith: (given) => sql`${expression} ilike ${given('text', (text) => `${escapeLike(text)}%`)}`,
  })

export const DateFilter = builder.inputType('DateFilter', {
  description:
    'Compares a plain date, or an uncertain one by the days it may fall on. Both ends are included.',
  fields: (t) => ({
    from: t.field({ type: 'Date', description: 'On this day or later.' }),
    to: t.field({ type: 'Date', description: 'On this day or earlier.' }),
  }),
})

export const compareDate: Compare = (value, expression) =>
  comparators(value, {
    from: (given) => sql`${expression} >= ${given('date')}`,
    to: (given) => sql`${expression} <= ${given('date')}`,
  })

/** Compares a period, by whether it overlaps the one asked for. */
export const comparePeriod = (
  value: Value,
  earliest: Sql,
  latest: Sql,
  { inOrder }: { inOrder: boolean },
): Sql => {
  if (value.is !== 'object') return TRUE
  const end = (name: string, open: string) => {
    const given = value.fields.get(name)
    return given?.is === 'leaf' ? parameter(given.slot, 'date') : sql`${sql.lit(open)}::date`
  }
  const [from, to] = [end('from', '-infinity'), end('to', 'infinity')]
  // PostgreSQL refuses a range that ends before it begins; no day lies in one.
  const overlaps = sql`daterange(${earliest}, ${latest}, '[]') && case when ${from} <= ${to} then daterange(${from}, ${to}, '[]') end`
  // Follows from the above, and lets a list by first day begin there rather than read its way to it. Where all are
  // looked for, PostgreSQL would take it for a second condition and expect too few rows.
  return inOrder && value.fields.has('to') ? sql`(${overlaps} and ${earliest} <= ${to})` : overlaps
}

export const DateTimeFilter = builder.inputType('DateTimeFilter', {
  description: 'Compares an instant.',
  fields: (t) => ({
    from: t.field({ type: 'DateTime', description: 'At this instant or later.' }),
    before: t.field({ type: 'DateTime', description: 'Earlier than this instant.' }),
  }),
})

export const compareDateTime: Compare = (value, expression) =>
  comparators(value, {
    from: (given) => sql`${expression} >= ${given('timestamptz')}`,
    before: (given) => sql`${expression} < ${given('timestamptz')}`,
  })

export const NumberFilter = builder.inputType('NumberFilter', {
  description: 'Compares a number. A number that is not known matches nothing.',
  fields: (t) => ({
    gte: t.float({ description: 'At least this.' }),
    lte: t.float({ description: 'At most this.' }),
  }),
})

export const compareNumber: Compare = (value, expression) =>
  comparators(value, {
    gte: (given) => sql`${expression} >= ${given('double precision')}`,
    lte: (given) => sql`${expression} <= ${given('double precision')}`,
  })

/** One of a list: enums, codes. */
export const compareOneOf: Compare = (value, expression) =>
  value.is === 'list' ? isAmong(expression, value, parameter(value.slot, 'text[]')) : TRUE

/** One plan is made for all lists, and PostgreSQL takes them to have ten values; of a list of one it need not. */
const isAmong = (expression: Sql, list: Value, values: Sql): Sql =>
  list.is === 'list' && list.isOne ? sql`${expression} = (${values})[1]` : sql`${expression} = any(${values})`

/** One of a list of ids of type `name`; ids of another type, or of none, match nothing. */
export const compareIds =
  (name: string): Compare =>
  (value, expression) =>
    value.is === 'list'
      ? isAmong(
          expression,
          value,
          parameter(
            mapSlot(value.slot, (ids) =>
              Array.isArray(ids) ? ids.map((id) => rowId(id, name)).filter((id) => id !== null) : [],
            ),
            'bigint[]',
          ),
        )
      : TRUE

export const compareBoolean: Compare = (value, expression) =>
  value.is === 'leaf' ? sql`${expression} = ${parameter(value.slot, 'boolean')}` : TRUE

const LARGEST_ID = 2n ** 63n - 1n

/** The row id of a global id `Article:12`; null when it is of another type, or of none. */
export function rowId(id: unknown, name: string): string | null {
  const digits = String(id).startsWith(`${name}:`) ? String(id).slice(name.length + 1) : ''
  return /^[1-9]\d{0,18}$/.test(digits) && BigInt(digits) <= LARGEST_ID ? digits : null
}

type Given = (type: string, change?: (value: unknown) => unknown) => Sql

function comparators(value: Value, each: Record<string, (given: Given, value: Value) => Sql>): Sql {
  if (value.is !== 'object') return TRUE
  return all(
    [...value.fields].flatMap(([name, field]) => {
      const compare = each[name]
      if (!compare || field.is === 'absent') return []
      return [
        compare((type, change) => parameter(change ? mapSlot(field.slot, change) : field.slot, type), field),
      ]
    }),
  )
}

const escapeLike = (text: unknown): string => String(text).replace(/[\\%_]/g, '\\$&')
