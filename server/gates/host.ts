import { BadHeaderError } from '../../schema/errors.ts'
import { endWith } from '../end-with.ts'
import type { Gate } from '../exchange.ts'

/** Ends a request whose `Host` header is no host: Yoga makes an address of it, and would answer with the stack of its failure. */
export const host: Gate = (exchange) => {
  const given = exchange.request.headers.host
  if (given === undefined || URL.canParse(`http://${given}`)) return
  endWith(exchange, new BadHeaderError('Host', 'Host is no host name with a port'))
}
