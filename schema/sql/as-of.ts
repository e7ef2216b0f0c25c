import type { FieldNode, GraphQLField } from 'graphql'
import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { argumentsOf } from './compilation.ts'
import { parameter, type Slot } from './input.ts'
import type { Sql, TableName } from './row.ts'
import type { Document } from './selection.ts'

export const AS_OF = 'asOf'

/** The argument of the root fields that can answer with the past. What lies below them answers with the same. */
export const asOfArgument = () =>
  builder.args((t) => ({
    [AS_OF]: t.field({
      type: 'DateTime',
      description:
        'Answers with what was known here at this instant, filters and lists within included; null answers with what is known now. It goes by when records were changed, not by when things happened or were published: for those, filter.',
    }),
  }))

/** The instant that a root field is asked for; null where it is asked for now. */
export function readAsOf(
  document: Document,
  field: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
): Slot | null {
  const value = argumentsOf(document, field, nodes).value(AS_OF)
  return value.is === 'leaf' ? value.slot : null
}

/** A table or view as it was: db/migrations/as-of-functions.ts has one function for each. */
export const tableAsOf = (name: TableName, asOf: Slot): Sql =>
  sql`${sql.id(`${name}_as_of`)}(${parameter(asOf, 'timestamptz')})`
