import type { DocumentNode, ValidationRule } from 'graphql'

/** What a service holds selections to, as the documents of requests: GraphQL itself lets a short one take for ever. */
export interface SelectionBounds {
  maxTokens: number
  /** Asked before those of GraphQL, some of which compare everything with everything. */
  rules: readonly ValidationRule[]
  /** Throws RefusedSelection (selection.ts) for values that are too large, before they are read, and for what would cost too much. */
  admit(document: DocumentNode, variables: Readonly<Record<string, unknown>>): void
}
