import { sql } from 'kysely'
import { CHANGE_ACTIONS } from '../db/vocabulary.ts'
import { nodeTypes } from './node.ts'
import { connectionField } from './sql/fields.ts'
import { addFields, enumType, fields, joined, tableType } from './sql/index.ts'

export const ChangeAction = enumType('ChangeAction', CHANGE_ACTIONS, 'What a change did to a record.', {
  CREATED: 'Made it.',
  REVISED: 'Changed some of its fields, merged it or restored it.',
  WITHDRAWN: 'Withdrew it. It stays readable.',
})

const Change = tableType('revision_change', 'FieldChange', {
  description: 'One field that a revision changed, by its name in the database.',
})

fields(Change, (t) => ({
  field: t.column('field', {
    description: 'The column, or the table of a list, such as `published_on` or `claim_figure`.',
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
  actor: t.column('actor', { description: 'Who made it: `import`, `sample`, or the name of a key.' }),
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
