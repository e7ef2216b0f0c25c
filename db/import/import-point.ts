import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** The last line of the file that is imported; 0 when none is, or when all are. */
export async function findImportPoint(db: Kysely<Tables>, fileDigest: string): Promise<number> {
  const point = await db
    .selectFrom('import_point')
    .select('line')
    .where('file_digest', '=', fileDigest)
    .executeTakeFirst()
  return point?.line ?? 0
}

/** Written in the transaction of a batch. Of two imports of the same file the one that is ahead counts. */
export async function putImportPoint(db: Kysely<Tables>, fileDigest: string, line: number): Promise<void> {
  await db
    .insertInto('import_point')
    .values({ file_digest: fileDigest, line })
    .onConflict((conflict) =>
      conflict.column('file_digest').doUpdateSet({
        line: sql`greatest(import_point.line, excluded.line)`,
        at: sql`now()`,
      }),
    )
    .execute()
}

export async function removeImportPoint(db: Kysely<Tables>, fileDigest: string): Promise<void> {
  await db.deleteFrom('import_point').where('file_digest', '=', fileDigest).execute()
}
