import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { connectionArguments, connectionType } from '../connection.ts'
import { asOfArgument } from './as-of.ts'
import { rowId } from './comparators.ts'
import type { Declared } from './declared.ts'
import type { AnyJoin } from './join.ts'
import { resolveRoot } from './plan.ts'
import { type ColumnName, type TableName, TRUE } from './row.ts'
import type { DefaultOrder, TableType } from './table-type.ts'

/** One way to name a record in a look-up. */
interface Key<T extends TableName> {
  type: 'String' | 'URL'
  column: ColumnName<T>
  description: string
  /** The form in which the column keeps it; null where there is none, and so no such record. */
  normalise?: (given: string) => string | null
}

/** `Query.<name>(by:)`: one record by its id, its slug, or another key of its noun. Null when there is none. */
export function lookup<T extends TableName>(
  type: TableType<T>,
  name: string,
  options: { description: string; keys?: Record<string, Key<T>> },
): void {
  const keys: Record<string, AnyKey> = options.keys ?? {}
  const By = builder.inputType(`${type.name}By`, {
    description: `Names one ${type.name}, in exactly one of these ways.`,
    isOneOf: true,
    fields: (t) => ({
      id: t.id({ description: `Global id; one of another type finds nothing.` }),
      slug: t.string({ description: 'Slug, to the letter.' }),
      ...Object.fromEntries(
        Object.entries(keys).map(([key, { type, description }]) => [key, t.field({ type, description })]),
      ),
    }),
  })
  const join: AnyJoin = ({ there, args }) => {
    const by = args.value('by')
    const [given] = by.is === 'object' ? [...by.fields.keys()] : []
    if (given === 'id') {
      const read = (value: unknown) => rowId(property(value, 'id'), type.name)
      return { on: sql`${there('id')} = ${args.parameter('by', 'bigint', read)}` }
    }
    const { column, normalise } = given === undefined || given === 'slug' ? SLUG : (keys[given] ?? SLUG)
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
      args: { by: t.arg({ type: By, required: true, description: 'Which one.' }), ...asOfArgument() },
      extensions: { sql: { is: 'one', to: type, join } satisfies Declared },
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
      extensions: { sql: { is: 'connection', to: type, join, order } satisfies Declared },
      resolve: resolveRoot,
    }),
  )
}

type AnyKey = Omit<Key<TableName>, 'column'> & { column: string }

const SLUG: Pick<AnyKey, 'column' | 'normalise'> = { column: 'slug' }

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
