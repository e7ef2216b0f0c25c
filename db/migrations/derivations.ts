import { type RawBuilder, sql } from 'kysely'

/** What a derivation reads: the tables as they are (0008), or as they were at an instant (0010). */
export interface Source {
  table: (name: string) => RawBuilder<unknown>
  /** Joins the one row of a node's table that has an id. It goes by the table's name, or by `as`. */
  join: (table: string, id: RawBuilder<unknown>, as?: string) => RawBuilder<unknown>
  /** The article that a copy was first published as. */
  original: (copy: RawBuilder<unknown>) => RawBuilder<unknown>
}

type Derivation = (source: Source) => RawBuilder<unknown>

const coverage: Derivation = ({ table, join }) => sql`
  select event_id, article_id from ${table('event_article')}
  union
  select about.event_id, claim.article_id
  from ${table('claim_event')} about ${join('claim', sql`about.claim_id`)}
  where claim.withdrawn_at is null and claim.merged_into is null`

/** The article that a copy, or a copy of a copy, was first published as: the statement of a function of `copy`. */
export const articleOriginal: Derivation = ({ table }) => sql`
  with recursive step as (
    select id, republication_of from ${table('article')} article where id = copy
    union select article.id, article.republication_of
    from ${table('article')} article join step on article.id = step.republication_of)
  select coalesce((select id from step where republication_of is null), (select min(id) from step))`

// Each figure of each accepted claim about an event, with the origin of the claim: the first who said it, where a named
// party, an outlet or a wire agency said it; else the article, in whose name an unnamed one speaks.
const eventClaimFigure: Derivation = ({ table, join, original }) => sql`
  select about.event_id, claim.id as claim_id, claim.article_id, about.preferred, said.original_id,
    figure.measure, figure.unit, figure.population, figure.comparator, figure.low, figure.high,
    case
      when party.kind <> 'UNNAMED' then 'Party:' || party.id
      when party.id is not null then 'Article:' || said.original_id || ':' || lower(party.name)
      when first.outlet_id is not null then 'Outlet:' || first.outlet_id
      when author.kind = 'AGENCY' then 'Author:' || author.id
      else 'Article:' || said.original_id
    end as origin
  from ${table('claim_event')} about
  ${join('claim', sql`about.claim_id`)}
  join ${table('claim_figure')} figure on figure.claim_id = about.claim_id
  ${join('article', sql`claim.article_id`)}
  cross join lateral (
    select case when article.republication_of is null then article.id else ${original(sql`article.id`)} end
      as original_id) said
  left join lateral (
    select party_id, outlet_id, author_id from ${table('claim_attribution')}
    where claim_id = claim.id and role = 'SAID_BY' order by position limit 1) first on true
  left ${join('party', sql`first.party_id`)}
  left ${join('author', sql`first.author_id`)}
  where claim.status = 'ACCEPTED' and claim.withdrawn_at is null and claim.merged_into is null
    and article.withdrawn_at is null`

// `part` numbers what is told apart: measure, unit and population, any of which may be null. What a claim repeats is
// looked up once a claim (`offset 0` keeps it so): PostgreSQL takes claims about an event for few, and would try each pair.
const figure: Derivation = ({ table }) => sql`
  select event.id as event_id, range.*
  from ${table('event')} event cross join lateral (
    with recursive said as (
      select *,
        dense_rank() over (order by measure, unit, population) as part,
        -- Copies are no sources of their own: of one article's copies only the first counts.
        article_id = first_value(article_id) over (
          partition by measure, unit, population, original_id
          order by article_id <> original_id, article_id) as counts
      from ${table('event_claim_figure')} where event_id = event.id
    ), repeated as (
      select one.part, one.origin, two.origin as same
      from said one
      cross join lateral (
        select other_id from ${table('claim_relation')} relation
        where relation.claim_id = one.claim_id and relation.kind = 'REPEATS' offset 0) relation
      join said two on two.claim_id = relation.other_id and two.part = one.part
      -- What a copy says to repeat counts no more than the copy; that it was repeated does.
      where one.counts
    ), reach as (
      select part, origin, origin as same from said where counts
      union
      select reach.part, reach.origin, edge.same
      from reach join (
        select * from repeated
        union all select part, same, origin from repeated) edge
        on edge.origin = reach.same and edge.part = reach.part
    ), source as (
      select part, count(distinct root)::integer as independent
      from (select part, origin, min(same) as root from reach group by 1, 2) rooted
      group by 1
    ), bounded as (
      select *,
        case when not bool_or(low is null and comparator <> 'VAGUE') over about then min(low) over about end as least,
        case when not bool_or(high is null and comparator <> 'VAGUE') over about then max(high) over about end as most,
        max(claim_id) filter (where preferred) over about as best_id
      from said window about as (partition by part)
    )
    select measure, unit, population, least as low, most as high,
      max(case when claim_id = best_id then
        case
          when comparator in ('EXACTLY', 'AT_LEAST', 'MORE_THAN') then low
          when comparator in ('AT_MOST', 'LESS_THAN', 'NEARLY') then high
          when comparator = 'ABOUT' then low / 2 + high / 2
        end end) as best,
      max(source.independent) as independent_sources,
      array_agg(distinct claim_id) as claim_ids,
      coalesce(array_agg(distinct claim_id)
        filter (where comparator <> 'VAGUE' and low is not distinct from least), '{}') as low_claim_ids,
      coalesce(array_agg(distinct claim_id)
        filter (where comparator <> 'VAGUE' and high is not distinct from most), '{}') as high_claim_ids,
      best_id as best_claim_id
    from bounded join source using (part)
    group by part, measure, unit, population, least, most, best_id
  ) range`

const disagreement: Derivation = ({ table, join }) => sql`
  select distinct one.event_id, 'FIGURES' as basis, one.measure, one.unit, one.population,
    one.claim_id, two.claim_id as other_id, null::text as note
  from ${table('event_claim_figure')} one
  join ${table('event_claim_figure')} two on two.event_id = one.event_id and two.claim_id > one.claim_id
    and two.measure = one.measure and two.unit is not distinct from one.unit
    and two.population is not distinct from one.population
    and (one.low > two.high or two.low > one.high
      or one.low = two.high and (one.comparator = 'MORE_THAN' or two.comparator = 'LESS_THAN')
      or two.low = one.high and (two.comparator = 'MORE_THAN' or one.comparator = 'LESS_THAN'))
  union all
  select one.event_id, 'CONTRADICTION', null, null, null,
    least(relation.claim_id, relation.other_id), greatest(relation.claim_id, relation.other_id),
    string_agg(relation.note, ' ' order by relation.claim_id)
  from ${table('claim_relation')} relation
  join ${table('claim_event')} one on one.claim_id = relation.claim_id
  join ${table('claim_event')} two on two.claim_id = relation.other_id and two.event_id = one.event_id
  ${join('claim', sql`relation.claim_id`, 'claimed')}
  ${join('claim', sql`relation.other_id`, 'other')}
  where relation.kind = 'CONTRADICTS'
    and claimed.status <> 'WITHDRAWN' and claimed.withdrawn_at is null and claimed.merged_into is null
    and other.status <> 'WITHDRAWN' and other.withdrawn_at is null and other.merged_into is null
  group by one.event_id, least(relation.claim_id, relation.other_id), greatest(relation.claim_id, relation.other_id)`

/**
 * The statement of each derived view, in the order in which they read each other: an event's coverage, its
 * figures and its disagreements. A later change needs a migration that puts it where they stand already, as 0015 does.
 */
export const DERIVATIONS: readonly (readonly [view: string, Derivation])[] = [
  ['event_coverage', coverage],
  ['event_claim_figure', eventClaimFigure],
  ['event_figure', figure],
  ['event_disagreement', disagreement],
]
