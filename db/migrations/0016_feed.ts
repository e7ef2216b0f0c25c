import { type Kysely, sql } from 'kysely'
import { run } from './run.ts'

/**
 * Places in the feed that survive what can happen to a database. A cursor is the base64url text of 48 bytes: the version,
 * the feed's epoch, a number, what the entry of that number is known by, and 16 bytes that only the secret makes. They
 * are written and read here, since PostgreSQL writes the answers, and all processes share nothing else.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, head, lengths, check, cursorText, cursor, place)
}

const head = sql`alter table feed_head
  -- System identifier and timeline of the PostgreSQL that the epoch belongs to; null until somebody has looked.
  add column history text,
  -- 244 random bits: PostgreSQL has no other source of them without an extension.
  add column secret bytea not null default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  -- What the entry at the floor was known by, which is trimmed.
  add column floor_check bytea not null default '\\x00000000000000'`

const lengths = sql`alter table feed_head
  add constraint feed_head_lengths check (octet_length(floor_check) = 7 and octet_length(secret) = 32)`

const check = sql`create function feed_check(kind text, node_id bigint, revision integer, tx xid8) returns bytea
  language sql stable parallel safe
  return substr(sha256(convert_to(kind || ' ' || node_id || ' ' || revision || ' ' || tx::text, 'UTF8')), 1, 7)`

const cursorText = sql`create function feed_cursor_text(head feed_head, place bigint, known_by bytea) returns text
  language sql stable parallel safe
  begin atomic
    select translate(encode(body || substr(sha256(head.secret || body), 1, 16), 'base64'), '+/', '-_')
    from (select '\\x02'::bytea || uuid_send(head.epoch) || int8send(place) || known_by as body) cursor;
  end`

const cursor = sql`create function feed_cursor(place bigint) returns text
  language sql stable parallel safe
  begin atomic
    select feed_cursor_text(head, place, case when place = head.floor_seq then head.floor_check
      else (select feed_check(kind, node_id, revision, tx) from feed_entry where seq = place) end)
    from feed_head head;
  end`

// Of one snapshot with whatever else its statement reads: what is trimmed later is still there.
const place = sql`create function feed_place(cursor text) returns bigint
  language plpgsql stable parallel safe as $$
  declare
    bytes bytea;
    head feed_head;
    place bigint;
    known_by bytea;
  begin
    if cursor !~ '^[A-Za-z0-9_-]{64}$' then
      raise exception 'this is no cursor' using errcode = 'DL002';
    end if;
    bytes := decode(translate(cursor, '-_', '+/'), 'base64');
    select * into head from feed_head;
    if substr(bytes, 33) <> substr(sha256(head.secret || substr(bytes, 1, 32)), 1, 16) then
      raise exception 'this is no cursor of here' using errcode = 'DL002';
    end if;
    if substr(bytes, 2, 16) <> uuid_send(head.epoch) then
      raise exception 'this is of another epoch' using errcode = 'DL004';
    end if;
    place := ('x' || encode(substr(bytes, 18, 8), 'hex'))::bit(64)::bigint;
    if place > head.seq then
      raise exception 'this is of no entry' using errcode = 'DL002';
    end if;
    if place < head.floor_seq then
      raise exception 'this was trimmed' using errcode = 'DL003', detail = feed_cursor(head.floor_seq);
    end if;
    known_by := case when place = head.floor_seq then head.floor_check
      else (select feed_check(kind, node_id, revision, tx) from feed_entry where seq = place) end;
    if known_by is distinct from substr(bytes, 26, 7) then
      raise exception 'this is of another entry' using errcode = 'DL004';
    end if;
    return place;
  end $$`
