import { type Kysely, sql } from 'kysely'
import { run } from './run.ts'

/**
 * For statements that write a response by themselves: `coalesce(value, refuse_null(value))` stops one that has nothing in
 * a place that must not be empty. Stable and not immutable, or the planner would call it while it plans.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    sql`create function refuse_null(anyelement) returns anyelement language plpgsql stable parallel safe as $$
      begin
        raise exception 'a value is missing' using errcode = 'DL001';
      end $$`,
  )
}
