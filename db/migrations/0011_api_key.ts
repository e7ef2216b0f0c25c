import { type Kysely, sql } from 'kysely'
import { ROLES } from '../vocabulary.ts'
import { oneOf } from './node-columns.ts'
import { run } from './run.ts'

/** Who may do what; and that nobody changes what the history says was done. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, ...apiKey, ...appendOnly)
}

const apiKey = [
  sql`create table api_key (
    id text constraint api_key_pk primary key constraint api_key_id_form check (id ~ '^[0-9a-f]{16}$'),
    name text not null constraint api_key_name_length check (char_length(name) between 1 and 100),
    role text not null ${oneOf('api_key', 'role', ROLES)},
    secret_hash bytea not null constraint api_key_secret_hash_length check (octet_length(secret_hash) = 32),
    created_at timestamptz(3) not null default now(),
    expires_at timestamptz(3),
    revoked_at timestamptz(3))`,
  // The history names the actor by the key's name: two keys at once would be one actor. A revoked key leaves its name
  // to its successor; one that has expired keeps it until it is revoked, since no index can look at the clock.
  sql`create unique index api_key_name_unique on api_key (name) where revoked_at is null`,
]

const appendOnly = [
  sql`create function refuse_revision_change() returns trigger language plpgsql as $$
    begin
      raise exception 'The history is append-only: no % of revision', tg_op using errcode = 'insufficient_privilege';
    end $$`,
  sql`create trigger revision_append_only before update or delete or truncate on revision
    for each statement execute function refuse_revision_change()`,
  // Also for a session that runs as a replica does, which triggers are silent for by default.
  sql`alter table revision enable always trigger revision_append_only`,
]
