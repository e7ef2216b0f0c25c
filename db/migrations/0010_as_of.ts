import type { Kysely } from 'kysely'
import { AGGREGATES } from './aggregates.ts'
import { putAsOfFunctions } from './as-of-functions.ts'
import { createFormerTable } from './former-tables.ts'
import { putKeepFormer } from './keep-former.ts'

/** What was known at an instant: docs/decisions/0010-as-of.md. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const { table, lists } of AGGREGATES) {
    await createFormerTable(db, table, 'until')
    for (const list of Object.values(lists)) await createFormerTable(db, list, 'since and until')
  }
  await putKeepFormer(db)
  await putAsOfFunctions(db)
}
