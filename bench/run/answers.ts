import { isDeepStrictEqual } from 'node:util'
import type { Json } from '../shapes/shape.ts'

/**
 * An answer without what servers may say in their own ways: ids with or without their type, instants in different
 * notations, cursors, edges and nodes around a list, an object where another has its fields in line, a list in two
 * parts (`list_1`, `list_2`), the order of figures.
 */
export function even(value: Json): Json {
  if (isList(value)) return value.map(even)
  if (typeof value !== 'object' || value === null) return value
  const [[only, inner] = ['', null]] = Object.entries(value)
  if (Object.keys(value).length === 1 && (only === 'nodes' || only === 'node')) return even(inner)
  const evened: Record<string, Json> = {}
  for (const [key, field] of Object.entries(value)) {
    const known = even(field)
    const part = /^(\w+)_\d$/.exec(key)?.[1]
    if (INLINE.has(key) && isObject(known)) Object.assign(evened, known)
    else if (part !== undefined) evened[part] = union(evened[part] ?? [], known)
    else evened[key] = evenField(key, known)
  }
  return evened
}

/** Where two answers first differ, as `path: one <> other`; null where they are equal. */
export function difference(one: Json, other: Json, path = 'data'): string | null {
  if (isDeepStrictEqual(one, other)) return null
  if (isList(one) && isList(other) && one.length === other.length) {
    return firstOf(one.map((item, at) => difference(item, other[at] ?? null, `${path}[${at}]`)))
  }
  if (isObject(one) && isObject(other)) {
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
    return firstOf(keys.map((key) => difference(one[key] ?? null, other[key] ?? null, `${path}.${key}`)))
  }
  return `${path}: ${shown(one)} <> ${shown(other)}`
}

const INLINE = new Set(['node', 'when'])
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/

function evenField(key: string, value: Json): Json {
  if (key === 'figures' && isList(value)) return sorted(value, (figure) => JSON.stringify(figure))
  if (typeof value !== 'string') return value
  if (key === 'endCursor') return value === '' ? '' : 'a cursor'
  if (key === 'id') return value.replace(/^[A-Z][A-Za-z]+:/, '')
  if (value === 'infinity' || value === '-infinity') return null
  return INSTANT.test(value) ? new Date(value).toISOString() : value
}

/** The records of both lists, each once, by id. */
function union(one: Json, other: Json): Json {
  const records = new Map(
    [one, other].flatMap((list) => (isList(list) ? list : [])).map((item) => [idOf(item), item]),
  )
  return sorted([...records.values()], (item) => idOf(item).padStart(ID_DIGITS))
}

const ID_DIGITS = 20
const idOf = (item: Json): string => (isObject(item) ? String(item.id) : '')

const sorted = (list: readonly Json[], key: (item: Json) => string): Json =>
  list.toSorted((one, other) => (key(one) < key(other) ? -1 : 1))

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !isList(value)

const firstOf = (found: readonly (string | null)[]) => found.find((text) => text !== null) ?? null
const shown = (value: Json) => JSON.stringify(value).slice(0, 200)
