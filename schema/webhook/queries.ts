import { sql } from 'kysely'
import { builder } from '../builder.ts'
import { rowId } from '../sql/comparators.ts'
import { type Declared, resolveRoot } from '../sql/index.ts'
import type { AnyJoin } from '../sql/join.ts'
import { TRUE } from '../sql/row.ts'
import { Webhook } from './webhook.ts'

const byId: AnyJoin = ({ there, args }) => ({
  on: sql`${there('id')} = ${args.parameter('id', 'bigint', (id) => rowId(id, 'Webhook'))}`,
})

builder.queryField('webhook', (t) =>
  t.field({
    type: Webhook.ref,
    nullable: true,
    description: 'One webhook, and how it fares. Null when there is none by that id. For admins.',
    args: { id: t.arg.id({ required: true, description: 'Which one, such as `Webhook:1`.' }) },
    extensions: { access: 'ADMIN', sql: { is: 'one', to: Webhook, join: byId } satisfies Declared },
    resolve: resolveRoot,
  }),
)

const everyOne: AnyJoin = ({ there }) => ({ on: TRUE, order: there('id') })

builder.queryField('webhooks', (t) =>
  t.field({
    type: [Webhook.ref],
    description: 'Every webhook, the oldest first: few by nature. For admins.',
    extensions: { access: 'ADMIN', sql: { is: 'list', to: Webhook, join: everyOne } satisfies Declared },
    resolve: resolveRoot,
  }),
)
