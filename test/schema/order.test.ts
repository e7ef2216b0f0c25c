import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isEnumType, isInputObjectType } from 'graphql'
import { sql } from 'kysely'
import { loadSample } from '../../db/sample/load.ts'
import { schema } from '../../schema/index.ts'
import { openTestDatabase } from '../support/database.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await loadSample(db)
// The sample is recorded at one instant: a few instants with many records each say more.
for (const table of ['article', 'claim', 'event', 'party'] as const) {
  await sql`update ${sql.table(table)} set created_at = created_at + id % 5 * interval '1 ms',
    updated_at = updated_at + id % 3 * interval '1 ms'`.execute(db.kysely)
}

/** Where the graph shows the key of an order, if not in the field of the same name. */
const KEYS: Record<string, string> = {
  EARLIEST: 'when { key: earliest }',
  SAID_ON: 'saidOn { key: earliest }',
}

/** What a list that is no root list of its own needs to hold something. */
const ARGUMENTS: Record<string, string> = { search: 'query: "iraq or killed", ' }

const camelCase = (name: string) => name.toLowerCase().replace(/_(.)/g, (_, letter) => letter.toUpperCase())

interface Row {
  cursor: string
  node: { id: string; key: unknown }
}

for (const [list, field] of Object.entries(schema.getQueryType()?.getFields() ?? {})) {
  const input = field.args
    .find(({ name }) => name === 'orderBy')
    ?.type.toString()
    .replace('!', '')
  const order = input === undefined ? undefined : schema.getType(input)
  if (!isInputObjectType(order)) continue
  const values = schema.getType(String(order.getFields().field?.type).replace('!', ''))
  assert.ok(isEnumType(values))
  for (const { name } of values.getValues()) {
    for (const direction of ['ASC', 'DESC']) {
      test(`${list} come in the order of ${name} ${direction}, and every cursor parts them there`, () =>
        checkOrder(list, name, direction))
    }
  }
}

async function checkOrder(list: string, name: string, direction: string): Promise<void> {
  const read = async (args: string) => {
    const { rows } = await ask<{ rows: { edges: Row[] } }>(
      db,
      `{ rows: ${list}(${ARGUMENTS[list] ?? ''}${args}, orderBy: { field: ${name}, direction: ${direction} }) {
        edges { cursor node { id ${KEYS[name] ?? `key: ${camelCase(name)}`} } } } }`,
    )
    return rows.edges
  }
  const all = await read('first: 40')
  assert.ok(all.length > 1, 'there is something to put in order')
  assertSorted(all, direction === 'ASC' ? 1 : -1)
  const ids = all.map(({ node }) => node.id)
  for (const [at, { cursor }] of [...all.entries()].filter(([at]) => at % 4 === 0)) {
    const before = await read(`last: 100, before: "${cursor}"`)
    assert.deepEqual(
      before.map(({ node }) => node.id),
      ids.slice(0, at),
    )
    const after = await read(`first: ${ids.length - at - 1}, after: "${cursor}"`)
    assert.deepEqual(
      after.map(({ node }) => node.id),
      ids.slice(at + 1),
    )
  }
}

function assertSorted(rows: readonly Row[], sign: 1 | -1): void {
  for (const [at, row] of rows.entries()) {
    const last = rows[at - 1]
    if (last)
      assert.ok(
        compare(last.node, row.node) * sign < 0,
        `${JSON.stringify(last)} before ${JSON.stringify(row)}`,
      )
  }
}

/** By key, then by the number of the id. Open dates come first, texts in the order of code points. */
function compare(a: Row['node'], b: Row['node']): number {
  const [one, two] = [keyOf(a), keyOf(b)]
  if (one !== two) return typeof one === 'number' ? one - Number(two) : Buffer.compare(bytes(one), bytes(two))
  return Number(a.id.split(':')[1]) - Number(b.id.split(':')[1])
}

const bytes = (key: unknown) => Buffer.from(String(key ?? ''))

const keyOf = ({ key, ...rest }: { key?: unknown; when?: Part; saidOn?: Part }) =>
  key ?? rest.when?.key ?? rest.saidOn?.key ?? null

type Part = { key: unknown } | null
