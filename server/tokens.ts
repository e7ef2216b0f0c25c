import { hash } from 'node:crypto'
import { errors, jwtVerify } from 'jose'
import { LRUCache } from 'lru-cache'
import type { Actor } from '../schema/context.ts'
import { actorOf } from './tokens/claims.ts'
import { BadTokenError, type TokenFault, TokenKeysAwayError, TokenKeysFailure } from './tokens/errors.ts'
import { createTokenKeys } from './tokens/keys.ts'
import type { TokenSettings } from './tokens/settings.ts'

/** Public keys alone: with a shared secret whoever checks a token could make one. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA']
/** How far the clock of the issuer may be from ours. A token holds for so long behind its expiry. */
const CLOCK_TOLERANCE_SECONDS = 3
const MAX_TOKEN_CHARACTERS = 16_384
const REMEMBERED_TOKENS = 10_000
/** A token is checked again after so long: its key may have been taken out of the issuer's. */
const REMEMBERED_MS = 600_000

/** The tokens that others than Dateline give out. */
export interface Tokens {
  /** Who a token names. Throws BadTokenError, or TokenKeysAwayError where that cannot be told now. */
  findActor(token: string): Promise<Actor>
}

export interface TokenOptions {
  /** Called once with why the keys of the issuer cannot be read, until they could be read again. */
  onWarning: (error: unknown) => void
  /** In milliseconds. */
  now?: () => number
}

/**
 * Checks JSON Web Tokens, and remembers by its digest which ones were good: a token in use costs next to nothing. Throws
 * TokenKeysFailure for a file without keys; an issuer that is away is no reason not to start.
 */
export async function openTokens(
  settings: TokenSettings,
  { onWarning, now = Date.now }: TokenOptions,
): Promise<Tokens> {
  const { issuer, audience, roleClaim } = settings
  const keys = createTokenKeys(settings.keys, onWarning, now)
  if (!(await keys.load()) && settings.keys.protocol === 'file:')
    throw new TokenKeysFailure(`DATELINE_JWT_JWKS names a file that holds no JSON Web Key Set`)
  const good = new LRUCache<string, { actor: Actor; until: number }>({ max: REMEMBERED_TOKENS })
  const check = async (token: string): Promise<Actor> => {
    const { payload } = await jwtVerify(token, keys.find, {
      algorithms: ALGORITHMS,
      issuer,
      audience,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now()),
    })
    return actorOf(payload, roleClaim, CLOCK_TOLERANCE_SECONDS)
  }
  return {
    findActor: async (token) => {
      if (token.length > MAX_TOKEN_CHARACTERS) throw new BadTokenError('UNREADABLE')
      const digest = hash('sha256', token, 'base64')
      const known = good.get(digest)
      if (known && now() < known.until) return known.actor
      const actor = await check(token).catch((error: unknown) => {
        throw told(error, onWarning)
      })
      good.set(digest, { actor, until: Math.min(actor.expiresAt ?? 0, now() + REMEMBERED_MS) })
      return actor
    },
  }
}

/** What is wrong with a token, or with the keys of its issuer. */
function told(error: unknown, onWarning: TokenOptions['onWarning']): BadTokenError | TokenKeysAwayError {
  if (error instanceof BadTokenError || error instanceof TokenKeysAwayError) return error
  if (error instanceof errors.JWTExpired) return new BadTokenError('EXPIRED')
  if (error instanceof errors.JWTClaimValidationFailed)
    return new BadTokenError(FAULTS_OF_CLAIMS.get(error.claim) ?? 'CLAIMS')
  const fault = error instanceof errors.JOSEError ? FAULTS.get(error.code) : undefined
  if (fault) return new BadTokenError(fault)
  onWarning(error)
  return new TokenKeysAwayError()
}

const FAULTS_OF_CLAIMS = new Map<string, TokenFault>([
  ['iss', 'ISSUER'],
  ['aud', 'AUDIENCE'],
  ['exp', 'EXPIRY'],
  ['nbf', 'TOO_EARLY'],
  ['sub', 'SUBJECT'],
])

const FAULTS = new Map<string, TokenFault>([
  [errors.JWSInvalid.code, 'UNREADABLE'],
  [errors.JWTInvalid.code, 'UNREADABLE'],
  [errors.JOSENotSupported.code, 'UNREADABLE'],
  [errors.JOSEAlgNotAllowed.code, 'UNREADABLE'],
  [errors.JWSSignatureVerificationFailed.code, 'SIGNATURE'],
  [errors.JWKSNoMatchingKey.code, 'SIGNATURE'],
  // Of several keys it says which by `kid`.
  [errors.JWKSMultipleMatchingKeys.code, 'SIGNATURE'],
])
