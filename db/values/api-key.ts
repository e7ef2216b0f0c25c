import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** The two parts of a key's text `dl_<id>_<secret>`. */
export interface ApiKeyText {
  /** Public: names the key in lists and to whoever revokes it. */
  id: string
  /** Never stored and never logged: only its hash is kept. */
  secret: string
}

const ID_BYTES = 8
const SECRET_BYTES = 32

/** A new key, of 256 random bits. Hexadecimal, so that a double click takes all of it and no character is like another. */
export const createApiKeyText = (): ApiKeyText => ({
  id: randomBytes(ID_BYTES).toString('hex'),
  secret: randomBytes(SECRET_BYTES).toString('hex'),
})

export const printApiKey = ({ id, secret }: ApiKeyText): string => `dl_${id}_${secret}`

/** Reads a key's text, to the letter; null where it is none. */
export function parseApiKey(text: string): ApiKeyText | null {
  const [, id, secret] = /^dl_([0-9a-f]{16})_([0-9a-f]{64})$/.exec(text) ?? []
  return id === undefined || secret === undefined ? null : { id, secret }
}

/** SHA-256: a secret of 256 random bits needs no slow hash, which would cost every request. */
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** Whether a secret is the one that was hashed. Takes as long for a wrong one as for the right one. */
export const matchesSecret = (secret: string, hash: Buffer): boolean =>
  timingSafeEqual(hashSecret(secret), hash)

/** Whether a key is neither revoked nor expired at `now`, in milliseconds. At the instant of its expiry it has expired. */
export const isInForce = (key: Lifetime, now: number): boolean =>
  key.revoked_at === null && (key.expires_at === null || now < Date.parse(key.expires_at))

interface Lifetime {
  expires_at: string | null
  revoked_at: string | null
}
