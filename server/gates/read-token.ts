import { parseReadToken } from '../../db/read-token.ts'
import { BadHeaderError } from '../../schema/errors.ts'
import type { Gate } from '../exchange.ts'

const HEADER = 'Dateline-Read-Token'

/** Notes how far the database must be that answers. A header that holds no token is refused, with a replica or without. */
export const readToken: Gate = (exchange) => {
  const text = exchange.request.headers[HEADER.toLowerCase()]
  if (text === undefined) return
  exchange.readToken = parseReadToken(String(text))
  if (!exchange.readToken) {
    exchange.refusal ??= new BadHeaderError(HEADER, `${HEADER} is not the readToken of a mutation's payload`)
  }
}
