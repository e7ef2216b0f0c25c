import { type Kysely, type RawBuilder, sql } from 'kysely'

type Statement = RawBuilder<unknown>

/** Runs statements one after another, so that a migration reads as a list of what it makes. */
export async function run(db: Kysely<any>, ...statements: (Statement | Statement[])[]): Promise<void> {
  for (const statement of statements.flat()) await sql`${statement}`.execute(db)
}
