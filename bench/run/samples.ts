import pg from 'pg'
import { below, createDice, type Dice, pick, share } from '../data/dice.ts'
import { LANGUAGES } from '../data/languages.ts'
import { vocabulary } from '../data/words.ts'
import type { Server } from '../shapes/shape.ts'

/** A row of the list of all articles, newest publication first, that a page can begin behind. */
export interface Position {
  /** Day of publication. */
  day: string
  id: number
}

/** What requests ask for: the same on every run with one seed over one database. */
export interface Samples {
  articles: readonly number[]
  /** Authors with enough articles to fill a page. */
  authors: readonly number[]
  /** Days of publication. */
  days: readonly string[]
  /** Countries in which enough happened to fill a page. */
  countries: readonly string[]
  /** Two words of one language each, of those that tell something. */
  words: readonly string[]
  /** Every hundredth row, as deep as page 5,000 of 20. */
  positions: readonly Position[]
  /** The cursor of a position, as the server writes it. */
  cursorAt: (server: Exclude<Server, 'limit'>, position: Position) => string
}

const COUNT = 200
const STANDING = 'withdrawn_at is null and merged_into is null'
const DEEPEST_ROW = 100_000
const POSITION_ROWS = 100
const PAGE_ARTICLES = 20
const PAGE_EVENTS = 50
const [FIRST_WORD, WORDS] = [200, 1_800]

/** Draws the samples from a loaded database. */
export async function findSamples(url: string, seed: number): Promise<Omit<Samples, 'cursorAt'>> {
  const client = new pg.Client({ connectionString: url, options: '-c datestyle=ISO' })
  await client.connect()
  const column = async (text: string): Promise<string[]> =>
    (await client.query<[string]>({ text, rowMode: 'array' })).rows.map(([value]) => String(value))
  try {
    const dice = createDice(seed)('samples', 0)
    const some = <Value>(values: readonly Value[]) => Array.from({ length: COUNT }, () => pick(dice, values))
    const positions = await column(`select published_on || ' ' || id from (
      select published_on, id, row_number() over (order by published_on desc, id desc) as place
      from article where ${STANDING}) article where place % ${POSITION_ROWS} = 0 and place <= ${DEEPEST_ROW} order by place`)
    return {
      articles: some(await column(`select id from article where ${STANDING} order by id`)).map(Number),
      authors: some(
        await column(`select author_id from article_author join author on id = author_id where ${STANDING}
          group by author_id having count(*) >= ${PAGE_ARTICLES} order by author_id`),
      ).map(Number),
      days: some(
        await column(`select distinct published_on::text from article where published_on >= '2015-03-01'
        order by published_on`),
      ),
      countries: some(
        await column(`select country_code from place join event_place on place_id = id where country_code is not null
          group by country_code having count(*) > ${2 * PAGE_EVENTS} order by country_code`),
      ),
      words: Array.from({ length: COUNT }, () => twoWords(dice)),
      positions: positions.map((text) => {
        const [day = '', id] = text.split(' ')
        return { day, id: Number(id) }
      }),
    }
  } finally {
    await client.end()
  }
}

function twoWords(dice: Dice): string {
  const words = vocabulary(
    share(
      dice,
      LANGUAGES.map((language) => [language, language.share] as const),
    ),
  )
  const word = () => words[FIRST_WORD + below(dice, WORDS)] ?? ''
  return `${word()} ${word()}`
}
