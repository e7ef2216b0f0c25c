import { execute, parse } from 'graphql'
import type { Statement } from '../../db/database.ts'
import { openDatabase } from '../../db/open.ts'
import { schema } from '../../schema/index.ts'
import type { Variables } from '../shapes/shape.ts'

/** The statements by which Dateline answers a query. It is executed here, in this process, once. */
export async function captureStatements(
  url: string,
  query: string,
  variables: Variables,
): Promise<Statement[]> {
  await using opened = new AsyncDisposableStack()
  const statements: Statement[] = []
  const database = opened.adopt(openDatabase(url, { connections: 1 }), (database) => database.close())
  await execute({
    schema,
    document: parse(query),
    variableValues: variables,
    contextValue: {
      database: {
        ...database,
        read: (statement: Statement) => {
          statements.push(statement)
          return database.read(statement)
        },
      },
      actor: null,
      publicRead: true,
    },
  })
  return statements
}
