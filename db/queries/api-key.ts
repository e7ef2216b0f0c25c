import type { Kysely, Selectable } from 'kysely'
import type { ApiKey, Tables } from '../tables.ts'

export type FoundApiKey = Omit<Selectable<ApiKey>, 'created_at'>
export type ListedApiKey = Omit<Selectable<ApiKey>, 'secret_hash'>

/** The key with this id, in force or not. One row by the primary key. */
export const findApiKey = (db: Kysely<Tables>, id: string): Promise<FoundApiKey | undefined> =>
  db
    .selectFrom('api_key')
    .select(['id', 'name', 'role', 'secret_hash', 'expires_at', 'revoked_at'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Every key, the oldest first, without what its secret could be tested against. */
export const listApiKeys = (db: Kysely<Tables>): Promise<ListedApiKey[]> =>
  db
    .selectFrom('api_key')
    .select(['id', 'name', 'role', 'created_at', 'expires_at', 'revoked_at'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
