import { type Kysely, sql } from 'kysely'
import {
  ANCHOR_HEALTHS,
  ATTRIBUTION_ROLES,
  CLAIM_KINDS,
  CLAIM_STATUSES,
  COMPARATORS,
  MEASURES,
  RELATION_KINDS,
} from '../vocabulary.ts'
import { nodeColumns, nodeIndexes, oneOf } from './node-columns.ts'
import { run } from './run.ts'

/** Who claimed what about it: the statement, its chain, passages, figures, citations and relations. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, ...claim, ...attribution, ...evidence, ...relations)
}

const claim = [
  sql`create table claim (${nodeColumns('claim')},
    article_id bigint not null constraint claim_article_fk references article (id),
    text text not null constraint claim_text_length check (char_length(text) between 1 and 5000),
    kind text not null ${oneOf('claim', 'kind', CLAIM_KINDS)},
    status text not null default 'ACCEPTED' ${oneOf('claim', 'status', CLAIM_STATUSES)},
    said_edtf text,
    said_earliest date not null default '-infinity',
    said_latest date not null default 'infinity',
    search tsvector not null generated always as (to_tsvector('dateline_english', text)) stored,
    constraint claim_said_in_order check (said_earliest <= said_latest))`,
  ...nodeIndexes('claim'),
  sql`create index claim_article_idx on claim (article_id, created_at, id)`,
  sql`create index claim_text_trgm_idx on claim using gin (text gin_trgm_ops)`,
  sql`create index claim_kind_idx on claim (kind)`,
  sql`create index claim_status_idx on claim (status)`,
  sql`create index claim_said_idx on claim (said_earliest, id)`,
  sql`create index claim_said_period_idx on claim using gist (daterange(said_earliest, said_latest, '[]'))`,
  sql`create index claim_search_idx on claim using gin (search)`,
  sql`create table claim_event (
    claim_id bigint not null constraint claim_event_claim_fk references claim (id) on delete cascade,
    position integer not null,
    event_id bigint not null constraint claim_event_event_fk references event (id),
    preferred boolean not null default false,
    constraint claim_event_pk primary key (claim_id, position),
    constraint claim_event_unique unique (event_id, claim_id))`,
]

const attribution = [
  sql`create table claim_attribution (
    claim_id bigint not null constraint claim_attribution_claim_fk references claim (id) on delete cascade,
    position integer not null,
    role text not null ${oneOf('claim_attribution', 'role', ATTRIBUTION_ROLES)},
    party_id bigint constraint claim_attribution_party_fk references party (id),
    outlet_id bigint constraint claim_attribution_outlet_fk references outlet (id),
    author_id bigint constraint claim_attribution_author_fk references author (id),
    cue text,
    as_described text,
    constraint claim_attribution_pk primary key (claim_id, position),
    constraint claim_attribution_one_agent check (num_nonnulls(party_id, outlet_id, author_id) = 1))`,
  sql`create index claim_attribution_party_idx on claim_attribution (party_id, claim_id) where party_id is not null`,
  sql`create index claim_attribution_outlet_idx on claim_attribution (outlet_id, claim_id) where outlet_id is not null`,
  sql`create index claim_attribution_author_idx on claim_attribution (author_id, claim_id) where author_id is not null`,
  sql`create index claim_attribution_role_idx on claim_attribution (role)`,
  sql`create index claim_attribution_cue_trgm_idx on claim_attribution using gin (cue gin_trgm_ops)`,
]

const evidence = [
  sql`create table claim_anchor (
    claim_id bigint not null constraint claim_anchor_claim_fk references claim (id) on delete cascade,
    position integer not null,
    starts integer not null,
    ends integer not null,
    exact text,
    prefix text,
    suffix text,
    digest text constraint claim_anchor_digest_form check (digest ~ '^[0-9a-f]{64}$'),
    health text not null default 'UNCHECKED' ${oneOf('claim_anchor', 'health', ANCHOR_HEALTHS)},
    constraint claim_anchor_pk primary key (claim_id, position),
    constraint claim_anchor_span check (0 <= starts and starts <= ends))`,
  sql`create index claim_anchor_health_idx on claim_anchor (health)`,
  sql`create table claim_figure (
    claim_id bigint not null constraint claim_figure_claim_fk references claim (id) on delete cascade,
    position integer not null,
    verbatim text not null,
    comparator text not null ${oneOf('claim_figure', 'comparator', COMPARATORS)},
    low double precision,
    high double precision,
    unit text,
    measure text not null ${oneOf('claim_figure', 'measure', MEASURES)},
    population text,
    constraint claim_figure_pk primary key (claim_id, position),
    constraint claim_figure_bounds check (low <= high),
    constraint claim_figure_finite check (low not in ('NaN', 'Infinity', '-Infinity')
      and high not in ('NaN', 'Infinity', '-Infinity')))`,
  sql`create index claim_figure_low_idx on claim_figure (measure, low)`,
  sql`create index claim_figure_high_idx on claim_figure (measure, high)`,
  sql`create index claim_figure_any_low_idx on claim_figure (low)`,
  sql`create index claim_figure_any_high_idx on claim_figure (high)`,
  sql`create index claim_figure_comparator_idx on claim_figure (comparator)`,
  sql`create index claim_figure_unit_idx on claim_figure (unit)`,
  sql`create index claim_figure_population_trgm_idx on claim_figure using gin (population gin_trgm_ops)`,
  sql`create table claim_citation (
    claim_id bigint not null constraint claim_citation_claim_fk references claim (id) on delete cascade,
    position integer not null,
    link_id bigint not null constraint claim_citation_link_fk references article_link (id),
    constraint claim_citation_pk primary key (claim_id, position),
    constraint claim_citation_unique unique (link_id, claim_id))`,
]

const relations = [
  sql`create table claim_relation (
    claim_id bigint not null constraint claim_relation_claim_fk references claim (id) on delete cascade,
    position integer not null,
    kind text not null ${oneOf('claim_relation', 'kind', RELATION_KINDS)},
    other_id bigint not null constraint claim_relation_other_fk references claim (id),
    note text,
    constraint claim_relation_pk primary key (claim_id, position),
    constraint claim_relation_unique unique (claim_id, other_id, kind),
    constraint claim_relation_two_claims check (claim_id <> other_id))`,
  sql`create index claim_relation_other_idx on claim_relation (other_id, kind)`,
  sql`create index claim_relation_kind_idx on claim_relation (kind)`,
]
