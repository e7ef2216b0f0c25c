import {
  type DocumentNode,
  type GraphQLField,
  isNonNullType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { Database } from '../../db/database.ts'
import { RefusedNull } from '../../db/refused-null.ts'
import { textWriter } from './json-text.ts'
import { createKept, type Operation } from './kept.ts'
import { bind, createPlan, failureOf, type Plan } from './plan.ts'
import { collectFields } from './selection.ts'

/** A query whose answer PostgreSQL writes: its members in the order of the document. */
export interface TextPlan {
  /** The root fields that it asks for, each once. */
  fields: readonly GraphQLField<unknown, unknown>[]
  members: readonly Member[]
}

/** One response key of `data`: what it begins with, and the plan of what follows; or all of it. */
interface Member {
  key: string
  text: string
  plan: Plan | null
}

/**
 * The text of a query's `data`, in parts that follow each other, or why root fields of it failed, by response key. Only for the executor to tell: it has the
 * words. Without a failure it is to read all by itself: a value is missing, and it knows how far up that is felt.
 */
export type TextAnswer = { parts: readonly string[] } | { failures: ReadonlyMap<string, unknown> }

const MAX_KEPT_CHARACTERS = 16_000_000
const kept = createKept<{ plan: TextPlan | null }>(
  MAX_KEPT_CHARACTERS,
  ({ plan }) =>
    1 +
    (plan?.members ?? []).reduce(
      (sum, member) => sum + member.text.length + (member.plan?.text.length ?? 0),
      0,
    ),
)

/** The plan of an operation whose answer can be text; null where only the executor can answer it. */
export const textPlanOf = (operation: Operation): TextPlan | null =>
  kept.find(operation, ' as text', () => ({ plan: createTextPlan(operation) })).plan

function createTextPlan(operation: Operation): TextPlan | null {
  const query = operation.schema.getQueryType()
  if (!query || operation.operation.operation !== 'query' || !isWritable(operation)) return null
  const declared = query.getFields()
  const fields = new Set<GraphQLField<unknown, unknown>>()
  const members: Member[] = []
  for (const [key, nodes] of collectFields(operation, query, [operation.operation.selectionSet])) {
    const name = nodes[0]?.name.value ?? ''
    const field = declared[name]
    if (field) {
      fields.add(field)
      members.push({
        key,
        text: `"${key}":`,
        plan: createPlan(operation, textWriter, { type: query, name, nodes }),
      })
    } else if (name === '__typename') members.push({ key, text: `"${key}":"${query.name}"`, plan: null })
    // The schema asked about itself.
    else return null
  }
  return { fields: [...fields], members }
}

/** Asks for every root field at once, by a statement each. Throws before it asks for any where a value is wrong. */
export function readText(
  database: Database,
  { members }: TextPlan,
  { variables }: Operation,
): Promise<TextAnswer> {
  const statements = members.map(({ plan }) => plan && bind(plan, variables))
  const failures = new Map<string, unknown>()
  let isWhole = true
  const values = members.map(({ key, plan }, at) => {
    const statement = statements[at]
    if (!statement || !plan) return ''
    return database.readText(statement).catch((error: unknown) => {
      isWhole = false
      if (!(error instanceof RefusedNull)) failures.set(key, failureOf(error, plan))
      return null
    })
  })
  return Promise.all(values).then((texts) => (isWhole ? { parts: partsOf(members, texts) } : { failures }))
}

/** Each value as it came: whoever encodes it need not take it out of a longer text again. */
function partsOf(members: readonly Member[], values: readonly (string | null)[]): string[] {
  const parts = members.flatMap(({ text }, at) => [at === 0 ? text : `,${text}`, values[at] ?? 'null'])
  return ['{', ...parts, '}']
}

/** Whether no null stands where only the executor can refuse it. */
export function isWritable({ schema, operation, fragments, variables }: Operation): boolean {
  const types = new TypeInfo(schema)
  let writable = true
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [operation, ...Object.values(fragments)],
  }
  visit(
    document,
    visitWithTypeInfo(types, {
      // A missing one has the default of the place, and null is an error there.
      Variable: ({ name }) => {
        if (variables[name.value] === null && isNonNullType(types.getInputType())) writable = false
      },
      // Where a variable is declared it stands nowhere.
      VariableDefinition: () => false,
    }),
  )
  return writable
}
