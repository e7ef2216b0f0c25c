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
export function refuseHost({ headers: { host }, rawHeaders }: IncomingMessage): BadHeaderError | null {
  if (host === undefined) return null
  if (OF_OTHER_PARTS.test(host) || !URL.canParse(`http://${host}`))
    return new BadHeaderError('Host', 'Host is no host name with a port')
  // RFC 9112, 3.2. Of two a proxy may have looked at the one, and we at the other.
  return countHosts(rawHeaders) > 1 ? new BadHeaderError('Host', 'Host stands twice') : null
}

/** Names stand at even places, as they were sent. */
const countHosts = (rawHeaders: readonly string[]): number =>
  rawHeaders.filter((name, at) => at % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host').length

/** What begins the path, query or fragment of an address, or ends a name before its host. */
const OF_OTHER_PARTS = /[/\\?#@\s]/
