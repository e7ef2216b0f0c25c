import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Database } from '../../db/database.ts'
import { RefusedNull } from '../../db/refused-null.ts'
import { jsonKey } from './json.ts'
import { keptPlan, type Operation } from './kept.ts'
import { createPlan, readPlanText } from './plan.ts'
import { collectFields } from './selection.ts'

/** A query whose answer is written by PostgreSQL: its root fields by response key, in the order of the document. */
export interface TextQuery extends Operation {
  query: GraphQLObjectType
  fields: ReadonlyMap<string, readonly FieldNode[]>
}

/**
 * The text of a query's `data`, or why root fields of it failed, by response key. Only for the executor to tell: it has the
 * words. Without a failure it is to read all by itself: a value is missing, and it knows how far up that is felt.
 */
export type TextAnswer = { text: string } | { failures: ReadonlyMap<string, unknown> }

/** An operation as one whose answer is text; null where only the executor can answer it. */
export function textQuery(operation: Operation): TextQuery | null {
  const query = operation.schema.getQueryType()
  if (!query || operation.operation.operation !== 'query' || !isWritable(operation)) return null
  const declared = query.getFields()
  const fields = collectFields(operation, query, [operation.operation.selectionSet])
  for (const [node] of fields.values()) {
    const name = node?.name.value ?? ''
    // The schema asked about itself.
    if (name !== '__typename' && !(name in declared)) return null
  }
  return { ...operation, query, fields }
}

/** Asks for every root field at once, by a statement each. */
export async function readText(database: Database, query: TextQuery): Promise<TextAnswer> {
  const failures = new Map<string, unknown>()
  let isWhole = true
  const members = await Promise.all(
    [...query.fields].map(async ([key, nodes]) => {
      try {
        return `"${key}":${await fieldText(database, query, key, nodes)}`
      } catch (error) {
        isWhole = false
        if (!(error instanceof RefusedNull)) failures.set(key, error)
        return ''
      }
    }),
  )
  return isWhole ? { text: `{${members.join()}}` } : { failures }
}

async function fieldText(database: Database, text: TextQuery, key: string, nodes: readonly FieldNode[]) {
  const name = nodes[0]?.name.value ?? ''
  if (name === '__typename') return `"${text.query.name}"`
  const plan = keptPlan(text, `${key} as text`, () =>
    createPlan(text, 'caller', { type: text.query, name, nodes }),
  )
  return readPlanText(database, plan, text.variables)
}

interface Known {
  /** Whether each response key can be the name of a column. */
  hasShortKeys: boolean
  /** Variables that stand where null cannot: the default of the place is what a missing one has, and null is an error there. */
  neverNull: ReadonlySet<string>
}

const operations = new WeakMap<OperationDefinitionNode, Known>()

function isWritable(operation: Operation): boolean {
  const { hasShortKeys, neverNull } = operations.get(operation.operation) ?? know(operation)
  return hasShortKeys && [...neverNull].every((name) => operation.variables[name] !== null)
}

function know({ schema, operation, fragments }: Operation): Known {
  const types = new TypeInfo(schema)
  const neverNull = new Set<string>()
  let hasShortKeys = true
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [operation, ...Object.values(fragments)],
  }
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: ({ alias, name }) => {
        const key = (alias ?? name).value
        if (jsonKey(key) !== key) hasShortKeys = false
      },
      Variable: ({ name }) => {
        if (isNonNullType(types.getInputType())) neverNull.add(name.value)
      },
      // Where a variable is declared it stands nowhere.
      VariableDefinition: () => false,
    }),
  )
  const known = { hasShortKeys, neverNull }
  operations.set(operation, known)
  return known
}
