import { type Kysely, sql } from 'kysely'
import { run } from './run.ts'

/** Why the latest failure of a webhook was one, also where there was no message to be sent. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, sql`alter table webhook add column last_failure text`)
}
