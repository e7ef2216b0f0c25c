import { sql } from 'kysely'
import { comparePeriod, DateFilter } from './sql/comparators.ts'
import { fields, tableType } from './sql/index.ts'
import type { TableName } from './sql/row.ts'
import type { Filter } from './sql/table-type.ts'

/** Shown of any row that holds an EDTF text with its two ends: `columns` of the part says where. */
export const UncertainDate = tableType('event', 'UncertainDate', {
  description: 'A date as exactly as it is known, with the days between which it lies.',
})

fields(UncertainDate, (t) => ({
  edtf: t.column('edtf', { type: 'EDTF', description: 'As recorded, by ISO 8601-2.' }),
  earliest: t.expression({
    type: 'Date',
    nullable: true,
    description: 'First day it may be; null when it is open or unknown on that side.',
    sql: (row) => sql`nullif(${row('earliest')}, '-infinity')`,
  }),
  latest: t.expression({
    type: 'Date',
    nullable: true,
    description: 'Last day it may be; null when it is open or unknown on that side.',
    sql: (row) => sql`nullif(${row('latest')}, 'infinity')`,
  }),
}))

/** The filter by whether a period overlaps the days asked for. */
export const periodFilter = (
  table: TableName,
  earliest: string,
  latest: string,
  description: string,
): Filter => ({
  description,
  input: () => DateFilter,
  where: (value, row, scope) => comparePeriod(value, row(earliest), row(latest), scope),
  columns: [`${table}.daterange(${earliest}, ${latest}, '[]'::text)`],
})
