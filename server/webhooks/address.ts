import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Where webhooks may go: only by https to the public internet, or anywhere. */
export type Reach = 'public' | 'any'

/** The address leads where webhooks may not go. The message may be shown to whoever gave it. */
export class RefusedAddress extends Error {
  override name = 'RefusedAddress'
}

/**
 * Checks an address as far as its text tells. Throws RefusedAddress. Where its name leads is seen when it is sent to, by
 * `lookupFor`: a name may lead elsewhere by then.
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
  if (ipaddr.isValid(host) && !isPublic(host)) throw new RefusedAddress(PRIVATE)
  return url
}

/**
 * Finds the addresses of a name, and connects to none that may not be reached: what was checked is what is connected to. One private address
 * among them is enough to refuse all.
 */
export const lookupFor =
  (reach: Reach): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, '')
      if (reach === 'public' && !found.every(({ address }) => isPublic(address))) {
        return callback(new RefusedAddress(PRIVATE), '')
      }
      if (options.all) return callback(null, found)
      const [first] = found
      return callback(null, first?.address ?? '', first?.family)
    })
  }

const PRIVATE = 'It leads to an address that is not of the public internet'

/** Loopback, private, link-local, shared, reserved and multicast addresses are not, nor IPv6 that stands for them. */
const isPublic = (address: string): boolean => ipaddr.process(address).range() === 'unicast'
