import { type RawBuilder, sql } from 'kysely'

/**
 * Search over all nouns, for 0015 and 0019. What is asked is made into a query once a statement, never once a row: each makes
 * half a millisecond of work, which a plan without its values would repeat for every record that it finds.
 */
type Sql = RawBuilder<unknown>

/** Nouns that are found by their texts, then those that are found by their names. Hit ids number them in order. */
const texts = ['article', 'event', 'claim']
const names = ['outlet', 'author', 'party', 'place', 'subject']

const nameField = (table: string) => (table === 'subject' ? 'label' : 'name')
const kindOf = (table: string) => sql.lit(`${table[0]?.toUpperCase()}${table.slice(1)}`)
const hitId = (table: string) => sql`id * 16 + ${sql.lit([...texts, ...names].indexOf(table))}`

// Rank 32 is rank / (rank + 1), so that texts and names have one scale from 0 to 1.
const textHits = (table: string) => sql`
  select ${hitId(table)} as id, ${kindOf(table)} as kind, id as node_id,
    ts_rank_cd(search, (select query from asked), 32)::double precision as rank
  from ${sql.table(table)}
  where ${kindOf(table)} = any(kinds) and search @@ (select query from asked)
    and withdrawn_at is null and merged_into is null`

const nameHits = (table: string) => sql`
  select ${hitId(table)}, ${kindOf(table)}, id,
    word_similarity(plain_name(words), plain_name(${sql.ref(nameField(table))}))::double precision
  from ${sql.table(table)}
  where ${kindOf(table)} = any(kinds) and plain_name(words) <% plain_name(${sql.ref(nameField(table))})
    and withdrawn_at is null and merged_into is null`

export const searchHits = sql`create function search_hits(words text, languages text[], kinds text[])
  returns table (id bigint, kind text, node_id bigint, rank double precision, query tsquery)
  language sql stable parallel safe
  begin atomic
    with asked as materialized (select search_query(words, languages) as query)
    select hit.id, hit.kind, hit.node_id, hit.rank, (select query from asked)
    from (${sql.join([...texts.map(textHits), ...names.map(nameHits)], sql` union all `)}) hit;
  end`

const whole = "HighlightAll=true, StartSel='\u0002', StopSel='\u0003'"
const fragments =
  "MaxFragments=3, MaxWords=30, MinWords=10, FragmentDelimiter='\u0004', StartSel='\u0002', StopSel='\u0003'"

interface Shown {
  table: string
  config: Sql
  /** The columns that may hold the words, each with how it is shown. */
  fields: [column: string, field: string, options: string][]
}

const shown: Shown[] = [
  {
    table: 'article',
    config: sql`search_config(language)`,
    fields: [
      ['headline', 'headline', whole],
      ['alternative_headline', 'alternativeHeadline', whole],
      ['body', 'body', fragments],
    ],
  },
  {
    table: 'event',
    config: sql`'dateline_english'::regconfig`,
    fields: [
      ['title', 'title', whole],
      ['summary', 'summary', whole],
    ],
  },
  { table: 'claim', config: sql`'dateline_english'::regconfig`, fields: [['text', 'text', whole]] },
]

/** Where the marks of a text stand, without them. As a function of its own PostgreSQL would begin it anew for each. */
const spansOf = (marked: Sql) => sql`(
  select coalesce(json_agg(json_build_object('starts', starts, 'ends', starts + char_length(word)) order by n), '[]')
  from (
    select n, split_part(piece, chr(3), 1) as word,
      (sum(char_length(replace(piece, chr(3), ''))) over (order by n) - char_length(replace(piece, chr(3), '')))::integer
        as starts
    from string_to_table(${marked}, chr(2)) with ordinality as pieces (piece, n)) spans
  where n > 1)`

const textHighlights = ({ table, config, fields }: Shown, spans: (marked: Sql) => Sql) => sql`
  when of_kind = ${kindOf(table)} then
    return query
      select row_number() over (order by text.place, part.place), text.field,
        translate(part.marked, chr(2) || chr(3), ''), ${spans(sql`part.marked`)}
      from ${sql.table(table)} cross join lateral (values ${sql.join(
        fields.map(
          ([column, field, options], place) =>
            sql`(${sql.lit(place)}, ${sql.lit(field)}, ts_headline(${config}, ${sql.ref(column)}, query, ${sql.lit(options)}))`,
        ),
      )}) as text (place, field, marked)
      cross join lateral string_to_table(text.marked, chr(4)) with ordinality as part (marked, place)
      where ${sql.ref(`${table}.id`)} = of_id and part.marked like '%' || chr(2) || '%';`

const nameHighlights = (table: string) => sql`
  when of_kind = ${kindOf(table)} then
    return query select 1::bigint, ${sql.lit(nameField(table))},
        ${sql.ref(`${table}.${nameField(table)}`)}, named_spans(${sql.ref(`${table}.${nameField(table)}`)}, words)
      from ${sql.table(table)} where ${sql.ref(`${table}.id`)} = of_id;`

// Not written into the statement that calls it: of eleven ways to be found a hit has one, and PostgreSQL would plan
// all of them anew with each search.
const highlights = (
  spans: (marked: Sql) => Sql,
) => sql`create or replace function search_highlights(of_kind text, of_id bigint, words text, query tsquery)
  returns table (place bigint, field text, fragment text, spans json)
  language plpgsql stable parallel safe rows 4 as $$
  #variable_conflict use_column
  begin
    case
    ${sql.join([...shown.map((text) => textHighlights(text, spans)), ...names.map(nameHighlights)], sql` `)}
    else null;
    end case;
  end $$`

export const searchHighlights = highlights((marked) => sql`marked_spans(${marked})`)
export const quickHighlights = highlights(spansOf)

/** A word or phrase behind a minus. */
const RULED_OUT = sql.lit('(?:^|\\s)-("[^"]*"?|\\S+)')

// As 0001 has it, but that no empty text is read as a query: PostgreSQL would tell the client so each time. Null, which
// nothing matches, where no words are asked for.
export const searchQuery = sql`create or replace function search_query(words text, languages text[]) returns tsquery
  language sql immutable parallel safe
  begin atomic
    select case when unwanted is null then wanted::tsquery else wanted::tsquery && unwanted::tsquery end
    from (
      select
        (select string_agg('(' || q::text || ')', ' | ')
          from (select distinct websearch_to_tsquery(search_config(l), regexp_replace(words, ${RULED_OUT}, ' ', 'g')) q
            from unnest(languages) l) stemmed
          where q::text <> '') as wanted,
        (select string_agg('!(' || q::text || ')', ' & ')
          from (select distinct websearch_to_tsquery(search_config(l), phrase[1]) q
            from unnest(languages) l, regexp_matches(words, ${RULED_OUT}, 'g') phrase) stemmed
          where q::text <> '') as unwanted) parts;
  end`
