import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'

/** A subscription that cannot be delivered, with why. The message may be shown to whoever gave it. */
export class RefusedDocument extends Error {
  override name = 'RefusedDocument'
}

/** A subscription that begins where it is told, and says where it stands. */
export interface Prepared {
  document: DocumentNode
  /** Under which `data` holds a frame. */
  key: string
}

/** The variable that says where a subscription begins. */
export const AFTER = 'webhookAfter'

/**
 * Reads the subscription of a webhook: one operation with one field, which is not told itself where to begin. It is given `after`, and `cursor` in
 * its selection, which is the place of each message. Throws RefusedDocument.
 */
export function prepareDocument(schema: GraphQLSchema, text: string): Prepared {
  const given = parseOrRefuse(text)
  const operations = given.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION)
  const [operation] = operations
  if (!operation || operations.length > 1 || operation.operation !== 'subscription') {
    throw new RefusedDocument('It is one subscription, and no other operation')
  }
  refuseInvalid(schema, given)
  const [field, ...others] = operation.selectionSet.selections
  if (field?.kind !== Kind.FIELD || others.length > 0) {
    throw new RefusedDocument('Its one field stands in the subscription itself, not in a fragment')
  }
  if (field.arguments?.some(({ name }) => name.value === 'after')) {
    throw new RefusedDocument('It has no `after`: a webhook goes on where it stands')
  }
  const document = {
    ...given,
    definitions: given.definitions.map((node) => (node === operation ? placed(operation) : node)),
  }
  // A field of its own may be named as what was put in.
  refuseInvalid(schema, document)
  return { document, key: field.alias?.value ?? field.name.value }
}

function placed(operation: OperationDefinitionNode): OperationDefinitionNode {
  const variable = { kind: Kind.VARIABLE, name: name(AFTER) } as const
  return {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      { kind: Kind.VARIABLE_DEFINITION, variable, type: { kind: Kind.NAMED_TYPE, name: name('Cursor') } },
    ],
    selectionSet: {
      ...operation.selectionSet,
      selections: operation.selectionSet.selections.map((field) =>
        field.kind === Kind.FIELD
          ? {
              ...field,
              arguments: [
                ...(field.arguments ?? []),
                { kind: Kind.ARGUMENT, name: name('after'), value: variable },
              ],
              selectionSet: {
                kind: Kind.SELECTION_SET,
                selections: [
                  { kind: Kind.FIELD, name: name('cursor') },
                  ...(field.selectionSet?.selections ?? []),
                ],
              },
            }
          : field,
      ),
    },
  }
}

const name = (value: string) => ({ kind: Kind.NAME, value }) as const

function parseOrRefuse(text: string): DocumentNode {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof GraphQLError) throw new RefusedDocument(error.message)
    throw error
  }
}

function refuseInvalid(schema: GraphQLSchema, document: DocumentNode): void {
  const [error] = validate(schema, document, specifiedRules)
  if (error) throw new RefusedDocument(error.message)
}
