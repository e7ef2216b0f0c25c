import type { JWTPayload } from 'jose'
import { ROLES, type Role } from '../../db/vocabulary.ts'
import type { Actor } from '../../schema/context.ts'
import { BadTokenError } from './errors.ts'

/** What the history calls whoever came with a token begins with it, and the name of no key does. */
export const SUBJECT_PREFIX = 'jwt:'

/** Who a token names whose signature, issuer and audience are right. Throws BadTokenError. */
export function actorOf(claims: JWTPayload, roleClaim: string, toleranceSeconds: number): Actor {
  const { sub, exp } = claims
  // JSON can say 1e400, which is Infinity.
  if (!Number.isFinite(exp)) throw new BadTokenError('EXPIRY')
  if (typeof sub !== 'string' || sub.trim() !== sub || !NAME.test(sub)) throw new BadTokenError('SUBJECT')
  const role = roleOf(claims[roleClaim])
  if (!role) throw new BadTokenError('ROLE')
  const name = `${SUBJECT_PREFIX}${sub}`
  return { name, role, keyId: name, expiresAt: (Number(exp) + toleranceSeconds) * SECOND_MS }
}

const SECOND_MS = 1_000

/** It stands in the history for ever, and in terminals: no control characters, U+0000 and lone surrogates among them. */
const NAME = /^[^\p{C}\p{Zl}\p{Zp}]{1,255}$/u

/** A role, or the highest of a list in which there may be others. */
function roleOf(claim: unknown): Role | null {
  const given: unknown[] = Array.isArray(claim) ? claim : [claim]
  return ROLES.findLast((role) => given.includes(role.toLowerCase())) ?? null
}
