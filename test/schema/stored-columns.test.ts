import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNonNullType, isObjectType } from 'graphql'
import { sql } from 'kysely'
import { schema } from '../../schema/index.ts'
import { type Declared, declaredOf } from '../../schema/sql/declared.ts'
import type { TableType } from '../../schema/sql/index.ts'
import { rowOf } from '../../schema/sql/row.ts'
import { openTestDatabase } from '../support/database.ts'

const db = await openTestDatabase()

const { rows: columns } = await sql<{ place: string; kept: boolean }>`
  select relname || '.' || attname as place, relkind = 'r' and attnotnull as kept
  from pg_attribute join pg_class on pg_class.oid = attrelid
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and attnum > 0`.execute(db.kysely)
const isKept = new Map(columns.map(({ place, kept }) => [place, kept]))

const declarations = Object.values(schema.getTypeMap()).flatMap((type) =>
  isObjectType(type)
    ? Object.values(type.getFields()).flatMap((field) =>
        field.extensions.sql === undefined
          ? []
          : [{ type, field, declared: declaredOf(field.extensions, '') }],
      )
    : [],
)

/** The types whose rows a join finds in their own table: what a part shows is guarded at any rate. */
const tables = new Map<string, TableType>()
for (const { declared } of declarations) {
  for (const { to } of relatedOf(declared)) if (!to.derived) tables.set(to.name, to)
}

function relatedOf(declared: Declared): { to: TableType }[] {
  if ('to' in declared) return [declared]
  return 'of' in declared ? [...declared.of] : []
}

/** Computed by a function that their joins name, which the compile sees. */
const OF_FUNCTIONS = ['Highlight', 'SearchHit', 'Span', 'PossibleCopy', 'BulkRecord']

for (const { type, field, declared } of declarations) {
  const table = tables.get(type.name)
  if (!table || declared.is !== 'value' || !declared.stored || !isNonNullType(field.type)) continue
  if (OF_FUNCTIONS.includes(type.name) || type.name.endsWith('Payload')) continue
  test(`${type.name}.${field.name} needs no guard: its column is never null, now and formerly`, () => {
    const names: string[] = []
    declared.sql((column) => {
      names.push(column)
      return rowOf('t')(column)
    })
    assert.equal(names.length, 1)
    assert.equal(isKept.get(`${table.table}.${names[0]}`), true)
    assert.notEqual(isKept.get(`former_${table.table}.${names[0]}`), false)
  })
}
