import { minifyIntrospection, preprocessIntrospection } from '@gql.tada/internal'
import { type GraphQLSchema, introspectionFromSchema } from 'graphql'
import { HEADER } from './operations.ts'

/** Prints the schema as a type that gql.tada reads, computed ahead as far as it can be: an editor is quicker with it. */
export function plugin(schema: GraphQLSchema): string {
  const type = preprocessIntrospection(minifyIntrospection(introspectionFromSchema(schema)))
  return `${HEADER}\nexport type introspection = ${type}\n`
}
