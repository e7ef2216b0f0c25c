import { sql } from 'kysely'
import { CHANGE_ACTIONS } from '../db/vocabulary.ts'
import { nodeTypes } from './node.ts'
import { connectionField } from './sql/fields.ts'
import { addFields, enumType, fields, joined, tableType } from './sql/index.ts'
import type { Sql } from './sql/row.ts'

export const ChangeAction = enumType('ChangeAction', CHANGE_ACTIONS, 'What a change did to a record.', {
  CREATED: 'Made it.',
  REVISED: 'Changed some of its fields, merged it or restored it.',
  WITHDRAWN: 'Withdrew it. It stays readable.',
})

const Change = tableType('revision_change', 'FieldChange', {
  derived: true,
  description: 'One field that a revision changed, from what to what.',
})

fields(Change, (t) => ({
  field: t.expression({
    description: 'The field as the graph names it, such as `publishedOn`, `outlet` or `figures`.',
    sql: (change) => fieldName(change('field')),
  }),
  from: t.expression({
    type: 'JSON',
    nullable: true,
    description: 'Value before; null when there was none.',
    sql: (change) => change('was'),
  }),
  to: t.expression({
    type: 'JSON',
    nullable: true,
    description: 'Value after; null when there is none any more.',
    sql: (change) => change('now'),
  }),
}))

export const Revision = tableType('revision', 'Revision', {
  description:
    'One change of one record: by whom, when, which fields, from what to what. Never changed itself.',
})

fields(Revision, (t) => ({
  revision: t.column('revision', {
    type: 'Int',
    description: 'Its number among those of the record, from 1.',
    order: 'By number.',
  }),
  action: t.column('action', { type: ChangeAction, description: 'What the change did.' }),
  at: t.column('at', { type: 'DateTime', description: 'When it was made.' }),
  actor: t.column('actor', {
    description: 'Who made it: `import`, `sample`, the name of a key, or `jwt:` and the subject of a token.',
  }),
  changes: t.list(
    Change,
    joined(({ here, there }) => ({
      on: sql`${there('revision_id')} = ${here('id')}`,
      order: there('field'),
    })),
    { description: 'The fields that it changed, by name.' },
  ),
}))

for (const type of nodeTypes) {
  addFields(type, {
    revisions: connectionField(
      {
        to: Revision,
        join: ({ here, there }) => ({
          on: sql`${there('node_id')} = ${here('id')} and ${there('kind')} = ${sql.lit(type.name)}`,
        }),
      },
      { description: 'Its history, latest change first.', order: { field: 'REVISION', direction: 'DESC' } },
    ),
  })
}

/** `publishedOn` of `published_on`, `outlet` of `outlet_id`. */
function fieldName(column: Sql): Sql {
  const words = sql`replace(initcap(replace(regexp_replace(${column}, '_id$', ''), '_', ' ')), ' ', '')`
  return sql`lower(left(${words}, 1)) || substr(${words}, 2)`
}
