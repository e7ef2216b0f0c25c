import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { createPersisted, type Persisted } from './persisted.ts'

/** A document that was parsed and validated. */
export interface KnownDocument {
  document: DocumentNode
  /** What is wrong with it; empty for a valid one. */
  errors: readonly GraphQLError[]
  operations: readonly OperationDefinitionNode[]
  fragments: Readonly<Record<string, FragmentDefinitionNode>>
}

/** Documents by their text, parsed and validated once; and that text by its hash. */
export interface Documents extends Persisted {
  /** Throws the syntax error of a text that is no document. */
  find(text: string): KnownDocument
}

/** The operation that a request names; its only one where it names none. Undefined where that is none or several. */
export function chooseOperation(
  { operations }: KnownDocument,
  name: unknown,
): OperationDefinitionNode | undefined {
  const [operation, ...others] = operations.filter((known) => name == null || known.name?.value === name)
  return others.length === 0 ? operation : undefined
}

/** Parsed, a document takes some fifty times its characters in bytes. */
const MAX_KEPT_CHARACTERS = 1_000_000

export function createDocuments(schema: GraphQLSchema, persisted: Persisted = createPersisted()): Documents {
  const kept = new LRUCache<string, KnownDocument | GraphQLError>({
    maxSize: MAX_KEPT_CHARACTERS,
    sizeCalculation: (_document, text) => text.length + 1,
  })
  return {
    ...persisted,
    find: (text) => {
      let known = kept.get(text)
      if (!known) {
        known = read(schema, text)
        kept.set(text, known)
      }
      if (known instanceof GraphQLError) throw known
      return known
    },
  }
}

function read(schema: GraphQLSchema, text: string): KnownDocument | GraphQLError {
  try {
    const document = parse(text)
    const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
    return {
      document,
      errors: validate(schema, document, specifiedRules),
      operations: document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION),
      fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])),
    }
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}
