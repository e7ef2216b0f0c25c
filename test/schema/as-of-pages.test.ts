import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeToWithdrawn, passInstant } from '../support/change.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeOutlet } from '../support/make.ts'
import { ask, prepare, refusal } from '../support/send.ts'

const db = await openTestDatabase()
const numbers = Array.from({ length: 30 }, (_, at) => at)
const made = await makeAll(
  db,
  'Outlet',
  numbers.map((at) => ({ slug: `o${at}`, name: `Name ${String(at).padStart(2, '0')}` })),
)
await makeAll(
  db,
  'Article',
  numbers.map((at) => ({ slug: `a${at}`, outlet: 'o0' })),
)
const then = await passInstant(db)

interface Page {
  nodes: { slug: string; name: string }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
  totalCount: number
}

for (const order of ['NAME', 'CREATED_AT', 'UPDATED_AT']) {
  for (const direction of ['ASC', 'DESC']) {
    for (const backwards of [false, true]) {
      test(`pages of a past list by ${order} ${direction}, ${backwards ? 'last' : 'first'} page first, hold still while records change`, async () => {
        const [size, place, more, end] = backwards
          ? (['last', 'before', 'hasPreviousPage', 'startCursor'] as const)
          : (['first', 'after', 'hasNextPage', 'endCursor'] as const)
        const request = `query ($at: DateTime, $c: Cursor) { outlets(${size}: 7, ${place}: $c, asOf: $at,
          orderBy: { field: ${order}, direction: ${direction} }) {
          nodes { slug name } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`
        const read: string[] = []
        for (let c: string | null = null, left = true, round = 0; left; round++) {
          const { outlets }: { outlets: Page } = await ask(db, request, { at: then, c })
          assert.equal(outlets.totalCount, 30)
          const names = outlets.nodes.map(({ slug, name }) => `${slug} ${name}`)
          if (backwards) read.unshift(...names)
          else read.push(...names)
          await disturb(round)
          ;({ [more]: left, [end]: c } = outlets.pageInfo)
        }
        const all = numbers.map((at) => `o${at} Name ${String(at).padStart(2, '0')}`)
        assert.deepEqual(read, direction === 'ASC' ? all : all.toReversed())
      })
    }
  }
}

let changes = 0

/** Renames, withdraws and makes outlets, of which a list of the past must show nothing. */
async function disturb(round: number): Promise<void> {
  const [one, two] = [made[(round * 11 + 3) % 30], made[(round * 7 + 9) % 30]]
  assert.ok(one && two)
  await makeAll(db, 'Outlet', [{ slug: one.slug, name: `Other ${++changes}` }])
  await changeToWithdrawn(db, 'Outlet', two)
  await makeOutlet(db, { name: 'Name 10' })
}

test('a cursor of a past list is refused at another instant, and now', async () => {
  const source = `query ($at: DateTime, $c: Cursor) { outlet(by: { slug: "o0" }, asOf: $at) {
    articles(first: 2, after: $c) { nodes { slug } pageInfo { endCursor } } } }`
  const nested = prepare(db, source)
  const root =
    'query ($at: DateTime, $c: Cursor) { articles(first: 2, after: $c, asOf: $at) { nodes { slug } pageInfo { endCursor } } }'
  const cursors = async (at: string | null) => {
    const { outlet } = await ask<{ outlet: { articles: Page } }>(db, source, { at })
    const { articles } = await ask<{ articles: Page }>(db, root, { at })
    return { nested: outlet.articles.pageInfo.endCursor, root: articles.pageInfo.endCursor }
  }
  const later = await passInstant(db)
  const [ofThen, ofLater, ofNow] = [await cursors(then), await cursors(later), await cursors(null)]
  for (const [at, c] of [
    [then, ofLater],
    [then, ofNow],
    [null, ofThen],
  ] as const) {
    assert.equal((await refusal(db, root, { at, c: c.root })).code, 'INVALID_CURSOR')
    assert.equal((await refusal(db, source, { at, c: c.nested })).code, 'INVALID_CURSOR')
  }
  await ask(db, root, { at: then, c: ofThen.root })
  assert.equal((await nested({ at: then, c: ofThen.nested })).errors, undefined)
})

test('an instant may be written with any offset, and one that is none is refused', async () => {
  const request = 'query ($at: DateTime) { outlets(asOf: $at) { nodes { name } } }'
  const utc = await ask(db, request, { at: then })
  const shifted = new Date(new Date(then).getTime() + 5.5 * 3_600_000).toISOString().replace('Z', '+05:30')
  assert.deepEqual(await ask(db, request, { at: shifted }), utc)
  assert.deepEqual(await ask(db, `{ outlets(asOf: "${shifted}") { nodes { name } } }`), utc)
  assert.notDeepEqual(await ask(db, request, { at: null }), utc)
  for (const at of ['yesterday', '2024-02-07', '2024-02-30T00:00:00Z']) await refusal(db, request, { at })
})

test('one operation is asked now, then as of an instant, then now again', async () => {
  const request = prepare(
    db,
    'query ($at: DateTime) { outlets(asOf: $at, filter: { slug: { eq: "o3" } }) { nodes { name } } }',
  )
  const names = async (variables: object) => JSON.stringify((await request({ ...variables })).data)
  const now = await names({})
  for (const variables of [{ at: null }, { at: then }, {}, { at: then }, { at: null }]) {
    const isPast = 'at' in variables && variables.at !== null
    assert.equal((await names(variables)) === now, !isPast)
  }
})
