import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { BadUserInputError } from '../errors.ts'
import { compareOneOf } from './comparators.ts'
import type { Related } from './declared.ts'
import type { Value } from './input.ts'
import type { AnyJoin, Arguments } from './join.ts'
import { type AnyRow, all, any, rowOf, type Sql, type TableName, TRUE } from './row.ts'
import type { Filter, FilterScope, TableType } from './table-type.ts'

/** How deep filters may be nested: and, or, not and steps to other nouns. */
export const MAX_FILTER_DEPTH = 8

/** The filter input of a type, the same for its list, its subscription, its feed and its export. */
export const filterInput = (type: TableType): FilterInput =>
  inputOnce(`${type.name}Filter`, (input) => {
    input.implement({
      description: `Which ${type.name} records a list holds: those that match every field given.`,
      extensions: { access: type.access },
      fields: (t) => ({
        ...Object.fromEntries(
          [...type.filters].map(([name, filter]) => [
            name,
            t.field({ type: filter.input(), description: filter.description }),
          ]),
        ),
        and: t.field({ type: [input], description: 'Matches when all of these match.' }),
        or: t.field({
          type: [input],
          description: 'Matches when at least one of these matches; an empty list never does.',
        }),
        not: t.field({ type: input, description: 'Matches when this does not.' }),
      }),
    })
  })

const listFilterInput = (type: TableType): FilterInput =>
  inputOnce(`${type.name}ListFilter`, (input) => {
    input.implement({
      description: `Compares a list of related ${type.name} records.`,
      extensions: { access: type.access },
      fields: (t) => ({
        some: t.field({
          type: filterInput(type),
          description: 'At least one of them matches; `{}` matches any.',
        }),
        none: t.field({
          type: filterInput(type),
          description: 'None of them matches; `{}` means there is none.',
        }),
      }),
    })
  })

const createInput = (name: string) => builder.inputRef<Record<string, unknown>>(name)
type FilterInput = ReturnType<typeof createInput>

const inputs = new Map<string, FilterInput>()

/** Known before its fields are: they lead back to it, by way of other nouns too. */
function inputOnce(name: string, implement: (input: FilterInput) => void): FilterInput {
  const known = inputs.get(name)
  if (known) return known
  const input = createInput(name)
  inputs.set(name, input)
  implement(input)
  return input
}

/** The condition that a filter sets for a row. */
export function filterCondition(type: TableType, value: Value, row: AnyRow, scope: FilterScope): Sql {
  if (value.is !== 'object') return TRUE
  if (scope.depth > MAX_FILTER_DEPTH) {
    throw new BadUserInputError('filter', `A filter may be nested ${MAX_FILTER_DEPTH} levels deep at most`)
  }
  const deeper = { ...scope, depth: scope.depth + 1 }
  const each = (list: Value) =>
    list.is === 'list' ? list.items.map((item) => filterCondition(type, item, row, deeper)) : []
  return all(
    [...value.fields].map(([name, field]) => {
      if (name === 'and') return all(each(field))
      if (name === 'or') return any(each(field))
      // A row whose column is null does not match: neither does `not` lose it.
      if (name === 'not') return sql`(${filterCondition(type, field, row, deeper)}) is not true`
      const filter = type.filters.get(name)
      if (!filter) throw new Error(`${type.name} has no filter ${name}`)
      return filter.where(field, row, deeper)
    }),
  )
}

/** The filter by a column that holds one of several texts. */
export const anyOf = (table: TableName, column: string, description: string): Filter => ({
  description,
  input: () => ['String'],
  where: (value, row) => compareOneOf(value, row(column)),
  columns: [`${table}.${column}`],
})

/** The filter by one related record. */
export const oneFilter = (related: Related, description: string): Filter => ({
  description,
  input: () => filterInput(related.to),
  where: (value, row, scope) => exists(related, value, row, scope),
  columns: [],
})

/** The filter for one of the types that a row may stand for; rows that stand for another all match. */
export const variantFilter = (related: Related, kind: (row: AnyRow) => Sql, description: string): Filter => ({
  ...oneFilter(related, description),
  where: (value, row, scope) =>
    sql`(${kind(row)} <> ${sql.lit(related.to.name)} or ${exists(related, value, row, scope)})`,
})

/**
 * The filter by many related records: some of them, or none, match. Those that are related in more than one way are
 * looked for in each: PostgreSQL reads a union of the ways whole before it joins it.
 */
export function manyFilter(to: TableType, joins: readonly AnyJoin[], description: string): Filter {
  const found = (value: Value, row: AnyRow, scope: FilterScope) =>
    any(joins.map((join) => exists({ to, join }, value, row, scope)))
  return {
    description,
    input: () => listFilterInput(to),
    where: (value, row, scope) =>
      value.is !== 'object'
        ? TRUE
        : all(
            [...value.fields].map(([name, field]) =>
              name === 'none' ? sql`not ${found(field, row, scope)}` : found(field, row, scope),
            ),
          ),
    columns: [],
  }
}

/** Whether a related row is there that matches. Withdrawn rows count for nothing. */
function exists({ to, join }: Related, value: Value, here: AnyRow, scope: FilterScope): Sql {
  const [thereAlias, linkAlias] = [scope.alias(), scope.alias()]
  const unordered = { ...scope, inOrder: false }
  const there = rowOf(thereAlias)
  const joined = join({ here, there, link: rowOf(linkAlias), args: NO_ARGUMENTS, table: scope.table })
  if (!joined) return sql`false`
  const source = joined.source ?? scope.table(to.table)
  const link = joined.link ? sql`, ${scope.table(joined.link)} as ${sql.id(linkAlias)}` : sql``
  const hidden = to.hidden ? [sql`not ${to.hidden(there)}`] : []
  return sql`exists (select from ${source} as ${sql.id(thereAlias)}${link}
    where ${all([joined.on, ...hidden, filterCondition(to, value, there, unordered)])})`
}

/** For joins outside a field. */
const NO_ARGUMENTS: Arguments = {
  value: () => ({ is: 'absent' }),
  parameter: () => sql`null`,
}
