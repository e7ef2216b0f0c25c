import type { Kysely, Selectable } from 'kysely'
import type { Tables, Webhook, WebhookDelivery } from '../tables.ts'

/** A webhook as it may be shown: without its secrets, and who sends for it. */
export type ListedWebhook = Omit<
  Selectable<Webhook>,
  'secret' | 'former_secret' | 'former_secret_until' | 'lease_holder' | 'lease_until' | 'version'
>

/** Every webhook, the oldest first. */
export const listWebhooks = (db: Kysely<Tables>): Promise<ListedWebhook[]> =>
  db
    .selectFrom('webhook')
    .select([
      'id',
      'name',
      'url',
      'selection',
      'variables',
      'role',
      'created_by',
      'state',
      'reason',
      'cursor',
      'attempts',
      'failing_since',
      'next_attempt_at',
      'last_success_at',
      'last_failure_at',
      'last_failure',
      'created_at',
      'updated_at',
    ])
    .orderBy('id')
    .execute()

/** The latest attempts of one webhook, the newest first. By index webhook_delivery_webhook_idx. */
export const listDeliveries = (db: Kysely<Tables>, webhook: string): Promise<Selectable<WebhookDelivery>[]> =>
  db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook_id', '=', webhook)
    .orderBy('id', 'desc')
    .execute()

/** What a message to a webhook takes; undefined where there is none with this id. */
export const findWebhookTarget = (
  db: Kysely<Tables>,
  id: string,
): Promise<Pick<Selectable<Webhook>, 'name' | 'url' | 'secret'> | undefined> =>
  db.selectFrom('webhook').select(['name', 'url', 'secret']).where('id', '=', id).executeTakeFirst()
