import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeArticle, makeAuthor, makeClaim, makeOutlet, makeWithdrawn } from '../support/make.ts'
import { ask, refusal } from '../support/send.ts'

const db = await openTestDatabase()
const [ann, desk] = await makeAll(db, 'Author', [{ slug: 'ann' }, { slug: 'desk', kind: 'AGENCY' }])
await makeOutlet(db, { slug: 'daily', name: 'Daily', countryCode: 'IQ' })
await makeOutlet(db, { slug: 'empty', name: 'Empty' })
assert.ok(ann && desk)
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

test('related records match some or none of a condition, or are merely there', async () => {
  assert.equal(await articles('{ authors: { some: {} } }'), 'signed agency both')
  assert.equal(await articles('{ authors: { none: {} } }'), 'bare')
  assert.equal(await articles('{ authors: { none: { kind: [PERSON] } } }'), 'agency bare')
  assert.equal(
    await articles('{ authors: { some: { kind: [PERSON] }, none: { kind: [AGENCY] } } }'),
    'signed',
  )
  assert.equal(await articles('{ authors: { some: { not: { kind: [PERSON] } } } }'), 'agency both')
  assert.equal(await articles('{ outlet: {} }'), 'signed agency')
  assert.equal(await articles('{ not: { outlet: {} } }'), 'both bare')
  assert.equal(
    await articles('{ outlet: { articles: { some: { authors: { some: { slug: { eq: "ann" } } } } } } }'),
    'signed agency',
  )
})

test('a relation is filtered from its other end as well', async () => {
  const slugs = async (list: string, filter: string) => {
    const { x } = await ask<{ x: { nodes: { slug: string }[] } }>(
      db,
      `{ x: ${list}(filter: ${filter}, orderBy: { field: CREATED_AT }) { nodes { slug } } }`,
    )
    return x.nodes.map(({ slug }) => slug).join(' ')
  }
  assert.equal(
    await slugs('outlets', '{ articles: { some: { authors: { some: { kind: [AGENCY] } } } } }'),
    'daily',
  )
  assert.equal(await slugs('outlets', '{ articles: { none: {} } }'), 'empty')
  assert.equal(await slugs('authors', '{ articles: { none: { outlet: {} } } }'), '')
  assert.equal(await slugs('authors', '{ articles: { some: { not: { outlet: {} } } } }'), 'ann desk')
})

test('withdrawn related records count for nothing', async () => {
  const author = await makeAuthor(db)
  const article = await makeArticle(db, { authors: [author.slug], slug: 'late' })
  const claim = await makeClaim(db, { article: article.slug })
  await makeWithdrawn(db, 'author', author)
  await makeWithdrawn(db, 'claim', claim)
  assert.equal(
    await articles('{ slug: { eq: "late" }, authors: { none: {} }, claims: { none: {} } }'),
    'late',
  )
  assert.equal(await articles('{ slug: { eq: "late" }, authors: { some: {} } }'), '')
  await makeWithdrawn(db, 'article', article)
  assert.equal(await articles('{ slug: { eq: "late" } }'), '')
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

test('%, _ and \\ in a text stand for themselves', async () => {
  const headlines = ['100% of it', '100 of it', 'a_b', 'axb', 'back\\slash', 'backslash', '\\%_']
  await makeAll(
    db,
    'Article',
    headlines.map((headline, at) => ({ slug: `h${at}`, headline })),
  )
  const found = (comparator: string, text: string) =>
    articles(`{ headline: { ${comparator}: ${JSON.stringify(text)} } }`)
  assert.equal(await found('contains', '%'), 'h0 h6')
  assert.equal(await found('contains', '0%'), 'h0')
  assert.equal(await found('contains', '_'), 'h2 h6')
  assert.equal(await found('startsWith', 'A_B'), 'h2')
  assert.equal(await found('startsWith', '%'), '')
  assert.equal(await found('contains', '\\'), 'h4 h6')
  assert.equal(await found('contains', '\\\\'), '')
  assert.equal(await found('startsWith', '\\%_'), 'h6')
  assert.equal(await found('eq', '\\%_'), 'h6')
  assert.equal(await found('in', '100% of it'), 'h0')
})

test('letters match whatever their case, in any script', async () => {
  await makeAll(
    db,
    'Article',
    ['Été à Çeşme', 'ΑΘΗΝΑ', 'Москва'].map((headline, at) => ({ slug: `u${at}`, headline })),
  )
  assert.equal(await articles('{ headline: { contains: "ÉTÉ À ç" } }'), 'u0')
  assert.equal(await articles('{ headline: { startsWith: "αθη" } }'), 'u1')
  assert.equal(await articles('{ headline: { contains: "МОСКВА" } }'), 'u2')
  assert.equal(await articles('{ headline: { eq: "москва" } }'), '')
})
