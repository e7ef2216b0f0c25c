import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { sketchOf } from '../values/sketch.ts'
import type { Draft } from './shape.ts'

/** Keeps the sketches of the bodies that drafts give, by which copies are found. */
export async function putSketches(trx: Transaction<Tables>, drafts: readonly Draft[]): Promise<void> {
  const sketches = drafts.flatMap(({ id, row: { body } }) =>
    body === undefined || id === null
      ? []
      : [{ article_id: id, hashes: typeof body === 'string' ? sketchOf(body) : [] }],
  )
  if (sketches.length === 0) return
  await sql`
    insert into article_sketch (article_id, hashes)
    select article_id, hashes from json_populate_recordset(null::article_sketch, ${JSON.stringify(sketches)}::json)
    on conflict (article_id) do update set hashes = excluded.hashes
      where article_sketch.hashes <> excluded.hashes
  `.execute(trx)
}
