import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { connectionArguments, connectionType } from '../connection.ts'
import { asOfArgument } from './as-of.ts'
import { rowId } from './comparators.ts'
import type { Declared } from './declared.ts'
import type { AnyJoin } from './join.ts'
import { resolveRoot } from './resolve.ts'
import { type ColumnName, type TableName, TRUE } from './row.ts'
import type { DefaultOrder, Key, TableType } from './table-type.ts'

type KeyOf<T extends TableName> = Key & { column: ColumnName<T> }

/** The input that names one record of a type, in a look-up or as a reference. */
export const byInput = (type: TableType): ByInput => {
  const known = byInputs.get(type.name)
  if (known) return known
  const input = createByInput(`${type.name}By`)
  byInputs.set(type.name, input)
  input.implement({
    description: `Names one ${type.name}, in exactly one of these ways.`,
    isOneOf: true,
    fields: (t) => ({
      id: t.id({ description: `Global id; one of another type finds nothing.` }),
      ...Object.fromEntries(
        [...type.keys].map(([key, { type, description }]) => [key, t.field({ type, description })]),
      ),
    }),
  })
  return input
}

const createByInput = (name: string) => builder.inputRef<Record<string, unknown>>(name)
type ByInput = ReturnType<typeof createByInput>

const byInputs = new Map<string, ByInput>()

/** `Query.<name>(by:)`: one record by its id, its slug, or another key of its noun. Null when there is none. */
export function lookup<T extends TableName>(
  type: TableType<T>,
  name: string,
  options: { description: string; keys?: Record<string, KeyOf<T>> },
): void {
  for (const [key, declared] of Object.entries(options.keys ?? {})) type.keys.set(key, declared)
  const join: AnyJoin = ({ there, args }) => {
    const by = args.value('by')
    const [given] = by.is === 'object' ? [...by.fields.keys()] : []
    if (given === 'id') {
      const read = (value: unknown) => rowId(property(value, 'id'), type.name)
      return { on: sql`${there('id')} = ${args.parameter('by', 'bigint', read)}` }
    }
    const { column, normalise } = type.keys.get(given ?? 'slug') ?? SLUG
    const read = (value: unknown) => {
      const text = String(property(value, given ?? 'slug'))
      return normalise ? normalise(text) : text
    }
    return { on: sql`${there(column)} = ${args.parameter('by', 'text', read)}` }
  }
  builder.queryField(name, (t) =>
    t.field({
      type: type.ref,
      nullable: true,
      description: options.description,
      args: {
        by: t.arg({ type: byInput(type), required: true, description: 'Which one.' }),
        ...asOfArgument(),
      },
      extensions: { access: 'READER', sql: { is: 'one', to: type, join } satisfies Declared },
      resolve: resolveRoot,
    }),
  )
}

/** `Query.<name>`: all records of a type, page by page. */
export function list(
  type: TableType,
  name: string,
  { description, order }: { description: string; order: DefaultOrder },
): void {
  const join: AnyJoin = () => ({ on: TRUE })
  builder.queryField(name, (t) =>
    t.field({
      type: connectionType(type),
      description,
      args: { ...connectionArguments(type, order), ...asOfArgument() },
      extensions: {
        access: 'READER',
        sql: { is: 'connection', to: type, join, order } satisfies Declared,
      },
      resolve: resolveRoot,
    }),
  )
}

const SLUG: Pick<Key, 'column' | 'normalise'> = { column: 'slug' }

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
