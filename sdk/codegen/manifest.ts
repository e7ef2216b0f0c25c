import { createHash } from 'node:crypto'
import type { GraphQLSchema } from 'graphql'
import { textOf } from './documents.ts'
import { type DocumentFile, operationsOf } from './operations.ts'

/** Prints the hash and text of every operation, for services that take no other documents. The form is that of Apollo's manifests. */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const operations = operationsOf(files).map((operation) => {
    const { definition } = operation
    const body = textOf(operation, files)
    const id = createHash('sha256').update(body).digest('hex')
    return { id, name: definition.name?.value, type: definition.operation, body }
  })
  return `${JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)}\n`
}
