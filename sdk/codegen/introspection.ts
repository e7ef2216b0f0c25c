import { minifyIntrospection, preprocessIntrospection } from '@gql.tada/internal'
import { type GraphQLSchema, introspectionFromSchema } from 'graphql'
import { HEADER } from './operations.ts'

/** Prints the schema as a type that gql.tada reads, computed ahead as far as it can be: an editor is quicker with it; and the scalars. */
export function plugin(
  schema: GraphQLSchema,
  _documents: unknown,
  { scalars }: { scalars: Readonly<Record<string, string>> },
): string {
  const inJson = Object.entries(scalars).map(([name, type]) => `  ${name}: ${type}\n`)
  const type = preprocessIntrospection(minifyIntrospection(introspectionFromSchema(schema)))
  return `${HEADER}
/** How scalars are in JSON. */
export interface Scalars {
${inJson.join('')}}

export type introspection = ${type}\n`
}
