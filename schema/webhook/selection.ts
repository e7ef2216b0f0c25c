import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { feedFieldOf } from '../feed/frame-plan.ts'
import { checkWindow } from '../feed/window.ts'
import { readOperation } from '../operation.ts'
import type { Operation } from '../sql/index.ts'
import type { SelectionBounds } from './bounds.ts'

/** A subscription that cannot be sent, with why. The message may be shown to whoever gave it. */
export class RefusedSelection extends Error {
  override name = 'RefusedSelection'
  /** What is to blame: the document, or the values of its variables. */
  readonly given: 'selection' | 'variables'

  constructor(given: 'selection' | 'variables', message: string) {
    super(message)
    this.given = given
  }
}

/**
 * Reads the subscription of a webhook: one operation, with its variables. It is not told itself where to begin: a webhook
 * goes on where it stands. Throws RefusedSelection for whatever subscribing would refuse. Without bounds it may be as large as it likes.
 */
export function readSelection(
  schema: GraphQLSchema,
  text: string,
  variables: Readonly<Record<string, unknown>>,
  bounds?: SelectionBounds,
): Operation {
  const document = parseOrRefuse(text, bounds)
  refuseInvalid(schema, document, bounds)
  bounds?.admit(document, variables)
  const operation = readOperation({ schema, document, operationName: null, variableValues: variables })
  if ('errors' in operation) throw new RefusedSelection('variables', firstMessage(operation.errors))
  const field = feedFieldOf(operation)
  if (!field) throw new RefusedSelection('selection', 'The subscription selects nothing')
  if (field.nodes.some((node) => node.arguments?.some(({ name }) => name.value === 'after'))) {
    throw new RefusedSelection('selection', 'It has no `after`: a webhook goes on where it stands')
  }
  try {
    checkWindow(operation, field)
  } catch (error) {
    if (error instanceof GraphQLError) throw new RefusedSelection('selection', error.message)
    throw error
  }
  return operation
}

function parseOrRefuse(text: string, { maxTokens }: Partial<SelectionBounds> = {}): DocumentNode {
  try {
    return parse(text, { maxTokens })
  } catch (error) {
    // The parser calls itself for each value inside of another.
    if (error instanceof RangeError) throw new RefusedSelection('selection', 'It is nested too deep')
    if (error instanceof GraphQLError) throw new RefusedSelection('selection', error.message)
    throw error
  }
}

function refuseInvalid(
  schema: GraphQLSchema,
  document: DocumentNode,
  { rules = [] }: Partial<SelectionBounds> = {},
): void {
  const [operation, ...others] = document.definitions.filter(
    (node) => node.kind === Kind.OPERATION_DEFINITION,
  )
  if (operation?.operation !== 'subscription' || others.length > 0) {
    throw new RefusedSelection('selection', 'It is one subscription, and no other operation')
  }
  for (const held of [rules, specifiedRules]) {
    const errors = validate(schema, document, held)
    if (errors.length > 0) throw new RefusedSelection('selection', firstMessage(errors))
  }
}

const firstMessage = ([error]: readonly GraphQLError[]): string => error?.message ?? ''
