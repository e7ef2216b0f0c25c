import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { sendNodeResponse } from '@whatwg-node/server'
import { GraphQLError } from 'graphql'
import type { Replica } from '../db/replica.ts'
import type { Context } from '../schema/context.ts'
import type { Subscriptions } from '../schema/feed/subscriptions.ts'
import { schema } from '../schema/index.ts'
import { createDocuments } from './documents.ts'
import { endWith } from './end-with.ts'
import { createExchange, type Exchange, type Gate } from './exchange.ts'
import { accept } from './gates/accept.ts'
import { access, accessStill } from './gates/access.ts'
import { body } from './gates/body.ts'
import { crossOrigin } from './gates/cors.ts'
import { host } from './gates/host.ts'
import { queryString } from './gates/query-string.ts'
import { rate } from './gates/rate.ts'
import { readToken } from './gates/read-token.ts'
import { readsByGet } from './gates/reads-by-get.ts'
import { requestCount } from './gates/request-count.ts'
import { requestId } from './gates/request-id.ts'
import { requestLog } from './gates/request-log.ts'
import { securityHeaders } from './gates/security-headers.ts'
import { target } from './gates/target.ts'
import { createKeyring } from './keyring.ts'
import { createAdmit } from './limits/admit.ts'
import { createRates } from './limits/rates.ts'
import { selectionBounds } from './limits/selection-bounds.ts'
import { createSubscriptionTally } from './limits/subscription-tally.ts'
import type { Logger } from './log.ts'
import type { RequestCounts } from './metrics/request-counts.ts'
import type { Persisted } from './persisted.ts'
import { OPEN, type Protection } from './protection.ts'
import { createShortWay } from './short-way.ts'
import { createStreamWay } from './stream-way.ts'
import type { Tokens } from './tokens.ts'
import type { Traces } from './traces/spans.ts'
import { unavailableOf } from './unavailable.ts'
import { createWebSockets, type WebSocketOptions, type WebSockets } from './web-socket.ts'
import { createLongWay } from './yoga.ts'

export const GRAPHQL_PATH = '/graphql'

export interface HandlerOptions extends Pick<Context, 'database' | 'publicRead' | 'reach'> {
  subscriptions: Subscriptions
  /** Where queries read from while it can answer them. Default: the database itself. */
  replica?: Replica | null
  /** Address of the service as its readers know it, without a slash at its end. Default: the one that they ask at. */
  publicUrl?: string | null
  /** Documents that may be asked for by their hash. Default: those whose text was sent with it before. */
  persisted?: Persisted
  /** The tokens of others that are taken beside keys. Default: none. */
  tokens?: Tokens | null
  log: Logger
  /** What counts how requests end. Default: nothing does. */
  requests?: RequestCounts | null
  /** What makes spans of requests. Default: nothing does. */
  traces?: Traces | null
  /** Whether requests should be sent here: false while draining or without a database. */
  isReady: () => Promise<boolean>
  /** What callers may do, and how much. Default: everything, within the usual limits. */
  protection?: Protection
  /** Of WebSockets, where they are not the usual ones. */
  limits?: WebSocketOptions['limits']
}

/** The service as listeners of node:http. */
export interface Handler {
  request: RequestListener
  webSockets: WebSockets
}

/** A request passes the gates in this order, and is answered by one of three ways, or opens a WebSocket behind gates of its own. */
export function createHandler({
  limits = {},
  protection = OPEN,
  persisted,
  tokens = null,
  ...options
}: HandlerOptions): Handler {
  const {
    database,
    replica = null,
    subscriptions,
    publicUrl = null,
    publicRead,
    log,
    requests = null,
    traces = null,
  } = options
  const documents = createDocuments(schema, protection, persisted)
  const keyring = createKeyring(database, tokens)
  const { executionSeconds } = protection.limits
  const rates = createRates(protection.limits)
  const admit = createAdmit(protection.limits, rates)
  const tally = createSubscriptionTally(protection.limits)
  const gates: readonly Gate[] = [
    requestId,
    requestLog(log),
    ...(requests ? [requestCount(requests)] : []),
    securityHeaders(publicUrl),
    target,
    host,
    crossOrigin(protection.origins),
    access(keyring),
    rate(rates),
    readToken,
    readsByGet(GRAPHQL_PATH, protection.readsByGet),
    accept(GRAPHQL_PATH),
    queryString(GRAPHQL_PATH),
    body(GRAPHQL_PATH, protection.limits),
    accessStill(keyring),
  ]
  const shortWay = createShortWay(GRAPHQL_PATH, documents, {
    database,
    replica,
    publicRead,
    admit,
    executionSeconds,
  })
  const streamWay = createStreamWay(GRAPHQL_PATH, documents, {
    subscriptions,
    keyring,
    publicRead,
    admit,
    tally,
  })
  const ways = {
    ...options,
    replica,
    path: GRAPHQL_PATH,
    documents,
    keyring,
    admit,
    tally,
    protection,
    selectionBounds: selectionBounds(protection.limits),
  }
  const longWay = createLongWay({ ...ways, publicUrl })

  const answer = async (exchange: Exchange) => {
    const { request, response } = exchange
    for (const gate of gates) {
      const passing = gate(exchange)
      if (passing) await passing
      if (response.writableEnded) return
    }
    exchange.way = 'short'
    if (await shortWay(exchange)) return
    exchange.way = 'stream'
    if (await streamWay(exchange)) return
    exchange.way = 'long'
    for (const [name, value] of Object.entries(exchange.headers)) response.setHeader(name, value)
    // Given to it as a listener it would tell what it throws, with its stack.
    const answered = await longWay.handleNodeRequestAndResponse(request, response, { exchange })
    await sendNodeResponse(answered, response, request, true)
  }
  const request = (request: IncomingMessage, response: ServerResponse) => {
    const exchange = createExchange(request, response, protection.proxies)
    const answered = traces ? traces.request(exchange, () => answer(exchange)) : answer(exchange)
    answered.catch((error: unknown) => {
      // Who asks is looked up before any way is chosen, and the database may be away.
      const refusal = response.headersSent ? null : unavailableOf(error)
      if (refusal) return endWith(exchange, refusal)
      // No way may let an error out: it is a defect, and the caller waits.
      log.error(error)
      if (response.headersSent) response.end()
      else endWith(exchange, new GraphQLError('Unexpected error.', DEFECT))
    })
  }
  const webSockets = createWebSockets({ ...ways, rates, limits, executionSeconds, requests, traces })
  return { request, webSockets }
}

const DEFECT = { extensions: { code: 'INTERNAL_SERVER_ERROR', http: { status: 500 } } }
