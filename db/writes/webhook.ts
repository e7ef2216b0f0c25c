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
      cursor: cursor ?? NEWEST,
      variables: JSON.stringify(variables),
      created_by: createdBy,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return created?.id ?? null
}

/** What stays as it is is left out, or null. */
export interface WebhookChange {
  name?: string | null
  url?: string | null
  selection?: string | null
  variables?: Readonly<Record<string, unknown>> | null
  /** ACTIVE also takes up again what was disabled, where it stood. */
  state?: Exclude<WebhookState, 'DISABLED'> | null
  /** A place in the feed, or HEAD: behind the newest entry. */
  cursor?: string | null
}

/** What a webhook is sent, kept from other changes until the transaction ends. */
export const findWebhookForUpdate = (
  trx: Transaction<Tables>,
  id: string,
): Promise<Pick<Selectable<Webhook>, 'selection' | 'variables'> | undefined> =>
  trx
    .selectFrom('webhook')
    .select(['selection', 'variables'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/**
 * Changes a webhook, and has whoever sends for it stop before the next message; it is sent again at once. Undefined where
 * there is none with this id; throws NameTaken, by which the transaction has failed.
 */
export const updateWebhook = (
  trx: Transaction<Tables>,
  id: string,
  { name, url, selection, variables, state, cursor }: WebhookChange,
): Promise<Pick<Selectable<Webhook>, 'name' | 'state'> | undefined> =>
  trx
    .updateTable('webhook')
    .set({
      ...(name != null && { name }),
      ...(url != null && { url }),
      ...(selection != null && { selection }),
      ...(variables != null && { variables: JSON.stringify(variables) }),
      ...(state != null && { state, reason: null }),
      ...(cursor != null && { cursor: cursor === HEAD ? NEWEST : cursor }),
      version: sql`version + 1`,
      attempts: 0,
      failing_since: null,
      next_attempt_at: null,
      updated_at: sql`now()`,
    })
    .where('id', '=', id)
    .returning(['name', 'state'])
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw isNameTaken(error) ? new NameTaken() : error
    })

/** The place behind the newest entry. */
export const HEAD = 'HEAD'

const NEWEST = sql<string>`(select feed_cursor(seq) from feed_head)`

/** Another webhook has the name. */
export class NameTaken extends Error {
  override name = 'NameTaken'
}

const isNameTaken = (error: unknown): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === 'webhook_name_unique'

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
