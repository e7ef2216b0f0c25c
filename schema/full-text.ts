import { sql } from 'kysely'
import { countCodePoints } from '../db/values/text.ts'
import { BadUserInputError } from './errors.ts'
import { mapSlot, parameter, type Slot } from './sql/input.ts'
import { type Sql, TRUE } from './sql/row.ts'
import type { Filter } from './sql/table-type.ts'

/** The languages whose words a search without a language looks for, each stemmed its own way. */
const LANGUAGES = ['und', 'en', 'ar', 'de', 'es', 'fr', 'it', 'nl', 'pt', 'ru', 'tr']

const MAX_WORDS_CODE_POINTS = 1_000

/** What is said of every text that is searched for. */
export const WORDS_LIMIT = `${MAX_WORDS_CODE_POINTS.toLocaleString('en')} characters (code points) at most`

/** Reads the words that an argument searches for; refuses a book: what is done with each word is done in eleven languages, and for each name. */
export const readWords =
  (argument: string) =>
  (given: unknown): unknown => {
    if (typeof given !== 'string') return given
    if (countCodePoints(given) > MAX_WORDS_CODE_POINTS) {
      throw new BadUserInputError(argument, `${argument} has ${WORDS_LIMIT}`)
    }
    return given.replace(DASHES, ' ')
  }

/**
 * Dashes that lead to no word rule nothing out. PostgreSQL takes each of them for a `not` of the next, whatever marks and blanks are
 * between, and fails on 33. What no text may hold is left in, to be refused.
 */
const DASHES =
  /(?<![\p{L}\p{N}]-*)-(?:[^\p{L}\p{N}\p{Cs}\0"-]*-)*(?:[^\p{L}\p{N}\p{Cs}\0"-]*-(?![\p{L}\p{N}"])|[^\p{L}\p{N}\p{Cs}\0"-]+(?=-[\p{L}\p{N}"]))/gu

/**
 * The words of a caller as a query: quotes, `or` and `-` mean what they mean on the web. Never an error. As a select of
 * its own it is made once a statement; without that a plan for any words may make it anew for each row.
 */
const searchQuery = (words: Slot): Sql =>
  sql`(select search_query(${parameter(mapSlot(words, readWords('filter.search')), 'text')}, ${ANY_LANGUAGE}))`

export const ANY_LANGUAGE = sql`${sql.lit(`{${LANGUAGES.join()}}`)}::text[]`

/** The filter of a noun by its full text. */
export const fullText = (table: 'article' | 'event' | 'claim', where: string): Filter => ({
  description: `Full text of ${where}: words in any form and without accents, "a phrase", \`or\`, and \`-\` for not. ${WORDS_LIMIT}.`,
  input: () => 'String',
  where: (value, row) => (value.is === 'leaf' ? sql`${row('search')} @@ ${searchQuery(value.slot)}` : TRUE),
  columns: [`${table}.search`],
})
