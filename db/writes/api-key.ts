import { type Selectable, sql, type Transaction } from 'kysely'
import type { ApiKey, Tables } from '../tables.ts'
import { createApiKeyText, hashSecret, printApiKey } from '../values/api-key.ts'
import type { Role } from '../vocabulary.ts'

export interface NewApiKey {
  name: string
  role: Role
  /** By RFC 3339; null for a key that holds until it is revoked. */
  expiresAt: string | null
}

/**
 * Makes a key and returns its text, which is to be had here and never again. Null where a key that is not revoked
 * has the name.
 */
export async function createApiKey(
  trx: Transaction<Tables>,
  { name, role, expiresAt }: NewApiKey,
): Promise<string | null> {
  const text = createApiKeyText()
  const created = await trx
    .insertInto('api_key')
    .values({ id: text.id, name, role, secret_hash: hashSecret(text.secret), expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('name').where('revoked_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return created ? printApiKey(text) : null
}

/** As createApiKey; but null where there is any key, also a revoked one. Of several at once only one makes a key. */
export async function createFirstApiKey(trx: Transaction<Tables>, key: NewApiKey): Promise<string | null> {
  // Held to the end of the transaction: whoever else would make a key waits, and then sees this one.
  await sql`lock table api_key in share row exclusive mode`.execute(trx)
  const found = await trx.selectFrom('api_key').select('id').limit(1).executeTakeFirst()
  return found ? null : createApiKey(trx, key)
}

/** Ends a key for good. Undefined where there is none with this id; a revoked one keeps its first instant. */
export const revokeApiKey = (
  trx: Transaction<Tables>,
  id: string,
): Promise<Pick<Selectable<ApiKey>, 'name'> | undefined> =>
  trx
    .updateTable('api_key')
    .set({ revoked_at: sql`coalesce(revoked_at, now())` })
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst()
