import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql'
import { isObject } from '../../db/writes/reading.ts'

/** The conditions of a filter, and what asking them of one record costs. */
export interface Conditions {
  count: number
  /** In points: a record that is looked at for it. */
  points: number
}

/** A list of related records has as many, as it is counted: as where it is selected. */
export const LIST_ROWS = 4
/** Full text reads more than a record. */
const SEARCH_POINTS = 10

const NONE: Conditions = { count: 0, points: 0 }
const ONE: Conditions = { count: 1, points: 1 }

/**
 * What a value that a filter is given asks, before it is coerced. A comparison is a condition; so is a step to related
 * records, which asks what is inside of it of each of them. `and`, `or` and `not` only join; but each item of a list is
 * a condition at least, since the statement has a place for it.
 */
export function conditionsOf(value: unknown, type: GraphQLInputType): Conditions {
  if (value === null || value === undefined) return NONE
  const named = getNamedType(type)
  if (!isInputObjectType(named)) return ONE
  if (Array.isArray(value)) return sum(value.map((item) => atLeastOne(conditionsOf(item, named))))
  if (!isObject(value)) return NONE
  const fields = named.getFields()
  return sum(
    Object.entries(value).map(([name, item]) => {
      const field = fields[name]
      return field ? conditionsOfField(name, item, field.type) : NONE
    }),
  )
}

function conditionsOfField(name: string, value: unknown, type: GraphQLInputType): Conditions {
  const inside = conditionsOf(value, type)
  if (value === null || value === undefined || JOINS.has(name)) return inside
  if (name === 'search') return { count: 1, points: SEARCH_POINTS }
  if (MANY.has(name)) return step(inside, LIST_ROWS)
  return isFilter(type) ? step(inside, 1) : inside
}

const JOINS: ReadonlySet<string> = new Set(['and', 'or', 'not'])
const MANY: ReadonlySet<string> = new Set(['some', 'none'])

const step = ({ count, points }: Conditions, rows: number): Conditions => ({
  count: 1 + count,
  points: rows * (1 + points),
})

/** Whether it is about a record, and not one of its values or a list of records. */
function isFilter(type: GraphQLInputType): boolean {
  const named = getNamedType(type)
  return isInputObjectType(named) && named.getFields().and !== undefined
}

const atLeastOne = (given: Conditions): Conditions => (given.count === 0 ? ONE : given)

const sum = (all: readonly Conditions[]): Conditions =>
  all.reduce((one, other) => ({ count: one.count + other.count, points: one.points + other.points }), NONE)
