import type { Database } from '../../db/database.ts'
import { type ListedWebhook, listWebhooks } from '../../db/queries/webhook.ts'
import { createSecret } from '../../db/values/webhook-secret.ts'
import { inTransaction } from '../../db/writes/transaction.ts'
import { createWebhook, type NewWebhook } from '../../db/writes/webhook.ts'

let names = 0

export const EVERYTHING = 'subscription { entries { cursor entry { kind action node { id slug } } } }'

/** A webhook in the database, that begins with the next change unless told otherwise: its id. */
export async function makeWebhook(
  db: Database,
  given: Partial<NewWebhook> & Pick<NewWebhook, 'url'>,
): Promise<string> {
  const id = await inTransaction(db.kysely, async (trx) =>
    createWebhook(trx, {
      name: `webhook-${++names}`,
      selection: EVERYTHING,
      variables: {},
      role: 'READER',
      createdBy: 'test',
      secret: createSecret(),
      ...given,
    }),
  )
  if (id === null) throw new Error('The name is taken')
  return id
}

export async function findWebhook(db: Database, id: string): Promise<ListedWebhook> {
  const found = (await listWebhooks(db.kysely)).find((webhook) => webhook.id === id)
  if (!found) throw new Error(`There is no webhook ${id}`)
  return found
}
