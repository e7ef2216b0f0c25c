import ipaddr from 'ipaddr.js'

/** Where webhooks may go: only by https to the public internet, or anywhere. */
export type Reach = 'public' | 'any'

/** The address leads where webhooks may not go. The message may be shown to whoever gave it. */
export class RefusedAddress extends Error {
  override name = 'RefusedAddress'
}

/**
 * Checks an address as far as its text tells. Throws RefusedAddress. Where its name leads is seen when it is sent to, by
 * the sender: a name may lead elsewhere by then.
 */
export function checkAddress(text: string, reach: Reach): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new RefusedAddress('It is no address by https')
  if (url.username !== '' || url.password !== '') {
    throw new RefusedAddress('It holds a password: receivers know us by the signature')
  }
  if (url.hash !== '') throw new RefusedAddress('It has a fragment, which is never sent')
  if (reach === 'any') return url
  if (url.protocol !== 'https:') throw new RefusedAddress('It is not by https')
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  // Of an address in numbers nobody asks the lookup.
  if (ipaddr.isValid(host) && !isPublic(host)) throw new RefusedAddress(NOT_PUBLIC)
  return url
}

/** Why an address is refused that `isPublic` is false of. */
export const NOT_PUBLIC = 'It leads to an address that is not of the public internet'

/** Loopback, private, link-local, shared, reserved and multicast addresses are not, nor IPv6 that stands for them. */
export function isPublic(address: string): boolean {
  const found = ipaddr.process(address)
  if (found.range() !== 'unicast') return false
  return found instanceof ipaddr.IPv4 || found.match(GLOBAL_UNICAST)
}

/** All that IANA gives out of IPv6 (RFC 4291, 2.4). What has no name of its own elsewhere may stand for anything. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
