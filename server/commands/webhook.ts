import type { Database } from '../../db/database.ts'
import { findWebhookTarget, listDeliveries, listWebhooks } from '../../db/queries/webhook.ts'
import { InvalidValue } from '../../db/values/invalid-value.ts'
import { OVERLAP_HOURS } from '../../db/values/webhook-limits.ts'
import { createSecret, printSecret } from '../../db/values/webhook-secret.ts'
import { inTransaction } from '../../db/writes/transaction.ts'
import type { ReadValue } from '../../db/writes/values.ts'
import {
  createWebhook,
  deleteWebhook,
  HEAD,
  rotateWebhookSecret,
  updateWebhook,
  type WebhookChange,
} from '../../db/writes/webhook.ts'
import { schema } from '../../schema/index.ts'
import type { Reach } from '../../schema/webhook/address.ts'
import { webhookAddress, webhookName, webhookSelection } from '../../schema/webhook/input.ts'
import { RefusedSelection, readSelection } from '../../schema/webhook/selection.ts'
import { type Limits, USUAL_LIMITS } from '../limits/limits.ts'
import { selectionBounds } from '../limits/selection-bounds.ts'
import { UsageError } from '../usage-error.ts'
import { openSender } from '../webhooks/send.ts'
import { signedHeaders } from '../webhooks/signature.ts'
import type { Output } from './output.ts'
import { writeTable } from './table.ts'
import type { WebhookCommand } from './webhook-command.ts'

interface RunWebhookOptions {
  database: Database
  reach: Reach
  /** What a selection is held to. Default: the usual limits. */
  limits?: Limits
  /** What a program reads: a new secret and nothing else, or the list. */
  out: Output
  /** What a person reads. */
  told: Output
}

/** Does what a command says of webhooks. Resolves to the exit code: 0, or 1 where it could not be done. */
export function runWebhook(command: WebhookCommand, options: RunWebhookOptions): Promise<number> {
  switch (command.do) {
    case 'create':
      return create(command, options)
    case 'list':
      return list(options)
    case 'deliveries':
      return deliveries(command.id, options)
    case 'pause':
      return change(command.id, { state: 'PAUSED' }, 'is paused, and keeps its place', options)
    case 'resume':
      return change(command.id, { state: 'ACTIVE' }, 'goes on where it stood', options)
    case 'skip':
      return change(command.id, { state: 'ACTIVE', cursor: HEAD }, 'goes on with the next change', options)
    case 'rotate':
      return rotate(command.id, options)
    case 'test':
      return tryOut(command.id, options)
    case 'delete':
      return remove(command.id, options)
  }
}

type Create = Extract<WebhookCommand, { do: 'create' }>

async function create(command: Create, { database, reach, limits, out, told }: RunWebhookOptions) {
  const given = readFit(command, reach, limits)
  const secret = createSecret()
  const id = await inTransaction(database.kysely, async (trx) =>
    createWebhook(trx, { ...given, role: 'READER', createdBy: 'terminal', secret }),
  )
  if (id === null) {
    told.write(`There is a webhook named ${given.name}: choose another name\n`)
    return 1
  }
  told.write(`Webhook ${id} is sent what changes from now on. Its secret is shown this once:\n`)
  out.write(`${printSecret(secret)}\n`)
  return 0
}

/** By the rules of the mutation. */
function readFit(command: Create, reach: Reach, limits = USUAL_LIMITS) {
  const read = (option: 'name' | 'url' | 'selection', value: ReadValue<string>) => {
    try {
      return value(command[option])
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error
      const hint = error.code === 'BAD_URL' ? ' DATELINE_WEBHOOKS=any allows any address' : ''
      throw new UsageError(`--${option} is refused: ${error.message}${hint}`)
    }
  }
  const { variables } = command
  const [name, url] = [read('name', webhookName), read('url', webhookAddress(reach))]
  const selection = read('selection', webhookSelection)
  try {
    readSelection(schema, selection, variables, selectionBounds(limits))
  } catch (error) {
    if (!(error instanceof RefusedSelection)) throw error
    throw new UsageError(`--${error.given} is refused: ${error.message}`)
  }
  return { name, url, selection, variables }
}

async function list({ database, out, told }: RunWebhookOptions) {
  const webhooks = await listWebhooks(database.kysely)
  if (webhooks.length === 0) told.write('There is no webhook\n')
  writeTable(
    out,
    ['ID', 'NAME', 'STATE', 'FAILURES', 'LAST SUCCESS', 'NEXT ATTEMPT', 'URL', 'REASON'],
    webhooks.map((webhook) => [
      webhook.id,
      webhook.name,
      webhook.state,
      `${webhook.attempts}`,
      instant(webhook.last_success_at),
      instant(webhook.next_attempt_at),
      webhook.url,
      webhook.reason ?? (webhook.attempts > 0 ? webhook.last_failure : null) ?? '-',
    ]),
  )
  return 0
}

async function deliveries(id: string, { database, out, told }: RunWebhookOptions) {
  const target = await findWebhookTarget(database.kysely, id)
  if (!target) return tell(id, undefined, '', told)
  const latest = await listDeliveries(database.kysely, id)
  if (latest.length === 0) tell(id, target, 'has been sent nothing yet', told)
  writeTable(
    out,
    ['AT', 'MESSAGE', 'ATTEMPT', 'STATUS', 'MS', 'FAILURE'],
    latest.map(({ at, message_id: message, attempt, status, ms, failure }) => [
      instant(at),
      message,
      `${attempt}`,
      `${status ?? '-'}`,
      `${ms}`,
      failure ?? '-',
    ]),
  )
  return 0
}

const instant = (at: string | null) => (at === null ? '-' : new Date(at).toISOString())

async function change(
  id: string,
  to: WebhookChange,
  now: string,
  { database, told }: RunWebhookOptions,
): Promise<number> {
  const changed = await inTransaction(database.kysely, (trx) => updateWebhook(trx, id, to))
  return tell(id, changed, now, told)
}

async function rotate(id: string, { database, out, told }: RunWebhookOptions) {
  const secret = createSecret()
  const rotated = await inTransaction(database.kysely, (trx) =>
    rotateWebhookSecret(trx, id, secret, OVERLAP_HOURS),
  )
  const code = tell(id, rotated, `has a new secret; the old one signs too for ${OVERLAP_HOURS} hours`, told)
  if (rotated) out.write(`${printSecret(secret)}\n`)
  return code
}

async function remove(id: string, { database, told }: RunWebhookOptions) {
  const deleted = await inTransaction(database.kysely, (trx) => deleteWebhook(trx, id))
  return tell(id, deleted, 'is deleted', told)
}

/** Sends a message with nothing in it, signed as any other, and says how it was answered. Its place is not moved. */
async function tryOut(id: string, { database, reach, told }: RunWebhookOptions) {
  const target = await findWebhookTarget(database.kysely, id)
  if (!target) return tell(id, undefined, '', told)
  const message = { id: `msg_test_${Date.now()}`, body: '{"data":null}' }
  const sender = openSender(reach)
  const { status, failure, ms } = await sender.send({
    url: target.url,
    body: message.body,
    headers: signedHeaders(message, [target.secret], Date.now()),
    signal: new AbortController().signal,
  })
  sender.close()
  tell(id, target, failure === null ? `answered ${status} in ${ms} ms` : `failed: ${failure}`, told)
  return failure === null ? 0 : 1
}

function tell(id: string, found: { name: string } | undefined, what: string, told: Output): number {
  told.write(
    found
      ? `Webhook ${id}, ${found.name}, ${what}\n`
      : `There is no webhook ${id}; webhook list shows those that there are\n`,
  )
  return found ? 0 : 1
}
