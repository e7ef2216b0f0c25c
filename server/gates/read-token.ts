import { parseReadToken } from '../../db/read-token.ts'
import { BadHeaderError } from '../../schema/errors.ts'
import type { Arrival, Gate } from '../exchange.ts'

const HEADER = 'Dateline-Read-Token'

/** Notes how far the database must be that answers. A header that holds no token is refused, with a replica or without. */
export const readToken: Gate<Arrival> = (arrival) => {
  const text = arrival.request.headers[HEADER.toLowerCase()]
  if (text === undefined) return
  arrival.readToken = parseReadToken(String(text))
  if (!arrival.readToken) {
    arrival.refusal ??= new BadHeaderError(HEADER, `${HEADER} is not the readToken of a mutation's payload`)
  }
}
