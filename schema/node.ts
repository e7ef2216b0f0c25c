import { sql } from 'kysely'
import type { NodeTable } from '../db/tables.ts'
import { Node } from './relay.ts'
import { compareIds } from './sql/comparators.ts'
import { addFields, type Join, oneField, type TableType, tableType, valueField } from './sql/index.ts'

/** Every node type, in the order of declaration: what `node`, `nodes` and the feed can answer with. */
export const nodeTypes: TableType<NodeTable>[] = []

/** Declares a noun whose rows are nodes, with what all nodes have: an id, a slug, a history, a state. */
export function nodeType<T extends NodeTable>(table: T, name: string, description: string): TableType<T> {
  const type = tableType(table, name, {
    description,
    interfaces: [Node],
    hidden: (row) => sql`(${row('withdrawn_at')} is not null or ${row('merged_into')} is not null)`,
  })
  nodeTypes.push(type)
  type.keys.set('slug', { type: 'String', column: 'slug', description: 'Slug, to the letter.' })
  type.filters.set('ids', {
    description: 'Has one of these ids.',
    input: () => ['ID'],
    where: (value, row) => compareIds(name)(value, row('id')),
    columns: [`${table}.id`],
  })
  addFields(type, nodeFields(type))
  return type
}

/** Finds the record that a row with `kind` and `node_id` names, where it is of this kind. */
export const nodeJoin =
  <Here extends 'feed_entry' | 'search_hits'>(kind: string): Join<Here, NodeTable> =>
  ({ here, there }) => ({
    on: sql`${here('kind')} = ${sql.lit(kind)} and ${there('id')} = ${here('node_id')}`,
  })

const nodeFields = (type: TableType) => ({
  id: valueField(
    (row) => sql`${sql.lit(`${type.name}:`)} || ${row('id')}`,
    { type: 'ID', description: 'Names this record and its type in the whole service, for ever.' },
    `${type.table}.id`,
  ),
  slug: valueField(
    (row) => row('slug'),
    {
      stored: true,
      description: 'Readable key, unique among records of this type; import files refer to it.',
      filter: 'Its slug compares so.',
    },
    `${type.table}.slug`,
  ),
  revision: valueField(
    (row) => row('revision'),
    {
      stored: true,
      type: 'Int',
      description: 'Number of the latest revision, from 1.',
    },
    `${type.table}.revision`,
  ),
  createdAt: valueField(
    (row) => row('created_at'),
    {
      stored: true,
      type: 'DateTime',
      description: 'When the record was made here; not when what it tells of happened.',
      filter: 'When the record was made.',
      order: 'Records made first come first.',
    },
    `${type.table}.created_at`,
  ),
  updatedAt: valueField(
    (row) => row('updated_at'),
    {
      stored: true,
      type: 'DateTime',
      description: 'When the record was last changed.',
      filter: 'When the record was last changed.',
      order: 'Records changed least recently come first.',
    },
    `${type.table}.updated_at`,
  ),
  withdrawnAt: valueField(
    (row) => row('withdrawn_at'),
    {
      stored: true,
      type: 'DateTime',
      nullable: true,
      description: 'When the record was withdrawn; null while it stands. Lists leave withdrawn records out.',
    },
    `${type.table}.withdrawn_at`,
  ),
  withdrawnReason: valueField(
    (row) => row('withdrawn_reason'),
    {
      stored: true,
      nullable: true,
      description: 'Why the record was withdrawn; null while it stands.',
    },
    `${type.table}.withdrawn_reason`,
  ),
  mergedInto: oneField(
    { to: type, join: ({ here, there }) => ({ on: sql`${there('id')} = ${here('merged_into')}` }) },
    { description: 'The record that this one turned out to be a duplicate of; null for all others.' },
  ),
})
