import { parse } from 'graphql'
import type { Statement } from '../../db/database.ts'
import { openDatabase } from '../../db/open.ts'
import { answerText } from '../../schema/answer.ts'
import { schema } from '../../schema/index.ts'
import { readOperation } from '../../schema/operation.ts'
import type { Variables } from '../shapes/shape.ts'
import { BenchFailure } from './failure.ts'

/** The statements by which Dateline answers a query on its short way. It is asked here, in this process, once. */
export async function captureStatements(
  url: string,
  query: string,
  variables: Variables,
): Promise<Statement[]> {
  await using opened = new AsyncDisposableStack()
  const statements: Statement[] = []
  const database = opened.adopt(openDatabase(url, { connections: 1 }), (database) => database.close())
  const operation = readOperation({ schema, document: parse(query), variableValues: variables })
  if ('errors' in operation) throw new BenchFailure(operation.errors.join('\n'))
  const readText = (statement: Statement) => {
    statements.push(statement)
    return database.readText(statement)
  }
  const answer = await answerText(operation, {
    database: { ...database, readText },
    actor: null,
    publicRead: true,
  })
  if (!answer || 'failures' in answer) throw new BenchFailure('The query has no answer on the short way')
  return statements
}
