import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  recommendedRules,
  specifiedRules,
  validate,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { fragmentsOf } from '../schema/operation.ts'
import { LimitError } from './limits/limit-error.ts'
import { limitRules } from './limits/rules.ts'
import { createPersisted, type Persisted } from './persisted.ts'
import type { Protection } from './protection.ts'
import { withoutSuggestions } from './suggestions.ts'

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

/** What of the settings documents depend on. */
export type DocumentOptions = Pick<Protection, 'limits' | 'introspection' | 'suggestions'>

export function createDocuments(
  schema: GraphQLSchema,
  options: DocumentOptions,
  persisted: Persisted = createPersisted(),
): Documents {
  const kept = new LRUCache<string, KnownDocument | GraphQLError>({
    maxSize: MAX_KEPT_CHARACTERS,
    sizeCalculation: (_document, text) => text.length + 1,
  })
  return {
    ...persisted,
    find: (text) => {
      let known = kept.get(text)
      if (!known) {
        known = read(schema, text, options)
        kept.set(text, known)
      }
      if (known instanceof GraphQLError) throw known
      return known
    },
  }
}

function read(schema: GraphQLSchema, text: string, options: DocumentOptions): KnownDocument | GraphQLError {
  try {
    const document = parse(text, {
      maxTokens: options.limits.tokens,
      noLocation: text.length > LONG_CHARACTERS,
    })
    return {
      document,
      errors: findErrors(schema, document, options),
      operations: document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION),
      fragments: fragmentsOf(document),
    }
  } catch (error) {
    if (error instanceof GraphQLError) {
      return TOO_MANY_TOKENS.test(error.message) ? new LimitError('tokens', options.limits.tokens) : error
    }
    // The parser calls itself for each value inside of another, and has no limit of its own.
    if (error instanceof RangeError) return new LimitError('inputDepth', options.limits.inputDepth)
    throw error
  }
}

/** graphql-js has no class for it. */
const TOO_MANY_TOKENS = /^Syntax Error: Document contains more tha[nt] \d+ tokens/

/** What is too large is told as that alone, and is no work for the rules that compare everything with everything. */
function findErrors(
  schema: GraphQLSchema,
  document: DocumentNode,
  { limits, introspection, suggestions }: DocumentOptions,
): readonly GraphQLError[] {
  const tooLarge = validate(schema, document, limitRules(limits), { maxErrors: MAX_ERRORS })
  if (tooLarge.length > 0) return tooLarge
  const rules = [
    ...specifiedRules,
    ...recommendedRules,
    ...(introspection ? [] : [NoSchemaIntrospectionCustomRule]),
  ]
  const errors = validate(schema, document, rules, { maxErrors: MAX_ERRORS }).map(told)
  return suggestions ? errors : errors.map(withoutSuggestions)
}

/** Where graphql-js has compared fields and fragments too often it gives up, and says no more than that. */
const told = (error: GraphQLError): GraphQLError =>
  error.message === 'Validation aborted.'
    ? new GraphQLError('This has too many fields and fragments to compare: select each field once', {
        extensions: { code: 'LIMIT_EXCEEDED', limit: 'repeats', http: { status: 400 } },
      })
    : error

/** Nobody reads more. */
const MAX_ERRORS = 20

/** Where in a document an error stands is found out by reading all of it anew: that of a long one is not told. */
const LONG_CHARACTERS = 50_000
