import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { parseApiKey } from '../../db/values/api-key.ts'
import type { Role } from '../../db/vocabulary.ts'
import { createApiKey, type NewApiKey } from '../../db/writes/api-key.ts'
import { inTransaction } from '../../db/writes/transaction.ts'

let names = 0

/** A key in the database: its text. */
export async function makeKey(db: Database, role: Role, given: Partial<NewApiKey> = {}): Promise<string> {
  const key = { name: `${role.toLowerCase()}-${++names}`, role, expiresAt: null, ...given }
  const text = await inTransaction(db.kysely, (trx) => createApiKey(trx, key))
  if (text === null) throw new Error(`The name ${key.name} is taken`)
  return text
}

/** The public part of a key. */
export const idOf = (text: string): string => parseApiKey(text)?.id ?? ''

/** A key that ended an hour ago, by its expiry or by revocation. */
export async function makeEndedKey(
  db: Database,
  role: Role,
  column: 'expires_at' | 'revoked_at',
): Promise<string> {
  const text = await makeKey(db, role)
  await sql`update api_key set ${sql.ref(column)} = now() - interval '1 hour' where id = ${idOf(text)}`.execute(
    db.kysely,
  )
  return text
}

/** Revokes keys now, by their texts, as `key revoke` does one. */
export const revokeKeys = (db: Database, texts: readonly string[]) =>
  sql`update api_key set revoked_at = now() where id = any(${texts.map(idOf)})`.execute(db.kysely)
