import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GraphQLError, OperationDefinitionNode } from 'graphql'
import type { ReadToken } from '../db/read-token.ts'
import type { Actor } from '../schema/context.ts'
import type { Subscription } from '../schema/feed/subscriptions.ts'
import { addressOf } from './limits/address.ts'
import type { Admission } from './limits/admission.ts'
import { takeTarget } from './target.ts'

/** A request as it arrives, to be answered or to open a WebSocket, and what has become known of it. */
export interface Arrival {
  readonly request: IncomingMessage
  /** Of its target in normal form, without the query string; empty where that is no address. */
  readonly path: string
  /** When it came, by performance.now(). */
  readonly start: number
  /** What its answer and its log lines carry. */
  id: string
  /** What every answer carries beside its own headers, whichever way it goes. */
  readonly headers: Record<string, string>
  /** Who asks; null for whoever sent no key. */
  actor: Actor | null
  /** What the database that answers must have seen; null where anything will do. */
  readToken: ReadToken | null
  /** Where it comes from, as limits tell callers apart; found out when asked for. */
  address: () => string
  /** Why nothing of it is done; null for a request that may go on. */
  refusal: GraphQLError | null
  /** What was asked, as far as it was understood, and the codes of what went wrong. For the log: never values. */
  asked: Asked
}

/** What the log is told of an operation. */
export interface Asked {
  kind?: string
  operation?: string
  errors?: string[]
}

/** What answers: a gate, one of the three ways of HTTP, or a WebSocket. */
export type Way = 'gate' | 'short' | 'stream' | 'long' | 'socket'

/** A request on its way to its answer. */
export interface Exchange extends Arrival {
  readonly response: ServerResponse
  /** How it is answered, or was tried to be at last. */
  way: Way
  /** Whether its operation may be executed, once that is known: it is asked, and its points are taken, once. */
  admission?: Admission
  /** Root fields that the short way has tried in vain, by response key, with the error of each. */
  failures?: ReadonlyMap<string, unknown>
  /** Called when it begins to be answered by a stream, which may last. */
  onStream?: () => void
  /** What the long way has begun, to be streamed where the request takes that. */
  subscription?: Subscription
}

/** Notes for the log what was asked. */
export function noteOperation(
  { asked }: Pick<Arrival, 'asked'>,
  { operation, name }: OperationDefinitionNode,
): void {
  asked.kind = operation
  if (name) asked.operation = name.value
}

/** What the long way is told of a request. */
export interface ServerContext {
  exchange: Exchange
}

/**
 * What every request passes before it is known which way it will be answered. A gate notes what it finds out, adds
 * headers to the answer, refuses, or ends the response itself; one that needs no response is passed by WebSockets too.
 */
export type Gate<Passing extends Arrival = Exchange> = (passing: Passing) => void | Promise<void>

export const createExchange = (
  request: IncomingMessage,
  response: ServerResponse,
  proxies: number,
): Exchange => ({
  ...createArrival(request, proxies),
  response,
  way: 'gate',
})

/** `proxies` are those whose word on the caller's address is taken. */
export const createArrival = (request: IncomingMessage, proxies: number): Arrival => ({
  request,
  path: takeTarget(request) ?? '',
  start: performance.now(),
  id: '',
  headers: {},
  actor: null,
  address: () => addressOf(request, proxies),
  readToken: null,
  refusal: null,
  asked: {},
})
