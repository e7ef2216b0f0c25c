import { type GraphQLSchema, isScalarType, Kind } from 'graphql'
import { instant } from './compare.ts'

/** Instants are read and shown in UTC to the millisecond; every other scalar is as it is. */
export function putScalars(schema: GraphQLSchema): GraphQLSchema {
  const type = schema.getType('DateTime')
  if (!isScalarType(type)) throw new Error('There is no DateTime')
  const read = (text: unknown): string =>
    new Date(
      String(text)
        .replace(/(\.\d{3})\d+/, '$1')
        .replace(' ', 'T'),
    ).toISOString()
  type.parseValue = read
  type.parseLiteral = (node) => read(node.kind === Kind.STRING ? node.value : undefined)
  type.serialize = instant
  return schema
}
