import type { ObjectRef } from '@pothos/core'
import { builder, type Types } from './builder.ts'
import { PageInfo } from './relay.ts'
import { filterInput } from './sql/filter.ts'
import { orderInput } from './sql/order.ts'
import { readField } from './sql/read-field.ts'
import type { DefaultOrder, Row, TableType } from './sql/table-type.ts'

/** Rows of a page when neither `first` nor `last` is given. */
export const DEFAULT_PAGE_ROWS = 20
/** Rows of a page at most. More is an error, never a silent clamp. */
export const MAX_PAGE_ROWS = 100

export const Inclusion = builder.enumType('Inclusion', {
  description:
    'What a list does with withdrawn and merged records. They stay readable by id, slug and reference.',
  values: {
    EXCLUDE: { description: 'Leaves them out.' },
    INCLUDE: { description: 'Lists them with the others.' },
    ONLY: { description: 'Lists nothing else.' },
  },
})

const pages = `${DEFAULT_PAGE_ROWS} when neither is given, ${MAX_PAGE_ROWS} at most; more is an error.`

/** The arguments of every list: a page, an order, a filter, and what to do with withdrawn records. */
export function connectionArguments(type: TableType, order: DefaultOrder) {
  return builder.args((t) => ({
    first: t.int({ description: `How many records from the start, or after \`after\`. ${pages}` }),
    after: t.field({ type: 'Cursor', description: 'Begins behind this record.' }),
    last: t.int({ description: `How many records from the end, or before \`before\`. ${pages}` }),
    before: t.field({ type: 'Cursor', description: 'Ends before this record.' }),
    ...(type.orders.size > 1 && {
      orderBy: t.field({
        type: orderInput(type),
        required: true,
        defaultValue: order,
        description: 'Order of the list; ties are broken by id.',
      }),
    }),
    ...(type.filters.size > 0 && {
      filter: t.field({ type: filterInput(type), description: 'Which records to list. Null lists all.' }),
    }),
    ...(type.hidden && {
      withdrawn: t.field({
        type: Inclusion,
        required: true,
        defaultValue: 'EXCLUDE' as const,
        description: 'What to do with withdrawn and merged records.',
      }),
    }),
  }))
}

const edges = new Map<string, ObjectRef<Types, Row>>()

/** `<Name>Edge`: a record with its place in a list. */
export function edgeType(type: TableType): ObjectRef<Types, Row> {
  const known = edges.get(type.name)
  if (known) return known
  const edge = builder.objectRef<Row>(`${type.name}Edge`)
  edges.set(type.name, edge)
  edge.implement({
    description: `One ${type.name} of a list, with its place in it.`,
    extensions: { access: type.access },
    fields: (t) => ({
      node: t.field({ type: type.ref, description: `The ${type.name}.`, resolve: readField }),
      cursor: t.field({
        type: 'Cursor',
        description: 'Its place, for `after` and `before`.',
        resolve: readField,
      }),
    }),
  })
  return edge
}

const connections = new Map<string, ObjectRef<Types, Row>>()

/** `<Name>Connection` with its edges, by the Relay specification. */
export function connectionType(type: TableType): ObjectRef<Types, Row> {
  const known = connections.get(type.name)
  if (known) return known
  const edge = edgeType(type)
  const connection = builder.objectRef<Row>(`${type.name}Connection`)
  connection.implement({
    description: `A page of a list of ${type.name}.`,
    extensions: { access: type.access },
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The records of the page with their places.',
        resolve: readField,
      }),
      nodes: t.field({ type: [type.ref], description: 'The records of the page.', resolve: readField }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Where the page stands in the list.',
        resolve: readField,
      }),
      totalCount: t.field({
        type: 'Int',
        description: 'How many records the whole list holds. Counted only when selected.',
        resolve: readField,
      }),
      feedCursor: t.field({
        type: 'Cursor',
        description:
          'The feed as of this answer: a subscription `after` it is sent every change that the answer does not show. With `asOf` too it is that of now.',
        resolve: readField,
      }),
    }),
  })
  connections.set(type.name, connection)
  return connection
}
