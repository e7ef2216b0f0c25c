import type { Replica } from '../db/replica.ts'
import { answerText } from '../schema/answer.ts'
import type { Context } from '../schema/context.ts'
import { bodyOf } from './body.ts'
import type { Documents } from './documents.ts'
import { encode } from './encode.ts'
import { endWith } from './end-with.ts'
import { type Exchange, noteOperation } from './exchange.ts'
import type { Admit } from './limits/admit.ts'
import { admitOnce } from './limits/admit-once.ts'
import { DeadlineError, withinSeconds } from './limits/deadline.ts'
import { mediaTypeFor } from './media-type.ts'
import { isPlainPost, readPosted } from './plain-request.ts'

/** A longer answer is encoded once, and not again to be measured; a short one goes out with its head in one piece. */
const LONG_CHARACTERS = 4_096

/** Answers a request where it can; false where another way must, which finds the body in `request.body`. */
export type ShortWay = (exchange: Exchange) => Promise<boolean>

/**
 * The short way through the server, for what is asked most: a query that is sent as a POST of plain JSON, and whose answer
 * PostgreSQL writes. Whatever is unusual, wrong or fails goes the long way, which has the words for it. Both ways lie behind
 * the same gates, and share documents, plans and rules of access.
 */
export const createShortWay =
  (
    path: string,
    documents: Documents,
    { database, replica, publicRead, admit, executionSeconds }: Reading,
  ): ShortWay =>
  async (exchange) => {
    const { request, response } = exchange
    const mediaType = mediaTypeFor(request.headers.accept)
    if (mediaType === null || exchange.refusal || exchange.path !== path || !isPlainPost(request))
      return false
    const body = bodyOf(request)
    const plain = body && readPosted(body, documents)
    if (plain?.asked.operation.operation !== 'query') return false
    const { refusal, cost } = admitOnce(exchange, plain.asked, admit)
    const operation = refusal ? null : plain.read()
    const reader = replica?.readerFor(exchange.readToken) ?? database
    const asked = operation && answerText(operation, { database: reader, publicRead, actor: exchange.actor })
    if (!asked) return false
    const answer = await withinSeconds(executionSeconds, asked)
    if (answer instanceof DeadlineError) {
      endWith(exchange, answer)
      return true
    }
    if ('failures' in answer) {
      exchange.failures = answer.failures
      return false
    }
    const told = plain.asksCost ? `,"extensions":${JSON.stringify({ cost })}` : ''
    noteOperation(exchange, operation.operation)
    const parts = ['{"data":', ...answer.parts, told, '}']
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    const sent = length > LONG_CHARACTERS ? encode(...parts) : parts.join('')
    response.writeHead(200, {
      ...exchange.headers,
      'content-type': mediaType,
      'content-length': Buffer.byteLength(sent),
    })
    response.end(sent)
    return true
  }

interface Reading extends Pick<Context, 'database' | 'publicRead'> {
  replica: Replica | null
  admit: Admit
  executionSeconds: number
}
