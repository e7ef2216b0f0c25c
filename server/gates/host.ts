import { BadHeaderError } from '../../schema/errors.ts'
import { endWith } from '../end-with.ts'
import type { Gate } from '../exchange.ts'

/** Ends a request whose `Host` header is no host: Yoga makes an address of it, and would answer with the stack of its failure. */
export const host: Gate = (exchange) => {
  const given = exchange.request.headers.host
  if (given === undefined || (!OF_OTHER_PARTS.test(given) && URL.canParse(`http://${given}`))) return
  endWith(exchange, new BadHeaderError('Host', 'Host is no host name with a port'))
}

/** What begins the path, query or fragment of an address, or ends a name before its host. */
const OF_OTHER_PARTS = /[/\\?#@]/
