import { type Kysely, sql } from 'kysely'
import { run } from './run.ts'

/** Search over all nouns: ranked hits, and for those that are shown the stretches that matched. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(db, searchNodes, markedSpans, namedSpans, searchHighlights)
}

/** Nouns that are found by their texts, then those that are found by their names. Hit ids number them in order. */
const texts = ['article', 'event', 'claim']
const names = ['outlet', 'author', 'party', 'place', 'subject']

const nameColumn = (table: string) => sql.ref(table === 'subject' ? 'label' : 'name')
const kindOf = (table: string) => sql.lit(`${table[0]?.toUpperCase()}${table.slice(1)}`)
const hitId = (table: string) => sql`id * 16 + ${sql.lit([...texts, ...names].indexOf(table))}`

// Rank 32 is rank / (rank + 1), so that texts and names have one scale from 0 to 1.
const textHits = (table: string) => sql`
  select ${hitId(table)} as id, ${kindOf(table)} as kind, id as node_id,
    ts_rank_cd(search, search_query(words, languages), 32)::double precision as rank
  from ${sql.table(table)}
  where ${kindOf(table)} = any(kinds) and search @@ search_query(words, languages)
    and withdrawn_at is null and merged_into is null`

const nameHits = (table: string) => sql`
  select ${hitId(table)}, ${kindOf(table)}, id,
    word_similarity(plain_name(words), plain_name(${nameColumn(table)}))::double precision
  from ${sql.table(table)}
  where ${kindOf(table)} = any(kinds) and plain_name(words) <% plain_name(${nameColumn(table)})
    and withdrawn_at is null and merged_into is null`

const searchNodes = sql`create function search_nodes(words text, languages text[], kinds text[])
  returns table (id bigint, kind text, node_id bigint, rank double precision)
  language sql stable parallel safe
  begin atomic
    ${sql.join([...texts.map(textHits), ...names.map(nameHits)], sql` union all `)};
  end`

// Spans of a text in which chr(2) opens and chr(3) closes each: code points of the text without the marks.
const markedSpans = sql`create function marked_spans(marked text) returns json
  language sql immutable parallel safe strict
  begin atomic
    select coalesce(json_agg(json_build_object('starts', starts, 'ends', starts + char_length(word)) order by n), '[]')
    from (
      select n, split_part(part, chr(3), 1) as word,
        (sum(char_length(replace(part, chr(3), ''))) over (order by n) - char_length(replace(part, chr(3), '')))::integer
          as starts
      from string_to_table(marked, chr(2)) with ordinality as parts (part, n)) spans
    where n > 1;
  end`

// The words of a name that are like a word of the query.
const namedSpans = sql`create function named_spans(name text, words text) returns json
  language sql stable parallel safe strict
  begin atomic
    select coalesce(json_agg(json_build_object('starts', starts, 'ends', starts + char_length(word)) order by n), '[]')
    from (
      select n, word, (sum(char_length(word) + 1) over (order by n) - char_length(word) - 1)::integer as starts
      from string_to_table(name, ' ') with ordinality as parts (word, n)) spans
    where exists (
      select from string_to_table(words, ' ') as query (word)
      where similarity(plain_name(query.word), plain_name(spans.word)) >= 0.5);
  end`

const whole = "HighlightAll=true, StartSel='\u0002', StopSel='\u0003'"
const fragments =
  "MaxFragments=3, MaxWords=30, MinWords=10, FragmentDelimiter='\u0004', StartSel='\u0002', StopSel='\u0003'"

const textHighlight = (table: string, field: string, config: ReturnType<typeof sql>, options: string) => sql`
  select ${sql.lit(field)} as field, fragment as marked
  from ${sql.table(table)}, string_to_table(
    ts_headline(${config}, ${sql.ref(field === 'alternativeHeadline' ? 'alternative_headline' : field)},
      search_query(words, languages), ${sql.lit(options)}), chr(4)) as fragment
  where of_kind = ${kindOf(table)} and id = of_id`

const articleConfig = sql`search_config(language)`
const ownConfig = sql`'dateline_english'::regconfig`

const searchHighlights = sql`create function search_highlights(of_kind text, of_id bigint, words text, languages text[])
  returns table (place bigint, field text, fragment text, spans json)
  language sql stable parallel safe
  begin atomic
    select row_number() over (), field, translate(marked, chr(2) || chr(3), ''), marked_spans(marked)
    from (
      ${sql.join(
        [
          textHighlight('article', 'headline', articleConfig, whole),
          textHighlight('article', 'alternativeHeadline', articleConfig, whole),
          textHighlight('article', 'body', articleConfig, fragments),
          textHighlight('event', 'title', ownConfig, whole),
          textHighlight('event', 'summary', ownConfig, whole),
          textHighlight('claim', 'text', ownConfig, whole),
        ],
        sql` union all `,
      )}) texts
    where marked like '%' || chr(2) || '%'
    union all
    ${sql.join(
      names.map(
        (table) => sql`select 1, ${sql.lit(table === 'subject' ? 'label' : 'name')}, ${nameColumn(table)},
          named_spans(${nameColumn(table)}, words)
        from ${sql.table(table)} where of_kind = ${kindOf(table)} and id = of_id`,
      ),
      sql` union all `,
    )};
  end`
