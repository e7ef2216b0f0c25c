import { sql } from 'kysely'
import { builder } from './builder.ts'
import { nodeJoin, nodeTypes } from './node.ts'
import { Node } from './relay.ts'
import { rowId } from './sql/comparators.ts'
import { asOfArgument, type Declared, resolveRoot } from './sql/index.ts'
import { idType } from './sql/input.ts'
import type { AnyJoin } from './sql/join.ts'

const byId =
  (kind: string): AnyJoin =>
  ({ there, args }) => {
    const id = args.value('id')
    // The plan of an id reads the one table that the id names.
    if (id.is !== 'leaf' || idType(id.known) !== kind) return null
    return { on: sql`${there('id')} = ${args.parameter('id', 'bigint', (given) => rowId(given, kind))}` }
  }

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    description: 'The record with this id, whatever its type. Null when there is none.',
    args: { id: t.arg.id({ required: true, description: 'Global id.' }), ...asOfArgument() },
    extensions: {
      access: 'READER',
      sql: { is: 'variant', of: nodeTypes.map((to) => ({ to, join: byId(to.name) })) } satisfies Declared,
    },
    resolve: resolveRoot,
  }),
)

builder.queryField('nodes', (t) =>
  t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'The records with these ids, in their order, null in the place of each that is not found.',
    args: {
      ids: t.arg.idList({ required: true, description: 'Global ids, 100 at most.' }),
      ...asOfArgument(),
    },
    extensions: {
      access: 'READER',
      sql: { is: 'nodes', of: nodeTypes.map((to) => ({ to, join: nodeJoin(to.name) })) } satisfies Declared,
    },
    resolve: resolveRoot,
  }),
)
