import { statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/** Whose tokens are taken, and what they must say. */
export interface TokenSettings {
  /** Where the keys are that tokens are signed with, a JSON Web Key Set: by https, or a file. */
  keys: URL
  /** What `iss` of a token must be, to the letter. */
  issuer: string
  /** What `aud` must be or hold. */
  audience: string
  /** The claim that holds the role. */
  roleClaim: string
}

/** Reads one setting by its name; null where it is not set. */
export interface TokenTexts {
  DATELINE_JWT_JWKS: URL | null
  DATELINE_JWT_ISSUER: string | null
  DATELINE_JWT_AUDIENCE: string | null
  DATELINE_JWT_ROLE_CLAIM: string | null
}

export const USUAL_ROLE_CLAIM = 'role'

/** Null where none is set; where some are, and not all that go together, the names of those that are missing. */
export function tokenSettingsOf(texts: TokenTexts): TokenSettings | null | string[] {
  const { DATELINE_JWT_JWKS: keys, DATELINE_JWT_ISSUER: issuer, DATELINE_JWT_AUDIENCE: audience } = texts
  const { DATELINE_JWT_ROLE_CLAIM: roleClaim } = texts
  if (keys !== null && issuer !== null && audience !== null)
    return { keys, issuer, audience, roleClaim: roleClaim ?? USUAL_ROLE_CLAIM }
  if (keys === null && issuer === null && audience === null && roleClaim === null) return null
  return Object.entries({
    DATELINE_JWT_JWKS: keys,
    DATELINE_JWT_ISSUER: issuer,
    DATELINE_JWT_AUDIENCE: audience,
  }).flatMap(([name, value]) => (value === null ? [name] : []))
}

/** An https address, one of this machine by http, or a file that is there; undefined for what is none of them. */
export function keysAddress(text: string): URL | undefined {
  const url = URL.parse(text)
  if (url && WEB.has(url.protocol)) {
    const isSafe = url.protocol === 'https:' || THIS_MACHINE.has(url.hostname)
    return isSafe && url.username + url.password === '' ? url : undefined
  }
  return statSync(text, { throwIfNoEntry: false })?.isFile() ? pathToFileURL(text) : undefined
}

const WEB = new Set(['https:', 'http:'])
/** What goes over no network needs no https. */
const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]'])
