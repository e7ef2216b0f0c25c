import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { checkAddress, type Reach, RefusedAddress } from '../../schema/webhook/address.ts'
import { readRetryAfter } from './backoff.ts'
import { lookupFor } from './lookup.ts'

/** How long a receiver may take for its whole answer. */
const TIMEOUT_MS = 10_000

const MAX_ANSWER_BYTES = 65_536

/** How an attempt ended. */
export interface Outcome {
  /** Of HTTP; null where no answer came. */
  status: number | null
  /** Why it has not arrived, for people; null where it has. */
  failure: string | null
  retryAfterMs: number | null
  ms: number
  /** False where nothing was sent, since it no longer might be. */
  begun: boolean
}

export interface Sending {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  signal: AbortSignal
  /** Asked when the connection stands, before the first byte. Default: yes. */
  mayBegin?: () => boolean
}

/** Sends by POST. Never rejects: what goes wrong is an outcome. */
export type Send = (sending: Sending) => Promise<Outcome>

/** Connections are kept for the next message, and closed with the sender. */
export interface Sender {
  send: Send
  close(): void
}

/** A sender that goes no further than it may. Redirects are not followed: they are answers as any other. */
export function openSender(reach: Reach, timeoutMs = TIMEOUT_MS): Sender {
  const agents = {
    'http:': new HttpAgent({ keepAlive: true }),
    'https:': new HttpsAgent({ keepAlive: true }),
  }
  const lookup = lookupFor(reach)
  const post = async ({
    url,
    headers,
    body,
    signal,
    mayBegin = () => true,
  }: Sending): Promise<IncomingMessage> => {
    const address = checkAddress(url, reach)
    const isSecure = address.protocol === 'https:'
    const request = (isSecure ? httpsRequest : httpRequest)(address, {
      method: 'POST',
      agent: agents[isSecure ? 'https:' : 'http:'],
      lookup,
      signal,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Dateline-Webhooks/1',
      },
    })
    return new Promise((resolve, reject) => {
      const unanswered = () => reject(new RefusedAnswer('It closed the connection without an answer'))
      request.once('error', reject)
      // Whoever answers by an upgrade has it closed without an error.
      request.once('close', unanswered)
      request.once('response', (response) => {
        request.off('close', unanswered)
        // What it says is not looked at, but must be taken before the connection serves again; not without end.
        let taken = 0
        response.on('data', (chunk: Buffer) => {
          taken += chunk.length
          if (taken > MAX_ANSWER_BYTES) response.destroy(new RefusedAnswer('Its answer is too long'))
        })
        response.once('end', () => resolve(response))
        response.once('error', reject)
      })
      whenConnected(request, isSecure, () => {
        if (mayBegin()) request.end(body)
        else request.destroy(new NotBegun())
      })
    })
  }
  return {
    send: async (sending) => {
      const start = performance.now()
      const deadline = AbortSignal.timeout(timeoutMs)
      const ended = (outcome: Omit<Outcome, 'ms' | 'begun'>, begun = true) => ({
        ...outcome,
        begun,
        ms: Math.round(performance.now() - start),
      })
      try {
        const { statusCode = 0, headers } = await post({
          ...sending,
          signal: AbortSignal.any([sending.signal, deadline]),
        })
        const isGood = statusCode >= 200 && statusCode < 300
        return ended({
          status: statusCode,
          failure: isGood ? null : `It answered ${statusCode}`,
          retryAfterMs: isGood ? null : readRetryAfter(headers['retry-after'], Date.now()),
        })
      } catch (error) {
        const failure = deadline.aborted ? `No answer within ${timeoutMs} ms` : reasonOf(error)
        return ended({ status: null, failure, retryAfterMs: null }, !(error instanceof NotBegun))
      }
    },
    close: () => {
      for (const agent of Object.values(agents)) agent.destroy()
    },
  }
}

/** A request has no socket of its own before it is given one, which may be an old one. */
function whenConnected(request: ClientRequest, isSecure: boolean, begin: () => void): void {
  request.once('socket', (socket) => {
    if (!socket.connecting) begin()
    else socket.once(isSecure ? 'secureConnect' : 'connect', begin)
  })
}

class NotBegun extends Error {
  override name = 'NotBegun'
}

class RefusedAnswer extends Error {
  override name = 'RefusedAnswer'
}

/** Without addresses and names, which would tell whoever owns a webhook what is behind the wall. */
const reasonOf = (error: unknown): string => {
  if (error instanceof RefusedAddress || error instanceof RefusedAnswer) return error.message
  return error instanceof Error && 'code' in error ? `No connection: ${error.code}` : 'No connection'
}
