/**
 * A second answer to every query, by other means: each field by itself, from rows that were read by `select *`, filtered,
 * sorted and cut in JavaScript. It knows schema.graphql and the tables, and nothing of schema/.
 */
import { readFile } from 'node:fs/promises'
import { buildSchema, type DocumentNode, type ExecutionResult, execute, isInterfaceType } from 'graphql'
import type { Database } from '../../../db/database.ts'
import { createResolver } from './resolve.ts'
import { putScalars } from './scalars.ts'
import { readTables } from './tables.ts'
import { createWords } from './words.ts'
import type { World } from './world.ts'

/** What the oracle answers to a document that is valid. */
export type AskOracle = (
  document: DocumentNode,
  variables: Record<string, unknown>,
) => Promise<ExecutionResult>

/** Reads a database that does not change any more. */
export async function createOracle(database: Database): Promise<AskOracle> {
  const source = await readFile(new URL('../../../schema/schema.graphql', import.meta.url), 'utf8')
  const schema = putScalars(buildSchema(source))
  const node = schema.getType('Node')
  const nodes = isInterfaceType(node) ? schema.getPossibleTypes(node).map(({ name }) => name) : []
  const oracle: World = {
    schema,
    tables: await readTables(database),
    words: createWords(database),
    isNode: (type) => nodes.includes(type),
  }
  const resolver = createResolver(oracle)
  return async (document, variableValues) =>
    execute({
      schema,
      document,
      variableValues,
      fieldResolver: resolver,
      typeResolver: (value) => (isShownType(value) ? value.type : undefined),
      contextValue: new Map<string, string>(),
    })
}

const isShownType = (value: unknown): value is { type: string } =>
  typeof value === 'object' && value !== null && 'type' in value
