import { builder } from './builder.ts'
import { readField } from './sql/read-field.ts'
import type { Row } from './sql/table-type.ts'
import { resolveTag } from './sql/tag.ts'

/** Whatever has an id, a slug and a history. The fields' SQL stands in node.ts. */
export const Node = builder.interfaceRef<Row>('Node')

Node.implement({
  description: 'A record with an id that stays its own for ever: withdrawn or merged, it still answers.',
  resolveType: resolveTag,
  fields: (t) => ({
    id: t.id({ description: 'Names this record and its type in the whole service.' }),
    slug: t.string({ description: 'Readable key, unique among records of its type.' }),
    revision: t.int({ description: 'Number of the latest revision, from 1.' }),
    createdAt: t.field({ type: 'DateTime', description: 'When the record was made here.' }),
    updatedAt: t.field({ type: 'DateTime', description: 'When the record was last changed.' }),
    withdrawnAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When the record was withdrawn; null while it stands.',
    }),
    withdrawnReason: t.string({
      nullable: true,
      description: 'Why the record was withdrawn; null while it stands.',
    }),
    mergedInto: t.field({
      type: Node,
      nullable: true,
      description: 'The record that this one turned out to be a duplicate of; null for all others.',
    }),
  }),
})

export const PageInfo = builder.objectRef<Row>('PageInfo')

PageInfo.implement({
  description: 'Where a page stands in its list, by the Relay specification.',
  extensions: { access: 'READER' },
  fields: (t) => ({
    hasNextPage: t.boolean({ description: 'Whether records follow the page.', resolve: readField }),
    hasPreviousPage: t.boolean({ description: 'Whether records precede the page.', resolve: readField }),
    startCursor: t.field({
      type: 'Cursor',
      nullable: true,
      description: 'Place of the first record; null on an empty page.',
      resolve: readField,
    }),
    endCursor: t.field({
      type: 'Cursor',
      nullable: true,
      description: 'Place of the last record; null on an empty page.',
      resolve: readField,
    }),
  }),
})
