/**
 * Arguments as the compile sees them: which are there, and where in the variables their values will be found.
 * The statement depends on the first alone, so that one plan serves every request of the same shape.
 */
import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  Kind,
  type ValueNode,
  valueFromAST,
} from 'graphql'
import { sql } from 'kysely'
import type { Sql } from './row.ts'

export type Variables = Readonly<Record<string, unknown>>

/** A parameter of the statement: read from the variables of each request. */
export interface Slot {
  read(variables: Variables): unknown
}

export type Value =
  | { is: 'absent' }
  | { is: 'leaf'; slot: Slot; known: unknown }
  | { is: 'list'; slot: Slot; items: Value[]; isOne: boolean }
  | { is: 'object'; slot: Slot; fields: ReadonlyMap<string, Value> }

const ABSENT: Value = { is: 'absent' }

/**
 * The value of one argument or input field. `null` counts as absent. `known` of a leaf is its value while the
 * plan is made: use it only for what `shapeOf` puts into the plan's key (enums, booleans, integers, the type of an id).
 * Whether a list `isOne` is there too.
 */
export function readInput(
  node: ValueNode | undefined,
  type: GraphQLInputType,
  variables: Variables,
  defaultValue?: unknown,
): Value {
  if (isNonNullType(type)) return readInput(node, type.ofType, variables, defaultValue)
  if (node?.kind === Kind.VARIABLE) {
    const name = node.name.value
    // Its own: a variable may be called `constructor`.
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (given === undefined) return fromJs(defaultValue, type, () => defaultValue)
    return fromJs(given, type, (values) => values[name])
  }
  if (node === undefined) return fromJs(defaultValue, type, () => defaultValue)
  if (node.kind === Kind.NULL) return ABSENT
  if (isListType(type)) {
    // One value stands for a list of one.
    const items = node.kind === Kind.LIST ? node.values : [node]
    return listOf(items.map((item) => readInput(item, type.ofType, variables)))
  }
  if (node.kind === Kind.OBJECT && isInputObjectType(type)) {
    const given = new Map(node.fields.map((field) => [field.name.value, field.value]))
    const fields = Object.values(type.getFields()).map(
      (field) =>
        [field.name, readInput(given.get(field.name), field.type, variables, field.defaultValue)] as const,
    )
    return objectOf(fields.filter(([, value]) => value.is !== 'absent'))
  }
  const constant = valueFromAST(node, type)
  return fromJs(constant, type, () => constant)
}

/** A parameter with its PostgreSQL type, so that the server never guesses one. */
export const parameter = (slot: Slot, type: string): Sql => sql`${slot}::${sql.raw(type)}`

export const mapSlot = (slot: Slot, change: (value: unknown) => unknown): Slot => ({
  read: (variables) => change(slot.read(variables)),
})

/** A slot that several parameters read: it is computed once a request. */
export function sharedSlot<Value>(read: (variables: Variables) => Value): {
  read: (variables: Variables) => Value
} {
  let last: { variables: Variables; value: Value } | undefined
  return {
    read: (variables) => {
      if (last?.variables !== variables) last = { variables, value: read(variables) }
      return last.value
    },
  }
}

export const constantSlot = (value: unknown): Slot => ({ read: () => value })

/** The plain value of an argument in one request, with sorted keys and without what is absent. */
export function plainValue(value: Value, variables: Variables): unknown {
  switch (value.is) {
    case 'absent':
      return undefined
    case 'leaf':
      return value.slot.read(variables)
    case 'list':
      return value.items.length > 0
        ? value.items.map((item) => plainValue(item, variables))
        : value.slot.read(variables)
    case 'object':
      return Object.fromEntries(
        [...value.fields]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, field]) => [key, plainValue(field, variables)]),
      )
  }
}

/**
 * The shape of the variables: two requests with one shape have one plan. Keys of input objects, which
 * scalars are there, which lists have one value, and in full what decides on the statement: enums, booleans, page sizes
 * (the only Int arguments there are) and the types of ids.
 */
export function shapeOf(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return shapeOf(value, type.ofType)
  // What is absent has its default, and null has not.
  if (value === undefined) return '.'
  if (value === null) return '-'
  if (isListType(type)) {
    if (!Array.isArray(value)) return shapeOf([value], type)
    if (isStructural(type.ofType)) return `[${value.map((item) => shapeOf(item, type.ofType)).join()}]`
    const kinds = namedType(type) === 'ID' ? [...new Set(value.map(idType))].sort() : []
    return `[${[...kinds, ...(value.length === 1 ? [1] : [])].join()}]`
  }
  if (isInputObjectType(type)) {
    if (typeof value !== 'object') return '?'
    const fields = type.getFields()
    const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null)
    const shapes = entries.map(([key, item]) => {
      const field = fields[key]
      return field ? `${key}:${shapeOf(item, field.type)}` : ''
    })
    return `{${shapes.sort().join()}}`
  }
  if (isEnumType(type) || typeof value === 'boolean' || namedType(type) === 'Int') return String(value)
  return namedType(type) === 'ID' ? idType(value) : '+'
}

/** The type that an id names, `Article` of `Article:12`; empty when it names none. No type has a longer name: it goes into the keys of plans. */
export const idType = (id: unknown): string =>
  /^([A-Z][A-Za-z]{0,31}):/.exec(String(id).slice(0, 33))?.[1] ?? ''

function fromJs(given: unknown, type: GraphQLInputType, read: Slot['read']): Value {
  const slot: Slot = { read }
  if (isNonNullType(type)) return fromJs(given, type.ofType, read)
  if (given === undefined || given === null) return ABSENT
  if (isListType(type)) {
    const items = Array.isArray(given) ? given : [given]
    return {
      is: 'list',
      slot: mapSlot(slot, (value) => (Array.isArray(value) ? value : [value])),
      isOne: items.length === 1,
      items: isStructural(type.ofType)
        ? items.map((item, at) => fromJs(item, type.ofType, (variables) => itemOf(read(variables), at)))
        : [],
    }
  }
  if (isInputObjectType(type) && typeof given === 'object') {
    const types = type.getFields()
    const fields = Object.entries(given).flatMap(([key, item]) => {
      const field = types[key]
      return field
        ? [[key, fromJs(item, field.type, (variables) => keyOf(read(variables), key))] as const]
        : []
    })
    return objectOf(
      fields.filter(([, value]) => value.is !== 'absent'),
      slot,
    )
  }
  return { is: 'leaf', slot, known: given }
}

const isStructural = (type: GraphQLInputType): boolean =>
  isNonNullType(type) || isListType(type) ? isStructural(type.ofType) : isInputObjectType(type)

const namedType = (type: GraphQLInputType): string =>
  isNonNullType(type) || isListType(type) ? namedType(type.ofType) : type.name

const itemOf = (list: unknown, at: number): unknown => (Array.isArray(list) ? list[at] : list)

const keyOf = (object: unknown, key: string): unknown =>
  typeof object === 'object' && object !== null ? Reflect.get(object, key) : undefined

function objectOf(fields: readonly (readonly [string, Value])[], slot?: Slot): Value {
  const value: Value = {
    is: 'object',
    fields: new Map(fields),
    slot: slot ?? { read: (variables) => plainValue(value, variables) },
  }
  return value
}

function listOf(items: Value[]): Value {
  return {
    is: 'list',
    items,
    isOne: items.length === 1,
    slot: { read: (variables) => items.map((item) => plainValue(item, variables)) },
  }
}
