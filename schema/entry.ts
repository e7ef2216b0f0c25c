import { sql } from 'kysely'
import { NODE_KINDS } from '../db/vocabulary.ts'
import { builder } from './builder.ts'
import type { Context } from './context.ts'
import { feedCursor, readFeedCursor } from './feed-cursor.ts'
import { nodeJoin, nodeTypes } from './node.ts'
import { Node } from './relay.ts'
import { ChangeAction } from './revision.ts'
import {
  type Declared,
  enumType,
  fields,
  filterInput,
  planOf,
  type Row,
  readPlan,
  tableType,
} from './sql/index.ts'
import { parameter, type Slot, type Variables } from './sql/input.ts'
import type { Plan } from './sql/plan.ts'

export const NodeKind = enumType(
  'NodeKind',
  NODE_KINDS,
  'The nouns that have a history and a place in the feed.',
  {
    Outlet: 'Who publishes.',
    Author: 'A byline as an entity.',
    Subject: 'A term of a scheme.',
    Article: 'One text as one outlet published it.',
    Party: 'Anyone who speaks or acts.',
    Place: 'Where something happened.',
    Event: 'What happened.',
    Claim: 'One statement made in one article.',
    Review: 'What one reviewer made of one claim.',
  },
)

export const Entry = tableType('feed_entry', 'Entry', {
  description: 'One line of the feed: what happened to one record, in the order of the commits.',
})

fields(Entry, (t) => ({
  cursor: t.expression({
    type: 'Cursor',
    description: 'Its place in the feed. A subscription `after` it goes on with the next entry.',
    sql: (entry) => feedCursor(entry('seq')),
  }),
  kind: t.column('kind', { type: NodeKind, description: 'The noun.', filter: 'Is of one of these nouns.' }),
  action: t.column('action', {
    type: ChangeAction,
    description: 'What happened.',
    filter: 'Is one of these actions.',
  }),
  revision: t.column('revision', {
    type: 'Int',
    description: 'The revision of the record that it tells of.',
  }),
  at: t.column('at', {
    type: 'DateTime',
    description: 'When the change was made.',
    filter: 'When the change was made.',
  }),
  node: t.variant(
    Node,
    nodeTypes.map((type) => ({
      to: type,
      join: nodeJoin(type.name),
    })),
    { description: 'The record as it is now, which may be later than this entry.' },
  ),
}))

/** Entries read by one statement while a subscriber catches up. */
const BATCH_ENTRIES = 500n

/** Where the reader of a subscription stands: no variable of a document can have these names. */
const AFTER: Slot = { read: (variables) => variables['feed.after'] }
const UP_TO: Slot = { read: (variables) => variables['feed.upTo'] }

builder.subscriptionField('entries', (t) =>
  t.field({
    type: Entry.ref,
    description:
      'New entries of the feed, each once and in the order of the commits. Without `after` it begins with the next change.',
    args: {
      after: t.arg({
        type: 'Cursor',
        description: 'Begins behind this entry of the feed. Null begins with the next change.',
      }),
      filter: t.arg({
        type: filterInput(Entry),
        description: 'Which entries to deliver. Null delivers all.',
      }),
    },
    extensions: {
      access: 'READER',
      sql: {
        is: 'list',
        to: Entry,
        join: ({ there }) => ({
          on: sql`${there('seq')} > ${parameter(AFTER, 'bigint')} and ${there('seq')} <= ${parameter(UP_TO, 'bigint')}`,
          order: there('seq'),
        }),
      } satisfies Declared,
    },
    // The place is taken before the caller is told that it is subscribed: what is committed then is sent.
    subscribe: async (_root, { after }, context, info) =>
      follow(
        after == null ? await context.feedHead.latest() : readFeedCursor(after, context.feedHead),
        context,
        planOf(info),
        info.variableValues,
      ),
    resolve: (entry) => entry,
  }),
)

async function* follow(
  after: bigint,
  { database, feedHead, signal }: Context,
  plan: Plan,
  variables: Variables,
): AsyncGenerator<Row> {
  let seq = after
  while (await feedHead.moved(seq, signal)) {
    const upTo = feedHead.seq - seq > BATCH_ENTRIES ? seq + BATCH_ENTRIES : feedHead.seq
    const window = { 'feed.after': seq.toString(), 'feed.upTo': upTo.toString() }
    const entries: readonly Row[] = await readPlan(database, plan, { ...variables, ...window })
    yield* entries
    seq = upTo
  }
}
