import type pg from 'pg'
import { RECORDERS_LANGUAGE } from '../data/languages.ts'
import { vocabulary } from '../data/words.ts'

/** Values of one column as the database holds them: text as PostgreSQL prints it. */
export interface Values {
  common: string
  rare: string
  /** Below them lie two of a hundred, and half of all. */
  low: string
  middle: string
  /** Above it lie two of a hundred. */
  high: string
}

/** Words of the texts: about one of two bodies holds the first, one of ten the second, one of a hundred the third. */
export const WORDS = { common: word(30), middling: word(300), rare: word(2_000) }

const SAMPLED_ROWS = 20_000

/** Draws values of `table.column`; of a period its first days. Null where the column holds none. */
export async function drawValues(client: pg.Client, place: string): Promise<Values | null> {
  const [, table = '', key = ''] = /^(\w+)\.(.+)$/s.exec(place) ?? []
  const column = /^daterange\((\w+),/.exec(key)?.[1] ?? key
  const size = await client.query<{ rows: number }>(
    `select reltuples as rows from pg_class where oid = '${table}'::regclass`,
  )
  const percent = Math.min(100, (100 * SAMPLED_ROWS) / Math.max(1, size.rows[0]?.rows ?? 1))
  const { rows } = await client.query<Values>(
    `with sampled as materialized (
        select ${column} as value from ${table} tablesample system (${percent}) repeatable (1) where ${column} is not null),
      finite as (select value from sampled where value::text not like '%infinity')
    select
      (select value::text from finite group by value order by count(*) desc, value limit 1) as common,
      (select value::text from finite group by value order by count(*), value desc limit 1) as rare,
      (select value::text from finite order by value offset (select count(*) / 50 from finite) limit 1) as low,
      (select value::text from finite order by value offset (select count(*) / 2 from finite) limit 1) as middle,
      (select value::text from finite order by value desc offset (select count(*) / 50 from finite) limit 1) as high
    from finite limit 1`,
  )
  return rows[0] ?? null
}

function word(rank: number): string {
  const found = vocabulary(RECORDERS_LANGUAGE)[rank - 1]
  if (found === undefined) throw new RangeError(`There is no word of rank ${rank}`)
  return found
}
