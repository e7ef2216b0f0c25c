import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedInputType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql'
import { fullTextPoints } from './words.ts'

/** The conditions of a filter, and what asking them of one record costs. */
export interface Conditions {
  count: number
  /** In points: a record that is looked at for it. */
  points: number
}

/** A list of related records has as many, as it is counted: as where it is selected. */
export const LIST_ROWS = 4

const NONE: Conditions = { count: 0, points: 0 }
const ONE: Conditions = { count: 1, points: 1 }

/**
 * A variable may be used many times over: a value with many conditions is looked through once, for each type that it has there.
 * What has few is found out sooner than remembered.
 */
const known = new Map<GraphQLNamedInputType, WeakMap<object, Conditions>>()
const MANY_CONDITIONS = 20

/**
 * What a value that a filter is given asks, before it is coerced. A comparison is a condition; so is a step to related
 * records, which asks what is inside of it of each of them. `and`, `or` and `not` only join; but each item of a list is
 * a condition at least, since the statement has a place for it.
 */
export function conditionsOf(value: unknown, type: GraphQLInputType): Conditions {
  if (value === null || value === undefined) return NONE
  const named = getNamedType(type)
  if (!isInputObjectType(named)) return Array.isArray(value) ? times(Math.max(1, value.length)) : ONE
  if (typeof value !== 'object') return NONE
  const before = known.get(named)?.get(value)
  if (before) return before
  const found = Array.isArray(value)
    ? sum(value.map((item) => atLeastOne(conditionsOf(item, named))))
    : conditionsIn(value, named)
  if (found.count > MANY_CONDITIONS) remember(value, named, found)
  // One value stands for a list of one.
  return isListType(getNullableType(type)) && !Array.isArray(value) ? atLeastOne(found) : found
}

function remember(value: object, type: GraphQLNamedInputType, found: Conditions) {
  const ofType = known.get(type) ?? new WeakMap<object, Conditions>()
  known.set(type, ofType)
  ofType.set(value, found)
}

const conditionsIn = (value: object, type: GraphQLInputObjectType): Conditions => {
  const fields = type.getFields()
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
  if (name === 'search') return { count: 1, points: fullTextPoints(value) }
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

const times = (count: number): Conditions => ({ count, points: count })

const atLeastOne = (given: Conditions): Conditions => (given.count === 0 ? ONE : given)

const sum = (all: readonly Conditions[]): Conditions =>
  all.reduce((one, other) => ({ count: one.count + other.count, points: one.points + other.points }), NONE)
