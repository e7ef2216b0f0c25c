import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import type { Row } from './tables.ts'

/** Full text, which is PostgreSQL's own: each question is asked once. */
export interface OracleWords {
  /** The ids of records whose text has the words. */
  matches(table: string, words: string): Promise<ReadonlySet<unknown>>
  hits(words: string, language: string | undefined, kinds: readonly string[]): Promise<readonly Row[]>
  highlights(hit: Row): Promise<readonly Row[]>
}

/** The languages that a search without one looks through. */
const ANY_LANGUAGE = ['und', 'en', 'ar', 'de', 'es', 'fr', 'it', 'nl', 'pt', 'ru', 'tr']

export function createWords({ kysely }: Database): OracleWords {
  const asked = new Map<string, Promise<readonly Row[]>>()
  const ask = (key: unknown[], question: ReturnType<typeof sql<Row>>): Promise<readonly Row[]> => {
    const text = JSON.stringify(key)
    const known = asked.get(text) ?? question.execute(kysely).then(({ rows }) => rows)
    asked.set(text, known)
    return known
  }
  return {
    matches: async (table, words) => {
      const rows = await ask(
        [table, words],
        sql<Row>`select id from ${sql.table(table)} where search @@ search_query(${words}, ${ANY_LANGUAGE}::text[])`,
      )
      return new Set(rows.map(({ id }) => id))
    },
    hits: async (words, language, kinds) => {
      const languages = language === undefined ? ANY_LANGUAGE : [language]
      const rows = await ask(
        [words, language, kinds],
        sql<Row>`select *, rank::text as rank_text from search_hits(${words}, ${languages}::text[], ${kinds}::text[])`,
      )
      return rows.map((row) => ({ ...row, words, languages }))
    },
    highlights: ({ kind, node_id, words, languages }) =>
      ask(
        [kind, node_id, words, languages],
        sql<Row>`select * from search_highlights(${kind}, ${node_id}::bigint, ${words}, search_query(${words}, ${languages}::text[])) order by place`,
      ),
  }
}
