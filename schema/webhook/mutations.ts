import { sql } from 'kysely'
import { OVERLAP_HOURS } from '../../db/values/webhook-limits.ts'
import { createSecret, fingerprintOf, SECRET_PREFIX } from '../../db/values/webhook-secret.ts'
import { Conflict, NotFound } from '../../db/writes/conflict.ts'
import {
  createWebhook,
  deleteWebhook,
  findWebhookForUpdate,
  NameTaken,
  rotateWebhookSecret,
  updateWebhook,
} from '../../db/writes/webhook.ts'
import { builder } from '../builder.ts'
import { belongsTo, fields, type TableType, tableType } from '../sql/index.ts'
import { parameter } from '../sql/input.ts'
import { sharedFields } from '../writes/inputs.ts'
import { mutationField } from '../writes/mutation.ts'
import { readTokenField, writtenSlot } from '../writes/payload.ts'
import { readEach, readInput, readOptional } from '../writes/read-input.ts'
import { checkPlace, NO_WEBHOOK, readSelected, readWebhookId, webhookAddress, webhookName } from './input.ts'
import { Webhook } from './webhook.ts'

/** A payload with the webhook, and its secret where it has a new one. */
function payload(name: string, description: string, hasSecret = false): TableType {
  const type = tableType('feed_entry', `${name}Payload`, { description, access: 'ADMIN' })
  fields(type, (t) => ({
    webhook: t.one(Webhook, belongsTo('node_id'), {
      description: 'The webhook as it is now; null where it was deleted since.',
    }),
    ...(hasSecret && {
      secret: t.expression({
        nullable: true,
        description:
          'The secret that it was given, beginning with `whsec_`, which signs its messages. It is shown this once: keep it where the receiver runs. A repetition by `idempotencyKey` shows the same one, also after a rotation; null where it was rotated twice since, or the webhook deleted.',
        sql: (written) =>
          sql`(select ${sql.lit(SECRET_PREFIX)} || encode(given, 'base64') from webhook, unnest(array[secret, former_secret]) given
            where id = ${written('node_id')} and encode(sha256(given), 'hex') = ${parameter(writtenSlot('fingerprint'), 'text')})`,
      }),
    }),
    readToken: readTokenField,
  }))
  return type
}

const NAME = 'What people call it, 100 characters at most. Another webhook must not have it.'
const URL_ =
  'Where to send: an https address of the public internet, unless the service allows others. Redirects are not followed.'
const SELECTION =
  'A GraphQL document with one subscription, written as for subscribing, but without `after`: `subscription { articles { entry { action nodeId } node { headline } } }`. Its answer to each change is a message; it is read as a reader reads.'
const VARIABLES = 'An object with the values of the variables of `selection`.'

mutationField('createWebhook', {
  access: 'ADMIN',
  description:
    'Sends the changes that a subscription tells of to an address, each as a signed POST, from the next change on. For admins.',
  input: builder.inputType('CreateWebhookInput', {
    description: 'What to send, and where.',
    fields: (t) => ({
      name: t.string({ required: true, description: NAME }),
      url: t.string({ required: true, description: URL_ }),
      selection: t.string({ required: true, description: SELECTION }),
      variables: t.field({ type: 'JSON', description: `${VARIABLES} Null for none.` }),
      after: t.field({
        type: 'Cursor',
        description:
          'Begins behind this place, such as the `feedCursor` of a list. Null begins with the next change.',
      }),
      ...sharedFields(t),
    }),
  }),
  payload: payload('CreateWebhook', 'The webhook that was made, with its secret.', true),
  write: async (trx, input, { actor, schema, context: { reach, selectionBounds } }) => {
    const [name, url, { selection, variables }] = readEach(
      () => readInput(input, 'name', webhookName),
      () => readInput(input, 'url', webhookAddress(reach)),
      () => readSelected(schema, input, { selection: '', variables: {} }, selectionBounds),
    )
    const cursor = typeof input.after === 'string' ? input.after : undefined
    if (cursor !== undefined) await checkPlace(trx, cursor)
    const secret = createSecret()
    const id = await createWebhook(trx, {
      name,
      url,
      selection,
      variables,
      role: 'READER',
      createdBy: actor,
      secret,
      ...(cursor !== undefined && { cursor }),
    })
    if (id === null) throw taken(name)
    return { id, fingerprint: fingerprintOf(secret) }
  },
})

mutationField('updateWebhook', {
  access: 'ADMIN',
  description:
    'Changes what a webhook is sent, or where, from the next message on; pauses it, or takes it up again. It keeps its place in the feed. For admins.',
  input: builder.inputType('UpdateWebhookInput', {
    description: 'What to change of one webhook. A field left out, or null, stays as it is.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'Which one, such as `Webhook:1`.' }),
      name: t.string({ description: NAME }),
      url: t.string({ description: URL_ }),
      selection: t.string({ description: SELECTION }),
      variables: t.field({ type: 'JSON', description: `${VARIABLES} They replace all that there were.` }),
      isPaused: t.boolean({
        description:
          'True sends nothing more for now. False goes on where it stands, at once, also where it was DISABLED or waits.',
      }),
      after: t.field({
        type: 'Cursor',
        description:
          'Another place to go on behind: what lies between is not sent, or sent again. Needed where the feed knows the old one no more.',
      }),
      ...sharedFields(t),
    }),
  }),
  payload: payload('UpdateWebhook', 'The webhook that was changed.'),
  write: async (trx, input, { schema, context: { reach, selectionBounds } }) => {
    const id = readWebhookId(input)
    const stored = await findWebhookForUpdate(trx, id)
    if (!stored) throw new NotFound(NO_WEBHOOK)
    const isChanged = input.selection != null || input.variables != null
    const [name, url, selected] = readEach(
      () => readOptional(input, 'name', webhookName),
      () => readOptional(input, 'url', webhookAddress(reach)),
      () => (isChanged ? readSelected(schema, input, stored, selectionBounds) : null),
    )
    const cursor = typeof input.after === 'string' ? input.after : null
    if (cursor !== null) await checkPlace(trx, cursor)
    try {
      await updateWebhook(trx, id, { name, url, ...selected, state: stateOf(input), cursor })
    } catch (error) {
      throw error instanceof NameTaken ? taken(name) : error
    }
    return { id }
  },
})

mutationField('rotateWebhookSecret', {
  access: 'ADMIN',
  description: `Gives a webhook a new secret. The old one signs beside it for ${OVERLAP_HOURS} hours, so that the receiver may change over when it likes; after a second rotation only the last two sign. For admins.`,
  input: builder.inputType('RotateWebhookSecretInput', {
    description: 'Which webhook is to have another secret.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The webhook, such as `Webhook:1`.' }),
      ...sharedFields(t),
    }),
  }),
  payload: payload('RotateWebhookSecret', 'The webhook with its new secret.', true),
  write: async (trx, input) => {
    const id = readWebhookId(input)
    const secret = createSecret()
    if (!(await rotateWebhookSecret(trx, id, secret, OVERLAP_HOURS))) throw new NotFound(NO_WEBHOOK)
    return { id, fingerprint: fingerprintOf(secret) }
  },
})

const DeleteWebhookPayload = tableType('feed_entry', 'DeleteWebhookPayload', {
  description: 'The webhook that is no more.',
  access: 'ADMIN',
})

fields(DeleteWebhookPayload, (t) => ({
  deletedId: t.expression({
    type: 'ID',
    description: 'The id that it had.',
    sql: (written) => sql`'Webhook:' || ${written('node_id')}`,
  }),
  readToken: readTokenField,
}))

mutationField('deleteWebhook', {
  access: 'ADMIN',
  description:
    'Forgets a webhook, its secret and its place. A message that is under way may still arrive. For admins.',
  input: builder.inputType('DeleteWebhookInput', {
    description: 'Which webhook to delete.',
    fields: (t) => ({
      id: t.id({ required: true, description: 'The webhook, such as `Webhook:1`.' }),
      ...sharedFields(t),
    }),
  }),
  payload: DeleteWebhookPayload,
  write: async (trx, input) => {
    const id = readWebhookId(input)
    if (!(await deleteWebhook(trx, id))) throw new NotFound(NO_WEBHOOK)
    return { id }
  },
})

const stateOf = ({ isPaused }: Readonly<Record<string, unknown>>) => {
  if (isPaused == null) return null
  return isPaused === true ? 'PAUSED' : 'ACTIVE'
}

const taken = (name: string | null) =>
  new Conflict('DUPLICATE', `Another webhook has the name “${name}”.`, null, 'name')
