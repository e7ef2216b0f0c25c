import { type Kysely, sql } from 'kysely'
import { EVENT_STATUSES, PARTICIPANT_ROLES } from '../vocabulary.ts'
import { nodeColumns, nodeIndexes, oneOf } from './node-columns.ts'
import { run } from './run.ts'

/** What happened, when, where, with whom. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, ...event, ...lists)
}

const event = [
  sql`create table event (${nodeColumns('event')},
    title text not null constraint event_title_length check (char_length(title) between 1 and 300),
    summary text,
    type_scheme text not null default 'ACLED',
    type_code text not null,
    edtf text not null,
    earliest date not null,
    latest date not null,
    part_of bigint constraint event_part_of_fk references event (id)
      constraint event_part_of_other check (part_of <> id),
    status text not null ${oneOf('event', 'status', EVENT_STATUSES)},
    search tsvector not null generated always as (
      setweight(to_tsvector('dateline_english', title), 'A') ||
      setweight(to_tsvector('dateline_english', coalesce(summary, '')), 'B')) stored,
    constraint event_dates_in_order check (earliest <= latest))`,
  ...nodeIndexes('event'),
  sql`create index event_title_idx on event (title, id)`,
  sql`create index event_title_trgm_idx on event using gin (title gin_trgm_ops)`,
  sql`create index event_type_idx on event (type_code, type_scheme)`,
  sql`create index event_type_scheme_idx on event (type_scheme)`,
  sql`create index event_earliest_idx on event (earliest, id)`,
  sql`create index event_period_idx on event using gist (daterange(earliest, latest, '[]'))`,
  sql`create index event_part_of_idx on event (part_of)`,
  sql`create index event_status_idx on event (status)`,
  sql`create index event_search_idx on event using gin (search)`,
]

const lists = [
  sql`create table event_place (
    event_id bigint not null constraint event_place_event_fk references event (id) on delete cascade,
    position integer not null,
    place_id bigint not null constraint event_place_place_fk references place (id),
    constraint event_place_pk primary key (event_id, position),
    constraint event_place_unique unique (place_id, event_id))`,
  sql`create table event_participant (
    event_id bigint not null constraint event_participant_event_fk references event (id) on delete cascade,
    position integer not null,
    party_id bigint not null constraint event_participant_party_fk references party (id),
    role text not null ${oneOf('event_participant', 'role', PARTICIPANT_ROLES)},
    as_described text,
    constraint event_participant_pk primary key (event_id, position))`,
  sql`create index event_participant_party_idx on event_participant (party_id, event_id)`,
  sql`create index event_participant_role_idx on event_participant (role)`,
  sql`create table event_article (
    event_id bigint not null constraint event_article_event_fk references event (id) on delete cascade,
    position integer not null,
    article_id bigint not null constraint event_article_article_fk references article (id),
    constraint event_article_pk primary key (event_id, position),
    constraint event_article_unique unique (article_id, event_id))`,
]
