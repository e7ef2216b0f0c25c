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
  }),
})

export const PageInfo = builder.objectRef<Row>('PageInfo')

PageInfo.implement({
  description: 'Where a page stands in its list, by the Relay specification.',
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
