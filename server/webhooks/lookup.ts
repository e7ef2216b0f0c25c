import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { isPublic, NOT_PUBLIC, type Reach, RefusedAddress } from '../../schema/webhook/address.ts'

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
        return callback(new RefusedAddress(NOT_PUBLIC), '')
      }
      if (options.all) return callback(null, found)
      const [first] = found
      return callback(null, first?.address ?? '', first?.family)
    })
  }
