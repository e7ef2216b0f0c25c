import { sql } from 'kysely'
import type { Database } from '../../../db/database.ts'
import { NODE_KINDS } from '../../../db/vocabulary.ts'
import type { Dice } from '../random.ts'

/** What arguments are drawn from: values that are there, and some that are not. */
export interface Samples {
  slugs: readonly string[]
  ids: readonly string[]
  urls: readonly string[]
  texts: readonly string[]
}

/** Values of a database, in an order that is the same for the same rows. */
export async function readSamples({ kysely }: Database): Promise<Samples> {
  const slugs: string[] = []
  const ids: string[] = []
  for (const kind of NODE_KINDS) {
    const { rows } = await sql<{ id: string; slug: string }>`
      select id, slug from ${sql.table(kind.toLowerCase())} order by id`.execute(kysely)
    for (const { id, slug } of rows) {
      slugs.push(slug)
      ids.push(`${kind}:${id}`)
    }
  }
  const { rows: urls } = await sql<{ url: string }>`
    select url from article where url is not null order by id`.execute(kysely)
  const { rows: texts } = await sql<{ text: string }>`
    select headline as text from article union select name from outlet union select name from party
    union select title from event union select text from claim union select code from subject
    union select value from author_alt_id union select cue from claim_attribution where cue is not null
    union select canonical_url from article_link where canonical_url is not null order by 1`.execute(kysely)
  return { slugs, ids, urls: urls.map(({ url }) => url), texts: texts.map(({ text }) => text) }
}

const BAD_IDS = [
  ...['', 'Article', 'Article:', 'Article:0', 'Article:01', 'Article:999999', 'Article:9223372036854775808'],
  ...[
    'article:1',
    'Nope:1',
    'Article:1 ',
    'Article:1:2',
    'Claim:-1',
    '5',
    '🙂',
    'Node:1',
    'Span:1',
    'Query:1',
  ],
] as const

/** A value of a scalar, for an argument or input field of a name. */
export function sampleOf(
  { pick, below, chance }: Dice,
  samples: Samples,
  type: string,
  name: string,
): unknown {
  const one = (list: readonly string[]): string => list[below(list.length)] ?? ''
  const part = () => {
    // What means something in a pattern.
    if (chance(0.25)) return pick(['%', '_', '\\', 'a_', '%a', 'z%', '\\%', 'Ä'])
    const letters = Array.from(one(samples.texts))
    const from = below(letters.length)
    const found = letters.slice(from, from + 1 + below(3)).join('')
    return chance(0.3) ? found.toUpperCase() : found
  }
  switch (type) {
    case 'ID':
      return chance(0.8) ? one(samples.ids) : pick(BAD_IDS)
    case 'Int':
      return below(30)
    case 'Float':
      return pick([0, 1, 39, 40.5, -1, 1e308, -1e308, 5e-324, 2 ** 53, 2 ** 53 + 2, 1e21, 1e-7])
    case 'Boolean':
      return chance(0.5)
    case 'Date':
      return pick(['2024-02-07', '2024-02-08', '2024-01-31', '0001-01-01', '9999-12-31', '2016-06-01'])
    case 'DateTime':
      return pick([
        ...(['2024-01-01T00:00:00.5Z', '2024-02-01T00:00:00.123456Z', '2024-02-07T18:30:00+03:00'] as const),
        ...(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'] as const),
      ])
    case 'CountryCode':
      return pick(['IQ', 'SY', 'NO', 'FR'])
    case 'Language':
      return pick(['en', 'en-GB', 'fr', 'und', 'ar'])
    case 'URL':
      return chance(0.7)
        ? one(samples.urls)
        : pick(['https://0.example/', 'ftp://0.example/', 'https://u:p@0.example/'])
    case 'Cursor':
      return pick(['', 'MQ', 'x', 'MS5fQXNzZ09KTS4yNy45OTk5LTEyLTMx', '🙂', '🙂\0'])
    default:
      return name === 'slug' ? one(samples.slugs) : textOf()
  }

  function textOf(): string {
    if (name === 'contains' || name === 'startsWith') return chance(0.9) ? part() : ''
    if (name === 'query' || name === 'search') {
      const word = () =>
        pick(['strike', 'iraq', 'killed', '"strikes in"', '-base', 'Erbil', 'or', part(), one(samples.texts)])
      return chance(0.9) ? `${word()} ${word()}` : word()
    }
    if (name === 'typeScheme' || name === 'typeCode') return pick(['ACLED', 'CAMEO', 'Other', 'Attack'])
    if (name === 'scheme') return pick(['wikidata', 'isni', 'medtop', 'test'])
    if (chance(0.004)) return 'a\0b'
    return one(chance(0.8) ? samples.texts : samples.slugs)
  }
}
