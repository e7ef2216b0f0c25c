import { GraphQLError } from 'graphql'

/** What is wrong with a token. Each is told by itself: whoever has no key of the issuer learns nothing by it. */
const WORDS = {
  UNREADABLE: 'The token is no JWT that is signed by RS256, ES256 or EdDSA, of 16,384 characters at most',
  SIGNATURE: 'The token is not signed by a key that is known here',
  EXPIRED: 'The token has expired',
  TOO_EARLY: 'The token holds from a later time on (nbf)',
  ISSUER: 'The token is of another issuer (iss)',
  AUDIENCE: 'The token is for another audience (aud)',
  EXPIRY: 'The token has no expiry (exp)',
  SUBJECT: 'The token names nobody: sub is 1 to 255 characters, without control characters',
  ROLE: 'The token has no role: reader, editor or admin',
  CLAIMS: 'A claim of the token has another form than it must have',
} as const

export type TokenFault = keyof typeof WORDS

/** A token that is not good. The message holds nothing of it, and is short enough for the close of a WebSocket. */
export class BadTokenError extends GraphQLError {
  constructor(fault: TokenFault) {
    super(WORDS[fault], { extensions: { code: 'UNAUTHENTICATED' } })
  }
}

/** Whether a token is good cannot be told, since the keys of its issuer are not to be had. It may be told soon. */
export class TokenKeysAwayError extends GraphQLError {
  constructor() {
    super('The keys that tokens are checked with are not to be had now; nothing was done: try again', {
      extensions: { code: 'BUSY', http: { status: 503, headers: { 'retry-after': '5' } } },
    })
  }
}

/** The keys that a setting names cannot be used. The message names the setting. */
export class TokenKeysFailure extends Error {
  override name = 'TokenKeysFailure'
}
