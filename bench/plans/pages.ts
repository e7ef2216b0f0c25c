import type pg from 'pg'
import type { Database } from '../../db/database.ts'
import type { TableType } from '../../schema/sql/index.ts'
import { type Case, statementOf } from './statement.ts'

const PAGE = 20
/** A page that a numbered one would have to read 100,000 rows for; nearer in a table that is smaller. */
const DEEP_ROWS = 5_000 * PAGE

/** The first page, the last and one deep within, in every order and both directions. */
export async function pagesOf(
  database: Database,
  client: pg.Client,
  list: string,
  type: TableType,
): Promise<Case[]> {
  const cases: Case[] = []
  for (const [field, { column }] of type.orders) {
    for (const direction of ['ASC', 'DESC']) {
      const order = type.orders.size > 1 ? `orderBy: { field: ${field}, direction: ${direction} }` : ''
      const page = (args: string) =>
        `{ ${list}(${[args, order].filter(Boolean).join(', ')}) { nodes { id } pageInfo { hasNextPage endCursor } } }`
      const name = `page ${list} by ${field} ${direction}`
      const cursor = await deepCursor(database, client, page(`first: ${PAGE}`), column, direction)
      cases.push(
        { name: `${name}, first`, source: page(`first: ${PAGE}`) },
        { name: `${name}, last`, source: page(`last: ${PAGE}`) },
        { name: `${name}, deep after`, source: page(`first: ${PAGE}, after: "${cursor}"`) },
        { name: `${name}, deep before`, source: page(`last: ${PAGE}, before: "${cursor}"`) },
      )
    }
  }
  return cases
}

/** A cursor deep in a list: that of its first page, with the id and the key of a row far behind. */
async function deepCursor(
  database: Database,
  client: pg.Client,
  source: string,
  column: string,
  direction: string,
) {
  const { text, values } = await statementOf(database, { name: source, source })
  const { rows } = await client.query({ text, values: [...values], rowMode: 'array' })
  const [, cursor = ''] = /"endCursor":"([\w-]+)"/.exec(JSON.stringify(rows[0])) ?? []
  const list = Buffer.from(cursor, 'base64url').toString().split('.').slice(0, 2).join('.')
  const [, table = '', key = ''] = /^(\w+)\.(\w+)$/.exec(column) ?? []
  const found = await client.query<{ id: string; key: string }>(
    `select id, ${key}::text as key from ${table} order by ${key} ${direction}, id ${direction}
      offset least(${DEEP_ROWS}, (select count(*) * 9 / 10 from ${table})) limit 1`,
  )
  const [row] = found.rows
  return Buffer.from(`${list}.${row?.id}.${row?.key}`).toString('base64url')
}
