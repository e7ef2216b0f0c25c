import {
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isNonNullType,
} from 'graphql'
import { sql } from 'kysely'
import { jsonWriter } from './json.ts'
import { joinSql, type Sql } from './row.ts'
import type { Member, Writer } from './writer.ts'

/**
 * Writes the response by joining texts: a quarter faster than PostgreSQL's functions for JSON, which look for the name and
 * type of each column with each row. A null makes null of all that it is joined with, up to the object around it:
 * `refuse_null` stops the statement there.
 */
export const textWriter: Writer = {
  leaf: (value, type) => {
    const bare = getNullableType(type)
    if (isListType(bare)) return arrayText(value, bare.ofType)
    const { name, extensions } = getNamedType(bare)
    if (UNQUOTED.has(name)) return sql`(${value})::text`
    const written = jsonWriter.leaf(value, bare)
    if (isEnumType(bare) || name === 'ID' || extensions.plain === true)
      return sql`('"' || (${written}) || '"')`
    return sql`to_json(${written})::text`
  },
  member: (key, value, { nullable, kept }) =>
    nullable ? { key, value: sql`coalesce(${value}, 'null')`, kept: true } : { key, value, kept },
  typeName: (key, name) => [{ key, value: sql.lit(`"${name}"`), kept: true }],
  tag: () => [],
  object: (members) => object(members),
  one: (members, rest) => sql`(select ${object(members)} ${rest})`,
  list: (members, rest) =>
    sql`(select '[' || coalesce(string_agg(${ITEM}, ','), '') || ']' from (select ${object(members)} as ${ITEM} ${rest}) as ${ITEMS})`,
  gather: (item, order, filter = sql``) =>
    sql`('[' || coalesce(string_agg(coalesce(${item}, 'null'), ',' ${order}) ${filter}, '') || ']')`,
  nothing: sql`null::text`,
  empty: sql`'[]'`,
}

const [ITEM, ITEMS] = [sql.id('$item'), sql.id('$items')]

/** What PostgreSQL prints as JSON does. */
const UNQUOTED = new Set(['Int', 'Float', 'Boolean'])

/** An array that must have all of its items is null where one is missing. */
const arrayText = (array: Sql, item: GraphQLOutputType): Sql =>
  isNonNullType(item)
    ? sql`case when array_position(${array}, null) is null then to_json(${array})::text end`
    : sql`to_json(${array})::text`

function object(members: readonly Member[]): Sql {
  if (members.length === 0) return sql`'{}'`
  const parts = members.flatMap(({ key, value }, at) => [sql.lit(`${at === 0 ? '{' : ','}"${key}":`), value])
  const text = sql`(${joinSql([...parts, sql.lit('}')], sql` || `)})`
  return members.every(({ kept }) => kept) ? text : sql`coalesce(${text}, refuse_null(''::text))`
}
