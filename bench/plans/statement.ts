import { execute, parse, validate } from 'graphql'
import type { Database, Statement } from '../../db/database.ts'
import { schema } from '../../schema/index.ts'

/** One query to look at. */
export interface Case {
  /** Its group, then what it asks for: `filter articles(language: common)`. */
  name: string
  source: string
  variables?: Record<string, unknown>
}

/** The statement that Dateline sends for the only root field of a query; what the query is answered with is left. */
export async function statementOf(database: Database, { name, source, variables }: Case): Promise<Statement> {
  const document = parse(source)
  const [invalid] = validate(schema, document)
  if (invalid) throw new Error(`${name}: ${invalid.message}`)
  const sent: Statement[] = []
  const { errors = [] } = await execute({
    schema,
    document,
    variableValues: variables ?? {},
    contextValue: {
      database: {
        ...database,
        read: async (statement: Statement) => {
          sent.push(statement)
          return null
        },
      },
      actor: null,
      publicRead: true,
      signal: new AbortController().signal,
    },
  })
  const [statement] = sent
  if (!statement) throw new Error(`${name}: ${errors[0]?.message ?? 'no statement'}`)
  return statement
}
