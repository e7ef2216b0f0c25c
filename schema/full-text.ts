import { sql } from 'kysely'
import { parameter, type Slot } from './sql/input.ts'
import { type Sql, TRUE } from './sql/row.ts'
import type { Filter } from './sql/table-type.ts'

/** The languages whose words a search without a language looks for, each stemmed its own way. */
const LANGUAGES = ['und', 'en', 'ar', 'de', 'es', 'fr', 'it', 'nl', 'pt', 'ru', 'tr']

/**
 * The words of a caller as a query: quotes, `or` and `-` mean what they mean on the web. Never an error. As a select of
 * its own it is made once a statement; without that a plan for any words may make it anew for each row.
 */
const searchQuery = (words: Slot): Sql =>
  sql`(select search_query(${parameter(words, 'text')}, ${ANY_LANGUAGE}))`

export const ANY_LANGUAGE = sql`${sql.lit(`{${LANGUAGES.join()}}`)}::text[]`

/** The filter of a noun by its full text. */
export const fullText = (table: 'article' | 'event' | 'claim', where: string): Filter => ({
  description: `Full text of ${where}: words in any form and without accents, "a phrase", \`or\`, and \`-\` for not.`,
  input: () => 'String',
  where: (value, row) => (value.is === 'leaf' ? sql`${row('search')} @@ ${searchQuery(value.slot)}` : TRUE),
  columns: [`${table}.search`],
})
