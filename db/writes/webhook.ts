import { type Selectable, sql, type Transaction } from 'kysely'
import type { Tables, Webhook } from '../tables.ts'
import type { Role, WebhookState } from '../vocabulary.ts'

export interface NewWebhook {
  name: string
  url: string
  selection: string
  variables: Readonly<Record<string, unknown>>
  role: Role
  createdBy: string
  secret: Buffer
  /** What comes behind it in the feed is sent. Default: behind the newest entry. */
  cursor?: string
}

/** Makes a webhook and returns its id. Null where another has the name. */
export async function createWebhook(
  trx: Transaction<Tables>,
  { createdBy, variables, cursor, ...given }: NewWebhook,
): Promise<string | null> {
  const created = await trx
    .insertInto('webhook')
    .values({
      ...given,
      cursor: cursor ?? sql<string>`(select feed_cursor(seq) from feed_head)`,
      variables: JSON.stringify(variables),
      created_by: createdBy,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return created?.id ?? null
}

export interface WebhookChange {
  url?: string
  selection?: string
  variables?: Readonly<Record<string, unknown>>
  /** ACTIVE also takes up again what was disabled, where it stood. */
  state?: Exclude<WebhookState, 'DISABLED'>
  cursor?: string
}

/**
 * Changes a webhook, and has whoever sends for it stop before the next message; it is sent again at once. Undefined where
 * there is none with this id.
 */
export const updateWebhook = (
  trx: Transaction<Tables>,
  id: string,
  { variables, ...change }: WebhookChange,
): Promise<Pick<Selectable<Webhook>, 'name' | 'state'> | undefined> =>
  trx
    .updateTable('webhook')
    .set({
      ...change,
      ...(variables && { variables: JSON.stringify(variables) }),
      ...(change.state && { reason: null }),
      version: sql`version + 1`,
      attempts: 0,
      failing_since: null,
      next_attempt_at: null,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .returning(['name', 'state'])
    .executeTakeFirst()

/** Gives a webhook another secret. The one before signs too for `overlapHours`. Undefined where there is none with this id. */
export const rotateWebhookSecret = (
  trx: Transaction<Tables>,
  id: string,
  secret: Buffer,
  overlapHours: number,
): Promise<Pick<Selectable<Webhook>, 'name'> | undefined> =>
  trx
    .updateTable('webhook')
    .set({
      former_secret: sql`secret`,
      former_secret_until: sql`now() + make_interval(hours => ${overlapHours})`,
      secret,
      version: sql`version + 1`,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst()

/** Deletes a webhook with its deliveries. Undefined where there is none with this id. */
export const deleteWebhook = (
  trx: Transaction<Tables>,
  id: string,
): Promise<Pick<Selectable<Webhook>, 'name'> | undefined> =>
  trx.deleteFrom('webhook').where('id', '=', id).returning('name').executeTakeFirst()
