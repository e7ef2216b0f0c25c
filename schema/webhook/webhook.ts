import { sql } from 'kysely'
import { WEBHOOK_STATES } from '../../db/vocabulary.ts'
import { enumType, fields, joined, tableType } from '../sql/index.ts'

const WebhookState = enumType(
  'WebhookState',
  WEBHOOK_STATES,
  'Whether a webhook is sent to. In each state it keeps its place in the feed.',
  {
    ACTIVE: 'What comes behind its place is sent.',
    PAUSED: 'Nothing is sent, as somebody wished.',
    DISABLED: 'Nothing can be sent until somebody changes it; `reason` says why.',
  },
)

const WebhookDelivery = tableType('webhook_delivery', 'WebhookDelivery', {
  description: 'One attempt to send one message of a webhook.',
})

fields(WebhookDelivery, (t) => ({
  messageId: t.column('message_id', {
    description: 'The header `webhook-id` of the message: the same at every attempt.',
  }),
  attempt: t.column('attempt', {
    type: 'Int',
    description: 'Which one it was since something arrived last, from 1.',
  }),
  status: t.column('status', {
    type: 'Int',
    nullable: true,
    description: 'What the receiver answered by HTTP; null where no answer came.',
  }),
  failure: t.column('failure', {
    nullable: true,
    description: 'Why the message counts as not arrived; null where it has arrived.',
  }),
  ms: t.column('ms', { type: 'Int', description: 'Milliseconds from its begin to its end.' }),
  at: t.column('at', { type: 'DateTime', description: 'When it ended.' }),
}))

export const Webhook = tableType('webhook', 'Webhook', {
  description:
    'A subscription that is sent to an address: each change that it tells of is a POST, in the order of the feed, at least once, signed by Standard Webhooks. For admins alone.',
})

fields(Webhook, (t) => ({
  id: t.expression({
    type: 'ID',
    description: 'Names this webhook in the mutations that change it; `dateline webhook` takes its digits.',
    sql: (webhook) => sql`'Webhook:' || ${webhook('id')}`,
  }),
  name: t.column('name', { description: 'What people call it; no two have the same.' }),
  url: t.column('url', { description: 'Where it is sent.' }),
  selection: t.column('selection', {
    description:
      'The subscription, as a GraphQL document: its filter says what is sent, its fields how it looks.',
  }),
  variables: t.column('variables', {
    type: 'JSON',
    description: 'The values of the variables of `selection`.',
  }),
  state: t.column('state', { type: WebhookState, description: 'Whether it is sent to.' }),
  reason: t.column('reason', {
    nullable: true,
    description: 'Why it is DISABLED, beginning with the code where the feed refused its place; else null.',
  }),
  cursor: t.column('cursor', {
    type: 'Cursor',
    description: 'Its place in the feed: all up to there has arrived, or was not to be sent.',
  }),
  failures: t.column('attempts', {
    type: 'Int',
    description: 'How many attempts have failed since the last that did not.',
  }),
  firstFailureAt: t.column('failing_since', {
    type: 'DateTime',
    nullable: true,
    description:
      'When the first of these failed; null without any. After five days of failures it is disabled.',
  }),
  nextAttemptAt: t.column('next_attempt_at', {
    type: 'DateTime',
    nullable: true,
    description: 'Before when nothing is sent again; null where nothing is waited for.',
  }),
  lastSuccessAt: t.column('last_success_at', {
    type: 'DateTime',
    nullable: true,
    description: 'When something arrived last; null where nothing has.',
  }),
  lastFailureAt: t.column('last_failure_at', {
    type: 'DateTime',
    nullable: true,
    description: 'When an attempt failed last; null where none has.',
  }),
  lastFailure: t.column('last_failure', {
    nullable: true,
    description:
      'Why an attempt failed last, or why what is to be sent could not be read; null where nothing has failed.',
  }),
  createdBy: t.column('created_by', {
    description: 'The name of the key that it was made with, or `terminal`.',
  }),
  createdAt: t.column('created_at', { type: 'DateTime', description: 'When it was made.' }),
  updatedAt: t.column('updated_at', {
    type: 'DateTime',
    description: 'When somebody changed it last; what is sent changes nothing of it.',
  }),
  deliveries: t.list(
    WebhookDelivery,
    joined(({ here, there }) => ({
      on: sql`${there('webhook_id')} = ${here('id')}`,
      order: sql`${there('id')} desc`,
    })),
    { description: 'The latest attempts, a hundred at most, the newest first.' },
  ),
}))
