import assert from 'node:assert/strict'
import {
  type DocumentNode,
  execute,
  type GraphQLError,
  getOperationAST,
  getVariableValues,
  parse,
  validate,
} from 'graphql'
import type { Database } from '../../db/database.ts'
import { answerText } from '../../schema/answer.ts'
import type { Context } from '../../schema/context.ts'
import { schema } from '../../schema/index.ts'
import { fragmentsOf } from '../../schema/operation.ts'
import type { TestDatabase } from './database.ts'

export type Variables = Record<string, unknown>

/** What a client would read: the response as JSON, with the errors as they are. */
export interface Result {
  data?: unknown
  errors?: readonly GraphQLError[]
}

/** Sends one operation. */
export const send = (
  database: Database,
  source: string,
  variables: Variables = {},
  actor: Context['actor'] = ADMIN,
): Promise<Result> => prepare(database, source, actor)(variables)

/** Parses an operation once, as the server does, so that requests share its plans. */
export function prepare(
  database: Database,
  source: string,
  actor: Context['actor'] = ADMIN,
): (variables?: Variables) => Promise<Result> {
  const document = parse(source)
  const invalid = validate(schema, document)
  if (invalid.length > 0) return async () => ({ errors: invalid })
  return async (variables = {}) => run(database, document, variables, actor)
}

/** The data of an operation that must succeed. The type is what the test says it is. */
export async function ask<Data = unknown>(
  database: Database,
  source: string,
  variables: Variables = {},
): Promise<Data> {
  return dataOf(await send(database, source, variables))
}

/** The data of a response without errors. */
export function dataOf<Data = unknown>({ data, errors = [] }: Result): Data {
  assert.deepEqual(
    errors.map(({ message, path }) => ({ message, path })),
    [],
  )
  // From JSON and back, since only then no prototype and no undefined can hide.
  return JSON.parse(JSON.stringify(data))
}

/** The statements that an operation costs, beside its data. */
export async function askCounted<Data = unknown>(
  database: TestDatabase,
  source: string,
  variables: Variables = {},
): Promise<{ data: Data; statements: string[] }> {
  const before = database.reads.length
  const data = await ask<Data>(database, source, variables)
  return { data, statements: database.reads.slice(before) }
}

/** The error of an operation that must be refused in words: its code, and the argument it names. */
export async function refusal(
  database: Database,
  source: string,
  variables: Variables = {},
): Promise<{ code: unknown; argument: unknown; message: string }> {
  const { errors = [] } = await send(database, source, variables)
  const [error] = errors
  assert.ok(error, 'the operation was answered')
  return { code: error.extensions.code, argument: error.extensions.argument, message: error.message }
}

/** Every record of a list, read page by page: `field` is a root field without arguments, `selection` of a node. */
export async function askAll<Node = unknown>(
  database: Database,
  field: string,
  selection: string,
): Promise<Node[]> {
  const source = `query ($after: Cursor) {
    list: ${field}(first: 100, after: $after, orderBy: { field: CREATED_AT }) {
      nodes { ${selection} } pageInfo { hasNextPage endCursor }
    }
  }`
  const all: Node[] = []
  for (let after: string | null = null, more = true; more; ) {
    const { list }: { list: Page<Node> } = await ask(database, source, { after })
    all.push(...list.nodes)
    more = list.pageInfo.hasNextPage
    after = list.pageInfo.endCursor
  }
  return all
}

interface Page<Node> {
  nodes: Node[]
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
}

async function run(
  database: Database,
  document: DocumentNode,
  variableValues: Variables,
  actor: Context['actor'],
): Promise<Result> {
  const contextValue: Context = {
    database,
    actor,
    publicRead: true,
  }
  const result = await execute({ schema, document, variableValues, contextValue })
  await compareText(database, document, variableValues, result)
  return result
}

/** Every query that a test sends is read as text too: the same, key by key in its order. */
async function compareText(
  database: Database & Partial<TestDatabase>,
  document: DocumentNode,
  given: Variables,
  { data, errors }: Result,
): Promise<void> {
  const operation = getOperationAST(document)
  if (!operation) return
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], given)
  if (!coerced) return
  const before = database.reads?.length ?? 0
  const answer = await answerText(
    { schema, operation, fragments: fragmentsOf(document), variables: coerced },
    { database, actor: ADMIN, publicRead: true },
  )
  // A test that counts statements has asked once.
  if (database.reads) database.reads.length = before
  if (answer === null) return
  if ('parts' in answer) assert.equal(JSON.stringify(JSON.parse(answer.parts.join(''))), JSON.stringify(data))
  else assert.deepEqual([...answer.failures.keys()], errors?.map(({ path }) => path?.[0]) ?? [])
}

/** Whoever sends an operation here may do everything. */
const ADMIN: Context['actor'] = { keyId: 'test', name: 'test', role: 'ADMIN' }
