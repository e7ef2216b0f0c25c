import type { IncomingMessage } from 'node:http'
import { BadHeaderError } from '../../schema/errors.ts'
import { endWith } from '../end-with.ts'
import type { Gate } from '../exchange.ts'

/** Ends a request whose `Host` header is no host: Yoga makes an address of it, and would answer with the stack of its failure. */
export const host: Gate = (exchange) => {
  const refusal = refuseHost(exchange.request)
  if (refusal) endWith(exchange, refusal)
}

/** Why a request is refused for its `Host` header; null where it is not. */
export const refuseHost = ({ headers: { host } }: IncomingMessage): BadHeaderError | null =>
  host === undefined || (!OF_OTHER_PARTS.test(host) && URL.canParse(`http://${host}`))
    ? null
    : new BadHeaderError('Host', 'Host is no host name with a port')

/** What begins the path, query or fragment of an address, or ends a name before its host. */
const OF_OTHER_PARTS = /[/\\?#@\s]/
