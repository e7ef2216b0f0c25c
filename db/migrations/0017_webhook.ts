import { type Kysely, sql } from 'kysely'
import { ROLES, WEBHOOK_STATES } from '../vocabulary.ts'
import { oneOf } from './node-columns.ts'
import { run } from './run.ts'

/** Where the feed is sent to, how far each of them has come, and the latest attempts. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    sql`create table webhook (
      id bigint generated always as identity constraint webhook_pk primary key,
      name text not null constraint webhook_name_unique unique
        constraint webhook_name_length check (char_length(name) between 1 and 100),
      url text not null constraint webhook_url_length check (char_length(url) between 1 and 2000),
      selection text not null constraint webhook_selection_length check (char_length(selection) between 1 and 20000),
      variables jsonb not null default '{}' constraint webhook_variables_object check (jsonb_typeof(variables) = 'object'),
      role text not null ${oneOf('webhook', 'role', ROLES)},
      created_by text not null,
      secret bytea not null constraint webhook_secret_length check (octet_length(secret) between 24 and 64),
      former_secret bytea,
      former_secret_until timestamptz(3),
      state text not null default 'ACTIVE' ${oneOf('webhook', 'state', WEBHOOK_STATES)},
      reason text,
      cursor text not null,
      version integer not null default 1,
      attempts integer not null default 0,
      failing_since timestamptz(3),
      next_attempt_at timestamptz(3),
      last_success_at timestamptz(3),
      last_failure_at timestamptz(3),
      lease_holder uuid,
      lease_until timestamptz(3),
      created_at timestamptz(3) not null default now(),
      updated_at timestamptz(3) not null default now(),
      constraint webhook_disabled_with_reason check ((state = 'DISABLED') = (reason is not null)),
      constraint webhook_lease_ends check ((lease_holder is null) = (lease_until is null)),
      constraint webhook_former_secret_ends check ((former_secret is null) = (former_secret_until is null)))`,
    sql`create table webhook_delivery (
      id bigint generated always as identity constraint webhook_delivery_pk primary key,
      webhook_id bigint not null constraint webhook_delivery_webhook_fk references webhook (id) on delete cascade,
      message_id text not null,
      attempt integer not null,
      status integer,
      failure text,
      ms integer not null,
      at timestamptz(3) not null default now())`,
    sql`create index webhook_delivery_webhook_idx on webhook_delivery (webhook_id, id)`,
  )
}
