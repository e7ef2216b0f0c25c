import { type ExecutionArgs, GraphQLError } from 'graphql'
import { makeServer, type Server } from 'graphql-ws'
import { BadUserInputError } from '../../schema/errors.ts'
import { schema } from '../../schema/index.ts'
import type { Documents } from '../documents.ts'
import { whileInForce } from '../key-watch.ts'
import type { Keyring } from '../keyring.ts'
import { RateLimitError } from '../limits/admit.ts'
import type { Rates } from '../limits/rates.ts'
import type { Logger } from '../log.ts'
import type { RequestCounts } from '../metrics/request-counts.ts'
import type { Traces } from '../traces/spans.ts'
import { openAccount } from './account.ts'
import { admit } from './admit.ts'
import type { Connection } from './connection.ts'
import { deliver } from './deliver.ts'
import type { Limits } from './limits.ts'
import { type AskedOperation, readOperation } from './operation.ts'
import { openResults, type Reading, type Results } from './results.ts'
import { Refused } from './told-errors.ts'

export interface ProtocolOptions extends Reading {
  documents: Documents
  keyring: Keyring
  log: Logger
  /** Whether an error tells the names that were nearly given. */
  suggestions: boolean
  limits: Limits
  /** Of which each operation takes a point, whatever becomes of it. */
  rates: Rates
  /** What counts how operations end; null where nothing does. */
  requests: RequestCounts | null
  /** What makes spans of queries and mutations; null where nothing does. */
  traces: Traces | null
}

/**
 * The protocol `graphql-transport-ws`, which the library keeps: what may follow what, and what a connection is closed for.
 * Who may connect, what an operation is, how it is answered and sent, is told it here.
 */
export function createProtocol(options: ProtocolOptions): Server<Connection> {
  const { documents, limits, rates } = options
  const asked = new WeakMap<ExecutionArgs, AskedOperation>()
  return makeServer<Record<string, unknown> | undefined, Connection>({
    connectionInitWaitTimeout: limits.initMs,
    onConnect: async ({ extra: connection, connectionParams }) => {
      await admit(connection, connectionParams, options)
      return { requestId: connection.id }
    },
    onSubscribe: ({ extra: connection }, id, payload) => {
      const refusal = refuseForRate(connection, rates) ?? refuse(connection, id, limits)
      const read = refusal ? [refusal] : readOperation(payload, documents)
      if (Array.isArray(read)) return read
      const args = { schema, document: read.document, operationName: read.operation.name?.value ?? null }
      asked.set(args, read)
      return args
    },
    // An operation begins where its results are pulled, and those are not the library's to send.
    execute: () => NOTHING_YET,
    subscribe: () => NOTHING_YET,
    onOperation: ({ extra: connection }, id, _payload, args) => {
      const operation = asked.get(args)
      return operation && begin(connection, id, operation, options)
    },
    onError: ({ extra: connection }, _id, _payload, errors) => {
      const cause = errors[0]?.originalError
      if (cause instanceof Refused) return cause.errors
      // It did not begin: a message of it is all there is to tell.
      const account = openAccount(options, connection.id)
      const told = account.tell(errors)
      account.close()
      return told
    },
  })
}

const NOTHING_YET = {}

function begin(connection: Connection, id: string, operation: AskedOperation, options: ProtocolOptions) {
  const account = openAccount(options, connection.id, operation.operation)
  const readToken = operation.readToken ?? connection.readToken
  const opened = openResults(options, operation, { caller: connection, readToken, account })
  const isStream = operation.operation.operation === 'subscription'
  const watched = inForce(opened, connection, isStream)
  const results = options.traces ? traced(watched, operation, connection, options.traces) : watched
  return deliver(connection, id, results, { isStream, onEnd: account.close })
}

/** Nothing is done for a key that has ended, and nothing of a stream given out. */
function inForce(results: Results, { watch, closed }: Connection, isStream: boolean): Results {
  if (!watch) return results
  const begun = async () => ((await watch.confirm()) ? results.next() : null)
  return { ...results, next: isStream ? whileInForce(watch, results.next, closed) : begun }
}

/** The first result is all that there is of a query or mutation. A stream is nobody's wait. */
function traced(
  results: Results,
  { operation }: AskedOperation,
  { id }: Connection,
  traces: Traces,
): Results {
  const { operation: kind, name } = operation
  if (kind === 'subscription') return results
  let isFirst = true
  return {
    ...results,
    next: () => {
      if (!isFirst) return results.next()
      isFirst = false
      return traces.operation({ kind, name: name?.value, requestId: id }, results.next)
    },
  }
}

function refuseForRate(connection: Connection, rates: Rates): GraphQLError | null {
  const taken = rates.takeRequest(connection)
  return taken && !taken.granted ? new RateLimitError(taken.seconds) : null
}

function refuse({ underWay, isLeaving }: Connection, id: string, limits: Limits): GraphQLError | null {
  if (isLeaving) return new GraphQLError(LEAVING, { extensions: { code: 'BUSY' } })
  if (id.length > limits.idCharacters) {
    return new BadUserInputError('id', `id has ${limits.idCharacters} characters at most`)
  }
  if (underWay < limits.operations) return null
  const message = `${limits.operations} operations are under way on this WebSocket, and more are not: complete one first`
  return new GraphQLError(message, { extensions: { code: 'TOO_MANY_OPERATIONS' } })
}

const LEAVING = 'The service is about to end; nothing was done: connect again'
