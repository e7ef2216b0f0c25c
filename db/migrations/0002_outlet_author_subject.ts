import { type Kysely, sql } from 'kysely'
import { AUTHOR_KINDS } from '../vocabulary.ts'
import { altIds, nodeColumns, nodeIndexes, oneOf } from './node-columns.ts'
import { run } from './run.ts'

/** Who publishes, who writes, and the terms of subject schemes. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, ...outlet, ...author, ...subject)
}

const outlet = [
  sql`create table outlet (${nodeColumns('outlet')},
    name text not null constraint outlet_name_length check (char_length(name) between 1 and 300),
    url text,
    country_code text constraint outlet_country_code_form check (country_code ~ '^[A-Z]{2}$'),
    language text)`,
  ...nodeIndexes('outlet'),
  sql`create index outlet_name_idx on outlet (name, id)`,
  sql`create index outlet_name_trgm_idx on outlet using gin (name gin_trgm_ops)`,
  sql`create index outlet_plain_name_idx on outlet using gin (plain_name(name) gin_trgm_ops)`,
  sql`create index outlet_url_idx on outlet (url)`,
  sql`create index outlet_country_code_idx on outlet (country_code)`,
  sql`create index outlet_language_idx on outlet (language)`,
  ...altIds('outlet'),
]

const author = [
  sql`create table author (${nodeColumns('author')},
    name text not null constraint author_name_length check (char_length(name) between 1 and 300),
    kind text not null ${oneOf('author', 'kind', AUTHOR_KINDS)},
    bio text,
    affiliations text[] not null default '{}')`,
  ...nodeIndexes('author'),
  sql`create index author_name_idx on author (name, id)`,
  sql`create index author_name_trgm_idx on author using gin (name gin_trgm_ops)`,
  sql`create index author_plain_name_idx on author using gin (plain_name(name) gin_trgm_ops)`,
  sql`create index author_kind_idx on author (kind)`,
  sql`create table author_work (
    author_id bigint not null constraint author_work_author_fk references author (id) on delete cascade,
    position integer not null,
    title text not null,
    publisher text,
    published text,
    url text,
    constraint author_work_pk primary key (author_id, position))`,
  ...altIds('author'),
]

const subject = [
  sql`create table subject (${nodeColumns('subject')},
    scheme text not null,
    code text not null,
    label text not null constraint subject_label_length check (char_length(label) between 1 and 300),
    constraint subject_scheme_code_unique unique (scheme, code))`,
  ...nodeIndexes('subject'),
  sql`create index subject_code_idx on subject (code)`,
  sql`create index subject_label_idx on subject (label, id)`,
  sql`create index subject_label_trgm_idx on subject using gin (label gin_trgm_ops)`,
]
