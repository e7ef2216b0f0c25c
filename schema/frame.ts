import type { ObjectRef } from '@pothos/core'
import { sql } from 'kysely'
import { NODE_KINDS, type NodeKind } from '../db/vocabulary.ts'
import { builder, type Types } from './builder.ts'
import { Entry } from './entry.ts'
import type { Followed } from './feed/frame-plan.ts'
import { entryCursor } from './feed-cursor.ts'
import { nodeTypes } from './node.ts'
import { type Declared, filterInput, type Row, type TableType } from './sql/index.ts'
import { readField } from './sql/read-field.ts'
import { all } from './sql/row.ts'

const FeedFrame = builder.interfaceRef<Row>('FeedFrame')

FeedFrame.implement({
  description:
    'What a subscription to the feed is sent at a time: one entry, or word of how far it has come. The first frame tells where it begins.',
  fields: (t) => ({
    cursor: t.field({
      type: 'Cursor',
      description:
        'The place that is reached with this frame. A subscription `after` it misses nothing and repeats nothing.',
      extensions: { sql: { is: 'value', sql: (entry) => entryCursor(entry) } satisfies Declared },
      resolve: readField,
    }),
    previousCursor: t.field({
      type: 'Cursor',
      description:
        'The `cursor` of the frame before, of the first frame its own: where it is another, a frame was lost on the way.',
      // Differs between subscribers: the statement does not know it.
      extensions: { sql: { is: 'value', sql: () => sql`null::text` } satisfies Declared },
      resolve: readField,
    }),
  }),
})

/** The field that frames of every kind have. */
const ENTRY = {
  type: Entry.ref,
  nullable: true,
  description:
    'What happened; null where the frame tells of progress alone: up to `cursor` there was nothing that matches.',
  extensions: { sql: { is: 'part' } satisfies Declared },
  resolve: readField,
} as const

const EntryFrame = builder.objectRef<Row>('EntryFrame')
EntryFrame.implement({
  description: 'A frame of `entries`.',
  extensions: { access: Entry.access },
  interfaces: [FeedFrame],
  fields: (t) => ({
    entry: t.field(ENTRY),
  }),
})

/** The frame of a noun: the entry, and the record while it is in the list. */
function frameOf(type: TableType): ObjectRef<Types, Row> {
  const frame = builder.objectRef<Row>(`${type.name}Frame`)
  frame.implement({
    description: `A frame of the subscription to ${type.name} records.`,
    extensions: { access: type.access },
    interfaces: [FeedFrame],
    fields: (t) => ({
      entry: t.field(ENTRY),
      node: t.field({
        type: type.ref,
        nullable: true,
        description:
          'The record as it is now. Null beside an entry says that it is in no such list any more, withdrawn, merged, or changed so that it does not match: whoever keeps a copy drops `entry.nodeId`.',
        extensions: {
          sql: {
            is: 'one',
            to: type,
            join: ({ here, there }) => ({
              on: all([
                sql`${there('id')} = ${here('node_id')}`,
                here('matches'),
                ...(type.hidden ? [sql`not ${type.hidden(there)}`] : []),
              ]),
            }),
          } satisfies Declared,
        },
        resolve: readField,
      }),
    }),
  })
  return frame
}

/** The root lists of the nouns, whose names the subscriptions share. */
const LISTS: Record<NodeKind, string> = {
  Outlet: 'outlets',
  Author: 'authors',
  Subject: 'subjects',
  Article: 'articles',
  Party: 'parties',
  Place: 'places',
  Event: 'events',
  Claim: 'claims',
  Review: 'reviews',
}

const AFTER =
  'Begins behind this place in the feed: a `cursor` of a frame or entry, or the `feedCursor` of a list or mutation. Null begins with the next change.'

function follow(name: string, frame: ObjectRef<Types, Row>, followed: Followed, description: string): void {
  builder.subscriptionField(name, (t) =>
    t.field({
      type: frame,
      description,
      args: {
        after: t.arg({ type: 'Cursor', description: AFTER }),
        filter: t.arg({
          type: filterInput(followed.type),
          description: 'Which to deliver, as the list has it. Null delivers all.',
        }),
      },
      extensions: { access: 'READER', feed: followed },
      subscribe: () => {
        throw new Error('Subscriptions are opened by schema/feed/subscriptions.ts')
      },
      resolve: (row: Row) => row,
    }),
  )
}

follow(
  'entries',
  EntryFrame,
  { type: Entry, kind: null },
  'Every entry of the feed from a place on, each once and in the order of the commits; at least every 15 seconds a frame, if only of progress. What ends it is told as an error with a code.',
)

for (const kind of NODE_KINDS) {
  const type = nodeTypes.find(({ name }) => name === kind)
  if (!type) throw new Error(`No module declares ${kind}`)
  follow(
    LISTS[kind],
    frameOf(type),
    { type, kind },
    `The changes of ${kind} records that match, in the order of the commits, beginning where \`feedCursor\` of the list \`${LISTS[kind]}\` ends. Each is judged by what the record is now; one that matched until this change is told without its \`node\`. A record that comes to match, or no longer does, by a change of another one is not told of.`,
  )
}
