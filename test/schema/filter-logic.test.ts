import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeOutlet } from '../support/make.ts'
import { ask, refusal } from '../support/send.ts'

const db = await openTestDatabase()
await makeAll(db, 'Author', [{ slug: 'ann' }, { slug: 'desk', kind: 'AGENCY' }])
await makeOutlet(db, { slug: 'daily', name: 'Daily', countryCode: 'IQ' })
await makeOutlet(db, { slug: 'empty', name: 'Empty' })
await makeAll(db, 'Article', [
  {
    slug: 'signed',
    byline: 'By Ann',
    authors: ['ann'],
    outlet: 'daily',
    publishedAt: '2024-02-07T10:00:00Z',
  },
  { slug: 'agency', byline: 'DESK', authors: ['desk'], outlet: 'daily', publishedAt: '2024-02-08T10:00:00Z' },
  { slug: 'both', byline: 'By Ann and DESK', authors: ['desk', 'ann'] },
  { slug: 'bare' },
])

/** The slugs of the articles that a filter, written as a literal, leaves. */
async function articles(filter: string): Promise<string> {
  const { articles } = await ask<{ articles: { nodes: { slug: string }[]; totalCount: number } }>(
    db,
    `{ articles(filter: ${filter}, orderBy: { field: CREATED_AT }) { nodes { slug } totalCount } }`,
  )
  assert.equal(articles.totalCount, articles.nodes.length)
  return articles.nodes.map(({ slug }) => slug).join(' ')
}

const ALL = 'signed agency both bare'

for (const [filter, expected] of [
  ['null', ALL],
  ['{}', ALL],
  ['{ and: null, or: null, not: null, byline: null, authors: null }', ALL],
  ['{ byline: {} }', ALL],
  ['{ byline: { eq: null, in: null } }', ALL],
  ['{ authors: {} }', ALL],
  ['{ authors: { some: null } }', ALL],
  ['{ and: [] }', ALL],
  ['{ and: [{}, {}] }', ALL],
  ['{ and: {} }', ALL],
  ['{ or: [] }', ''],
  ['{ or: [{}] }', ALL],
  ['{ not: {} }', ''],
  ['{ not: { or: [] } }', ALL],
  ['{ not: { not: { slug: { eq: "both" } } } }', 'both'],
  ['{ ids: [] }', ''],
  ['{ slug: { in: [] } }', ''],
  ['{ status: [] }', ''],
  ['{ slug: { eq: "bare" }, byline: { startsWith: "By" } }', ''],
  ['{ or: [{ slug: { eq: "bare" } }, { byline: { startsWith: "By" } }] }', 'signed both bare'],
  ['{ or: { slug: { eq: "bare" } } }', 'bare'],
  ['{ or: [{ slug: { eq: "bare" } }], byline: { startsWith: "By" } }', ''],
  ['{ and: [{ byline: { contains: "ann" } }, { byline: { contains: "desk" } }] }', 'both'],
]) {
  test(`the filter ${filter} leaves ${expected || 'nothing'}`, async () => {
    assert.equal(await articles(filter ?? ''), expected)
  })
}

test('not keeps the rows whose column is null', async () => {
  assert.equal(await articles('{ not: { byline: { eq: "DESK" } } }'), 'signed both bare')
  assert.equal(
    await articles('{ not: { publishedAt: { from: "2024-02-08T00:00:00Z" } } }'),
    'signed both bare',
  )
  assert.equal(await articles('{ not: { outlet: { countryCode: ["IQ"] } } }'), 'both bare')
  assert.equal(
    await articles('{ not: { or: [{ byline: { eq: "DESK" } }, { slug: { eq: "both" } }] } }'),
    'signed bare',
  )
  assert.equal(
    await articles('{ not: { and: [{ byline: { eq: "DESK" } }, { status: [PUBLISHED] }] } }'),
    'signed both bare',
  )
  assert.equal(
    await articles('{ not: { byline: { eq: "DESK" }, slug: { eq: "agency" } } }'),
    'signed both bare',
  )
})

/** A filter that is nested so many levels deep by one of its ways down. */
const nest = (depth: number, open: string, close: string) =>
  `${open.repeat(depth)}{ slug: { eq: "bare" } }${close.repeat(depth)}`

for (const [by, open, close] of [
  ['and', '{ and: [', '] }'],
  ['or', '{ or: [', '] }'],
  ['not', '{ not: ', '}'],
  ['relations', '{ translationOf: ', '}'],
  ['lists of relations', '{ translations: { some: ', '} }'],
] as const) {
  test(`a filter nested by ${by} is eight levels deep at most`, async () => {
    await articles(nest(8, open, close))
    const tooDeep = `{ articles(filter: ${nest(9, open, close)}) { nodes { id } } }`
    const { code, argument } = await refusal(db, tooDeep)
    assert.deepEqual([code, argument], ['BAD_USER_INPUT', 'filter'])
  })
}
