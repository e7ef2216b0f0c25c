import { pick } from '../data/dice.ts'
import type { Shape } from './shape.ts'

const WHOLE = `E'HighlightAll=true, StartSel=''\\x02'', StopSel=''\\x03'''`
const FRAGMENTS = `E'MaxFragments=3, MaxWords=30, MinWords=10, FragmentDelimiter=''\\x04'', StartSel=''\\x02'', StopSel=''\\x03'''`

export const search: Shape = {
  name: 'search',
  title: 'articles by two words of their text, first 20 by rank, with highlights',
  nested: false,
  draw: ({ words }, dice) => {
    const query = pick(dice, words)
    return { dateline: { query }, postgraphile: { query }, limit: [query] }
  },
  dateline: `query Search($query: String!) {
    search(query: $query, kinds: [Article], first: 20) {
      nodes {
        rank
        node { id ... on Article { headline publishedOn } }
        highlights { field fragment spans { start end } }
      }
    }
  }`,
  postgraphile: `query Search($query: String!) {
    search: searchArticles(words: $query, first: 20) {
      rank(words: $query) id: rowId headline publishedOn highlights(words: $query)
    }
  }`,
  limit: `with asked as materialized (
      select search_query($1::text, '{und,en,ar,de,es,fr,it,nl,pt,ru,tr}') as query
    ), hit as materialized (
      select id, ts_rank_cd(search, (select query from asked), 32)::double precision as rank from article
      where search @@ (select query from asked) and withdrawn_at is null and merged_into is null
      order by rank desc, id desc limit 20
    )
    select '{"data":{"search":{"nodes":[' || coalesce(string_agg('{"rank":' || rank
      || ',"node":{"id":"Article:' || hit.id || '","headline":' || to_json(headline)
      || ',"publishedOn":"' || published_on || '"},"highlights":[' || coalesce((
        select string_agg('{"field":"' || field || '","fragment":' || to_json(translate(marked, E'\\x02\\x03', ''))
          || ',"spans":[' || (
            select string_agg('{"start":' || starts || ',"end":' || starts + char_length(word) || '}', ',')
            from (
              select place, split_part(part, E'\\x03', 1) as word,
                sum(char_length(part) - 1) over (order by place) - char_length(part) + 2 as starts
              from string_to_table(marked, E'\\x02') with ordinality as parts (part, place)) span
            where place > 1) || ']}', ',')
        from (values
          ('headline', ts_headline(search_config(language), headline, query, ${WHOLE})),
          ('alternativeHeadline', ts_headline(search_config(language), alternative_headline, query, ${WHOLE})),
          ('body', ts_headline(search_config(language), body, query, ${FRAGMENTS}))) text (field, whole)
        cross join lateral string_to_table(whole, E'\\x04') as marked
        where marked like E'%\\x02%'), '') || ']}', ',' order by rank desc, hit.id desc), '') || ']}}}'
    from hit join article on article.id = hit.id cross join asked`,
  differs: 'comes from a field with plans of our own, as it has no full text; highlights are JSON',
}
