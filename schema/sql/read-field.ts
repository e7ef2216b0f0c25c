import type { GraphQLResolveInfo } from 'graphql'
import { jsonKey } from './json.ts'
import type { Row } from './table-type.ts'

/**
 * Resolves a field that the statement has answered already: the value stands under its response key. It is
 * declared to return `never` since no type can know what the statement put there; the compile does.
 */
export function readField(row: Row, args: unknown, context: unknown, info: GraphQLResolveInfo): never
export function readField(row: Row, _args: unknown, _context: unknown, info: GraphQLResolveInfo): unknown {
  return row[jsonKey(String(info.path.key))]
}
