import type { GraphQLFormattedError, OperationDefinitionNode } from 'graphql'
import { type Asked, noteOperation } from '../exchange.ts'
import { msSince } from '../log.ts'
import type { RequestCounts } from '../metrics/request-counts.ts'
import { type Telling, tellErrors } from './told-errors.ts'

/** What became of one operation of a WebSocket. */
export interface Account {
  /** What the caller is told of errors; the log is told their codes. */
  tell(errors: readonly unknown[]): GraphQLFormattedError[]
  /** Writes the line of the operation. */
  close(): void
}

/** One line an operation: what was asked, how it ended, how long it took. Never variables or ids of the client. */
export function openAccount(
  telling: Telling & { requests: RequestCounts | null },
  requestId: string,
  operation?: OperationDefinitionNode,
): Account {
  const start = performance.now()
  const asked: Asked = {}
  if (operation) noteOperation({ asked }, operation)
  return {
    tell: (errors) => {
      const told = tellErrors(errors, telling)
      asked.errors = told.map(({ extensions }) => String(extensions?.code ?? 'UNKNOWN'))
      return told
    },
    close: () => {
      telling.log.info({ requestId, ms: msSince(start), ...asked }, 'operation')
      telling.requests?.count({ way: 'socket', asked, status: null, ms: performance.now() - start })
    },
  }
}
