import { listOfCodec, TYPES } from 'postgraphile/@dataplan/pg'
import { lambda } from 'postgraphile/grafast'
import { extendSchema, gql } from 'postgraphile/utils'
import { FIELDS, highlightsOf } from './highlights.js'

const LANGUAGES = '{und,en,ar,de,es,fr,it,nl,pt,ru,tr}'

/**
 * Full text as a user of PostGraphile writes it, by plans of its own: the query, rank and highlights that the others
 * have. The query is a sub-select, so that PostgreSQL makes it once and not for each row.
 */
export const SearchPlugin = extendSchema(({ sql, input }) => {
  const { article } = input.pgRegistry.pgResources
  const queryOf = ($articles, $words) =>
    sql`(select search_query(${$articles.placeholder($words, TYPES.text)}, ${sql.literal(LANGUAGES)}::text[]))`
  const rankOf = ($articles, $words) =>
    sql`ts_rank_cd(${$articles}.search, ${queryOf($articles, $words)}, 32)::double precision`
  return {
    typeDefs: gql`
      extend type Query {
        "Articles whose text has the words, best match first."
        searchArticles(words: String!, first: Int!): [Article!]!
      }
      extend type Article {
        rank(words: String!): Float!
        "Stretches of the text in which the words were found: field, fragment, spans."
        highlights(words: String!): JSON!
      }
    `,
    objects: {
      Query: {
        plans: {
          searchArticles(_, { $words, $first }) {
            const $articles = article.find()
            $articles.where(sql`${$articles}.search @@ ${queryOf($articles, $words)}`)
            $articles.where(sql`${$articles}.withdrawn_at is null and ${$articles}.merged_into is null`)
            const fragment = rankOf($articles, $words)
            $articles.orderBy({ fragment, codec: TYPES.float, direction: 'DESC' })
            $articles.orderBy({ attribute: 'id', direction: 'DESC' })
            $articles.setOrderIsUnique()
            $articles.setFirst($first)
            return $articles
          },
        },
      },
      Article: {
        plans: {
          rank: ($article, { $words }) =>
            $article.select(rankOf($article.getClassStep(), $words), TYPES.float),
          highlights($article, { $words }) {
            const $articles = $article.getClassStep()
            const query = queryOf($articles, $words)
            const texts = FIELDS.map(
              ({ column, options }) =>
                sql`ts_headline(search_config(${$articles}.language), ${$articles}.${sql.identifier(column)}, ${query}, ${sql.literal(options)})`,
            )
            const $marked = $article.select(sql`array[${sql.join(texts, ', ')}]`, listOfCodec(TYPES.text))
            return lambda($marked, highlightsOf, true)
          },
        },
      },
    },
  }
})
