import { readFile } from 'node:fs/promises'
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose'
import { TokenKeysAwayError } from './errors.ts'

/** A key that was taken out of the set is good for so long at most. */
const MAX_AGE_MS = 600_000
/** How soon after it was read the set is read again for a key that is not in it: a made-up one must not cause a request each. */
const COOLDOWN_MS = 30_000
/** The same after a set that could not be read. */
const RETRY_MS = 5_000
const FETCH_TIMEOUT_MS = 3_000

/** The public keys of the issuer, as they were read last. */
export interface TokenKeys {
  /** The key that a token says it is signed with. Throws errors of jose, or TokenKeysAwayError. */
  find: JWTVerifyGetKey
  /** Reads them now. False where that failed, which `onFailure` was told. */
  load(): Promise<boolean>
}

/**
 * Reads the keys when they are needed: again after ten minutes, and for a key that is not among them. While they cannot be
 * read, those that are known go on being good. `now` is in milliseconds.
 */
export function createTokenKeys(
  source: URL,
  onFailure: (error: unknown) => void,
  now: () => number = Date.now,
): TokenKeys {
  // When they are read again is not left to the library: it would ask an issuer that is away anew for each token.
  const set = createRemoteJWKSet(source, {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cooldownDuration: Number.POSITIVE_INFINITY,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    ...(source.protocol === 'file:' && { [customFetch]: async () => new Response(await readFile(source)) }),
  })
  let [readAt, triedAt, hasFailed] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, false]
  let loading: Promise<boolean> | null = null
  const read = async () => {
    triedAt = now()
    try {
      await set.reload()
      readAt = now()
      hasFailed = false
    } catch (error) {
      if (!hasFailed) onFailure(error)
      hasFailed = true
    }
    return !hasFailed
  }
  const load = () => {
    loading ??= read().finally(() => {
      loading = null
    })
    return loading
  }
  const mayLoad = () => loading !== null || now() - triedAt >= (hasFailed ? RETRY_MS : COOLDOWN_MS)
  return {
    load,
    find: async (header, token) => {
      if (now() - readAt >= MAX_AGE_MS && mayLoad()) await load()
      if (readAt === Number.NEGATIVE_INFINITY) throw new TokenKeysAwayError()
      try {
        return await set(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
        if (mayLoad()) await load()
        // It may be among those that there are by now.
        if (hasFailed) throw new TokenKeysAwayError()
        return set(header, token)
      }
    },
  }
}
