import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isObjectType } from 'graphql'
import { loadSample } from '../../db/sample/load.ts'
import { NODE_KINDS } from '../../db/vocabulary.ts'
import { schema } from '../../schema/index.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeArticle, makeClaim, makeEvent, makeParty } from '../support/make.ts'
import { ask, askAll, dataOf, prepare } from '../support/send.ts'

const db = await openTestDatabase()
await loadSample(db)
// Relations that the sample has none of, or one at most.
const original = await makeArticle(db, { body: 'Said.' })
await makeAll(
  db,
  'Article',
  Array.from({ length: 5 }, () => ({ translationOf: original.slug, republicationOf: original.slug })),
)
await makeAll(
  db,
  'Party',
  Array.from({ length: 5 }, () => ({ kind: 'UNNAMED', article: original.slug })),
)
const claim = await makeClaim(db, { article: original.slug })
await makeAll(
  db,
  'Review',
  Array.from({ length: 5 }, () => ({ claim: claim.slug, outlet: 'global-research' })),
)

interface Page {
  nodes: { id: string }[]
  edges: { cursor: string }[]
  totalCount: number
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
}

for (const kind of NODE_KINDS) {
  const type = schema.getType(kind)
  assert.ok(isObjectType(type))
  for (const field of Object.values(type.getFields())) {
    const [, of] = /^(\w+)Connection!$/.exec(String(field.type)) ?? []
    if (of === undefined) continue
    test(`${kind}.${field.name} come each once, page by page in either direction`, () =>
      checkPages(kind, field.name, of === 'Revision' ? 'id: revision' : 'id'))
  }
}

/** Of the record with most of them, and of one with none. */
async function checkPages(kind: string, field: string, id: string): Promise<void> {
  const list = kind === 'Party' ? 'parties' : `${kind.toLowerCase()}s`
  const owners = await askAll<{ id: string; counted: { totalCount: number } }>(
    db,
    list,
    `id counted: ${field} { totalCount }`,
  )
  const byCount = owners.toSorted((a, b) => b.counted.totalCount - a.counted.totalCount)
  for (const owner of new Set([byCount.at(0), byCount.at(-1)])) {
    assert.ok(owner)
    const request = prepare(
      db,
      `query ($first: Int, $after: Cursor, $last: Int, $before: Cursor) { node(id: "${owner.id}") { ... on ${kind} {
        list: ${field}(first: $first, after: $after, last: $last, before: $before) {
          nodes { ${id} } edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } } }`,
    )
    const page = async (args: object) =>
      dataOf<{ node: { list: Page } }>(await request({ ...args })).node.list
    const all = (await page({ first: 100 })).nodes.map(({ id }) => id)
    assert.equal(new Set(all).size, all.length)
    assert.equal(all.length, Math.min(100, owner.counted.totalCount))
    assert.deepEqual(await walk(page, 'first', all.length), all)
    assert.deepEqual(await walk(page, 'last', all.length), all)
  }
  if (field !== 'revisions')
    assert.ok(Number(byCount[0]?.counted.totalCount) > 1, 'there is more than one to list')
}

async function walk(
  page: (args: object) => Promise<Page>,
  by: 'first' | 'last',
  rows: number,
): Promise<string[]> {
  const size = Math.max(2, Math.ceil(rows / 4))
  const pages: string[][] = []
  for (let cursor: string | null = null, more = true; more; ) {
    const { nodes, pageInfo }: Page = await page({
      [by]: size,
      [by === 'first' ? 'after' : 'before']: cursor,
    })
    pages.push(nodes.map(({ id }) => id))
    cursor = by === 'first' ? pageInfo.endCursor : pageInfo.startCursor
    more = by === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage
  }
  return (by === 'first' ? pages : pages.reverse()).flat()
}

test('a party with two parts in one event has the event once', async () => {
  const party = await makeParty(db)
  const event = await makeEvent(db, {
    participants: [
      { party: party.slug, role: 'PERPETRATOR' },
      { party: party.slug, role: 'TARGET' },
    ],
  })
  const { party: found } = await ask<{ party: unknown }>(
    db,
    'query ($id: ID!) { party(by: { id: $id }) { events { totalCount nodes { id participants { role } } } } }',
    { id: party.id },
  )
  assert.deepEqual(found, {
    events: {
      totalCount: 1,
      nodes: [{ id: event.id, participants: [{ role: 'PERPETRATOR' }, { role: 'TARGET' }] }],
    },
  })
})
