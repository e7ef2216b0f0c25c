import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GraphQLError } from 'graphql'
import { BusyError } from '../../schema/errors.ts'
import { answerSocket } from '../answer-socket.ts'
import type { Arrival, Gate } from '../exchange.ts'
import { access } from '../gates/access.ts'
import { refuseHost } from '../gates/host.ts'
import { knownOrigin } from '../gates/known-origin.ts'
import { ownAccord } from '../gates/own-accord.ts'
import { readToken } from '../gates/read-token.ts'
import { requestId } from '../gates/request-id.ts'
import type { Keyring } from '../keyring.ts'
import { RateLimitError } from '../limits/admit.ts'
import type { Rates } from '../limits/rates.ts'
import type { Protection } from '../protection.ts'
import { findRefusal, type HttpRefusal, httpOf } from '../refusal.ts'

/** What a request to open a WebSocket passes, in this order, up to the first gate that refuses it. */
export const createUpgradeGates = ({
  path,
  keyring,
  protection,
  rates,
  isLeaving,
}: HandshakeOptions): readonly Gate<Arrival>[] => [
  requestId,
  (arrival) => {
    arrival.refusal = refuseHost(arrival.request)
  },
  (arrival) => {
    if (arrival.path !== path)
      arrival.refusal = new GraphQLError(ELSEWHERE, { extensions: { code: 'NOT_FOUND' } })
    else if (isLeaving()) arrival.refusal = new BusyError()
  },
  knownOrigin(protection.origins),
  ownAccord,
  access(keyring),
  (arrival) => {
    const taken = rates.takeRequest(arrival)
    if (taken && !taken.granted) arrival.refusal ??= new RateLimitError(taken.seconds)
  },
  readToken,
]

/** What a request to open a WebSocket is judged by. */
export interface HandshakeOptions {
  /** Where GraphQL is served. */
  path: string
  keyring: Keyring
  protection: Protection
  rates: Rates
  isLeaving: () => boolean
}

/** Why a request that passed the gates opens no WebSocket; `message` is the library's, which is of the protocol alone. */
export function badHandshake({ method, headers }: IncomingMessage, message: string): GraphQLError {
  if (method !== 'GET')
    return new GraphQLError('A WebSocket is opened by GET', {
      extensions: { code: 'METHOD_NOT_ALLOWED', http: { status: 405, headers: { allow: 'GET' } } },
    })
  // RFC 6455, 4.4.
  const isKnown = VERSIONS.includes(String(headers['sec-websocket-version']))
  const also = isKnown ? {} : { 'sec-websocket-version': VERSIONS.join(', ') }
  return new GraphQLError(message, {
    extensions: { code: 'BAD_REQUEST', http: { status: 400, headers: also } },
  })
}

/** Of the protocol, that the library serves. */
const VERSIONS = ['13', '8']

/** Answers a request that opens no WebSocket, by HTTP. */
export function refuseUpgrade(socket: Duplex, headers: Arrival['headers'], refusal: GraphQLError): void {
  const { code, argument } = refusal.extensions
  const { status, headers: also = {} } = findRefusal({ errors: [refusal] })?.http ??
    ANSWERS.get(code) ??
    httpOf(refusal) ?? { status: 400 }
  // With a body unread the system would reset the connection, and with it the answer: it is taken for a moment longer.
  socket.resume().once('finish', () => {
    const late = setTimeout(() => socket.destroy(), LINGER_MS).unref()
    socket.once('end', () => socket.destroy()).once('close', () => clearTimeout(late))
  })
  const { message } = refusal
  answerSocket(socket, { status, headers: { ...headers, ...also }, message, extensions: { code, argument } })
}

const LINGER_MS = 1_000

/** Beside what refuses an operation as well. */
const ANSWERS = new Map<unknown, HttpRefusal>([
  ['NOT_FOUND', { status: 404 }],
  ['BUSY', { status: 503, headers: { 'retry-after': '1' } }],
])

const ELSEWHERE = 'No WebSocket is served at this path'
