import { sql } from 'kysely'
import { NODE_KINDS } from '../db/vocabulary.ts'
import { entryCursor } from './feed-cursor.ts'
import { nodeJoin, nodeTypes } from './node.ts'
import { Node } from './relay.ts'
import { ChangeAction } from './revision.ts'
import { enumType, fields, tableType } from './sql/index.ts'

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
    sql: entryCursor,
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
  nodeId: t.expression({
    type: 'ID',
    description: 'The id of the record, by which whoever keeps a copy finds what to change or to drop.',
    sql: (entry) => sql`${entry('kind')} || ':' || ${entry('node_id')}`,
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
