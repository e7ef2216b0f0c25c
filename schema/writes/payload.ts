import { sql } from 'kysely'
import { readTokenSql } from '../../db/read-token.ts'
import type { NodeTable } from '../../db/tables.ts'
import { feedCursor } from '../feed-cursor.ts'
import { nodeJoin, nodeTypes } from '../node.ts'
import { Node } from '../relay.ts'
import { belongsTo, type Declared, fields, type TableType, tableType, valueField } from '../sql/index.ts'
import { parameter, type Slot, type Variables } from '../sql/input.ts'
import type { AnyJoin } from '../sql/join.ts'
import { TRUE } from '../sql/row.ts'

/** Something that a mutation's outcome tells, where the statement of its payload finds it. */
export const writtenSlot = (name: string): Slot => ({ read: (variables) => variables[`written.${name}`] })

/** An outcome as variables: none of a document has these names. */
export const writtenVariables = (outcome: object): Variables =>
  Object.fromEntries(Object.entries(outcome).map(([name, value]) => [`written.${name}`, value]))

/** The row that a payload shows: the node that was written, where one was, and the place of the change in the feed. */
const writtenRow: AnyJoin = () => ({
  source: sql`(select ${parameter(writtenSlot('kind'), 'text')} as kind, ${parameter(writtenSlot('id'), 'bigint')} as node_id,
    coalesce((select seq from feed_entry where id = ${parameter(writtenSlot('entry'), 'bigint')}),
      -- What changed nothing has no entry.
      (select seq from feed_head)) as seq)`,
  on: TRUE,
})

/** The field of every payload that hands over to the feed. */
export const feedCursorField = valueField(
  (row) => feedCursor(row('seq')),
  {
    type: 'Cursor',
    description: 'The feed as of this change: a subscription `after` it misses nothing that came later.',
  },
  'feed_entry.seq',
)

/** The field of every payload by which a later query is sure to see what was written. */
export const readTokenField = valueField(
  () => readTokenSql,
  {
    description:
      'Sent back with a query, as the header `Dateline-Read-Token`, it makes sure that the answer knows of this change. Without it a query may be answered by a replica that does not yet.',
  },
  'feed_entry.seq',
)

/** The payload of a mutation that writes one record of a type; `list` is the root field that lists the type. */
export function recordPayload<T extends NodeTable>(
  name: string,
  type: TableType<T>,
  list: string,
): TableType {
  const payload = tableType('feed_entry', `${name}Payload`, {
    description: `The ${type.name} that was written.`,
    access: 'EDITOR',
  })
  fields(payload, (t) => ({
    node: t.one(type, belongsTo('node_id'), { description: 'The record as it is now.', nullable: false }),
    edge: t.edge(type, list, 'node_id', {
      description: `The record with its place among \`${list}\` in their usual order, for a list that shows it.`,
    }),
    feedCursor: feedCursorField,
    readToken: readTokenField,
  }))
  return payload
}

/** The payload of a mutation that does the same to records of every type. */
export function nodePayload(name: string, description: string): TableType {
  const payload = tableType('feed_entry', `${name}Payload`, { description, access: 'EDITOR' })
  fields(payload, (t) => ({
    node: t.variant(
      Node,
      nodeTypes.map((to) => ({ to, join: nodeJoin(to.name) })),
      { description: 'The record as it is now.' },
    ),
    feedCursor: feedCursorField,
    readToken: readTokenField,
  }))
  return payload
}

/** How the root field of a mutation is read: its payload, tagged for the union. */
export const payloadSql = (payload: TableType): Declared => ({
  is: 'variant',
  of: [{ to: payload, join: writtenRow }],
})
