import { type Kysely, sql } from 'kysely'
import { PARTY_KINDS, PLACE_PRECISIONS } from '../vocabulary.ts'
import { altIds, nodeColumns, nodeIndexes, oneOf } from './node-columns.ts'
import { run } from './run.ts'

/** Who speaks or acts, and where. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, ...party, ...place)
}

const party = [
  sql`create table party (${nodeColumns('party')},
    name text not null constraint party_name_length check (char_length(name) between 1 and 300),
    kind text not null ${oneOf('party', 'kind', PARTY_KINDS)},
    description text,
    country_code text constraint party_country_code_form check (country_code ~ '^[A-Z]{2}$'),
    member_of bigint constraint party_member_of_fk references party (id)
      constraint party_member_of_other check (member_of <> id),
    article_id bigint constraint party_article_fk references article (id),
    constraint party_unnamed_in_article check ((kind = 'UNNAMED') = (article_id is not null)))`,
  ...nodeIndexes('party'),
  sql`create index party_name_idx on party (name, id)`,
  sql`create index party_name_trgm_idx on party using gin (name gin_trgm_ops)`,
  sql`create index party_plain_name_idx on party using gin (plain_name(name) gin_trgm_ops)`,
  sql`create index party_kind_idx on party (kind)`,
  sql`create index party_country_code_idx on party (country_code)`,
  sql`create index party_member_of_idx on party (member_of)`,
  sql`create index party_article_idx on party (article_id)`,
  ...altIds('party'),
]

const place = [
  sql`create table place (${nodeColumns('place')},
    name text not null constraint place_name_length check (char_length(name) between 1 and 300),
    country_code text constraint place_country_code_form check (country_code ~ '^[A-Z]{2}$'),
    subdivision_code text constraint place_subdivision_code_form check (subdivision_code ~ '^[A-Z]{2}-[A-Z0-9]{1,3}$'),
    latitude double precision constraint place_latitude_range check (latitude between -90 and 90),
    longitude double precision constraint place_longitude_range check (longitude between -180 and 180),
    precision text not null ${oneOf('place', 'precision', PLACE_PRECISIONS)},
    constraint place_coordinates_together check ((latitude is null) = (longitude is null)))`,
  ...nodeIndexes('place'),
  sql`create index place_name_idx on place (name, id)`,
  sql`create index place_name_trgm_idx on place using gin (name gin_trgm_ops)`,
  sql`create index place_plain_name_idx on place using gin (plain_name(name) gin_trgm_ops)`,
  sql`create index place_country_code_idx on place (country_code)`,
  sql`create index place_subdivision_code_idx on place (subdivision_code)`,
  sql`create index place_latitude_idx on place (latitude, longitude)`,
  sql`create index place_longitude_idx on place (longitude)`,
  sql`create index place_precision_idx on place (precision)`,
]
