import { type Kysely, sql } from 'kysely'
import { run } from './run.ts'

/** What mutations with a key of their caller did, so that a repeated one does nothing twice. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    sql`create table idempotency_key (
      scope text not null,
      key text not null constraint idempotency_key_length check (char_length(key) between 1 and 200),
      digest text not null,
      outcome jsonb,
      at timestamptz(3) not null default now(),
      constraint idempotency_key_pk primary key (scope, key))`,
    sql`create index idempotency_key_at_idx on idempotency_key (at)`,
  )
}
