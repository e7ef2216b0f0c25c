import { type DocumentNode, visit } from 'graphql'
import { plugin as types } from './types.ts'

/** Prints the types of what queries answer, and none of what they are asked with: whoever sends those does not type them. */
export const plugin = (...[schema, documents, config, info]: Parameters<typeof types>) =>
  types(
    schema,
    documents.map((file) => (file.document ? { ...file, document: withoutArguments(file.document) } : file)),
    config,
    info,
  )

const withoutArguments = (document: DocumentNode): DocumentNode =>
  visit(document, { VariableDefinition: () => null, Argument: () => null })
