import { createHash, randomBytes } from 'node:crypto'

/** How the text of a secret begins, by Standard Webhooks; its bytes follow in base64. */
export const SECRET_PREFIX = 'whsec_'
const SECRET_BYTES = 32

/** A secret of 256 bits. */
export const createSecret = (): Buffer => randomBytes(SECRET_BYTES)

/** A secret as its receiver is given it, once. */
export const printSecret = (secret: Buffer): string => `${SECRET_PREFIX}${secret.toString('base64')}`

/** What tells a secret from others and not what it is: SHA-256, in hexadecimal digits. */
export const fingerprintOf = (secret: Buffer): string => createHash('sha256').update(secret).digest('hex')
