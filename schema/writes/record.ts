import { type GraphQLInputType, getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql'
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { InvalidValue } from '../../db/values/invalid-value.ts'
import { nodeTypes } from '../node.ts'
import { rowId } from '../sql/comparators.ts'
import type { TableType } from '../sql/index.ts'

type Given = Readonly<Record<string, unknown>>

/** A record that an input names otherwise than by its slug. */
interface Named {
  to: TableType
  key: string
  value: string
  /** Puts its slug, or what is wrong with it, in its place. */
  settle: (slug: string | InvalidValue) => void
}

/**
 * An input as a record of the import format: references become slugs. One that names nothing becomes the
 * InvalidValue that the record is then refused for, with all else that is wrong with it.
 */
export async function recordOf(
  trx: Transaction<Tables>,
  type: GraphQLInputType,
  given: Given,
): Promise<Given> {
  const named: Named[] = []
  const read: { value?: unknown } = {}
  walk(type, given, named, (value) => {
    read.value = value
  })
  for (const same of Map.groupBy(named, ({ to, key }) => `${to.name}.${key}`).values())
    await settleSame(trx, same)
  if (!isGiven(read.value)) throw new Error('An input is an object')
  return read.value
}

function walk(type: GraphQLInputType, given: unknown, named: Named[], put: (value: unknown) => void): void {
  if (isNonNullType(type)) {
    walk(type.ofType, given, named, put)
    return
  }
  const to = nodeTypes.find(({ name }) => getNamedType(type).name === `${name}By`)
  if (isListType(type) && Array.isArray(given)) {
    const items: unknown[] = [...given]
    put(items)
    for (const [at, item] of given.entries()) {
      walk(type.ofType, item, named, (value) => {
        items[at] = value
      })
    }
  } else if (to && isGiven(given)) {
    const [[key, value] = ['slug', null]] = Object.entries(given)
    put(value)
    if (key !== 'slug') named.push({ to, key, value: String(value), settle: put })
  } else if (isInputObjectType(type) && isGiven(given)) {
    const object: Record<string, unknown> = {}
    put(object)
    for (const [name, value] of Object.entries(given)) {
      const field = type.getFields()[name]
      if (field) {
        walk(field.type, value, named, (read) => {
          object[name] = read
        })
      }
    }
  } else put(given)
}

const isGiven = (value: unknown): value is Given => typeof value === 'object' && value !== null

/** References to one noun by one key: one statement. */
async function settleSame(trx: Transaction<Tables>, named: readonly Named[]): Promise<void> {
  const [first] = named
  if (!first) return
  const { to, key } = first
  const { column, normalise = (text: string): string | null => text } = to.keys.get(key) ?? {
    column: 'id',
    normalise: (id: string) => rowId(id, to.name),
  }
  const wanted = named.map(({ value }) => normalise(value))
  const type = sql.raw(column === 'id' ? 'bigint' : 'text')
  const { rows } = await sql<{ key: string; slug: string }>`
    select ${sql.id(column)} as key, slug from ${sql.table(to.table)}
    where ${sql.id(column)} = any(${wanted.filter((value) => value !== null)}::${type}[])
  `.execute(trx)
  const slugs = new Map(rows.map((row) => [row.key, row.slug]))
  for (const [at, { value, settle }] of named.entries()) {
    const message = `There is no ${to.name} with the ${key} “${value.slice(0, MAX_SHOWN)}”.`
    settle(slugs.get(wanted[at] ?? '') ?? new InvalidValue('UNKNOWN_REFERENCE', message))
  }
}

/** Characters of a wrong reference that its error shows. */
const MAX_SHOWN = 200
