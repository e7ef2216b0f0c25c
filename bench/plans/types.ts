import { type GraphQLField, isObjectType } from 'graphql'
import { schema } from '../../schema/index.ts'
import { type Declared, declaredOf } from '../../schema/sql/declared.ts'
import type { TableType } from '../../schema/sql/index.ts'

type Field = GraphQLField<unknown, unknown>
type Related = Extract<Declared, { to: TableType }>

/** Fields that lead to other records: of the query, or of a type. */
export function relationsOf(typeName: string): { field: Field; declared: Related }[] {
  const type = schema.getType(typeName)
  if (!isObjectType(type)) throw new Error(`${typeName} is no object type`)
  return Object.values(type.getFields()).flatMap((field) => {
    if (field.extensions.sql === undefined) return []
    const declared = declaredOf(field.extensions, field.name)
    return 'to' in declared ? [{ field, declared }] : []
  })
}

/** The root lists: all records of a type, page by page. A search is none. */
export const rootLists = () =>
  relationsOf('Query').filter(
    ({ field, declared }) => declared.is === 'connection' && field.args.every(({ name }) => name !== 'query'),
  )

/** The types of the graph that show tables, by name. */
export const types = new Map<string, TableType>()
for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith('__')) continue
  for (const { declared } of relationsOf(type.name)) types.set(declared.to.name, declared.to)
}
