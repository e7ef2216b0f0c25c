import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'

/** Of an IPv6 address the network is who asks: whoever has one of its addresses has all. */
const NETWORK_PARTS = 4

/**
 * Who asks, by the address that the request came from. Behind proxies it is what the outermost of them wrote at the end of
 * `X-Forwarded-For`, so their number must be right: what a caller wrote there itself stands further to the left.
 */
export function addressOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const direct = socket.remoteAddress ?? ''
  if (proxies === 0) return networkOf(direct)
  const told = String(headers['x-forwarded-for'] ?? '').split(',')
  return networkOf((told.at(-proxies) ?? '').trim()) || networkOf(direct)
}

function networkOf(text: string): string {
  if (!ipaddr.isValid(text)) return ''
  const address = ipaddr.process(text)
  if (address instanceof ipaddr.IPv4) return address.toString()
  return `${address.parts
    .slice(0, NETWORK_PARTS)
    .map((part) => part.toString(16))
    .join(':')}::/64`
}
