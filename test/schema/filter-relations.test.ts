import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeArticle, makeAuthor, makeClaim, makeOutlet, makeWithdrawn } from '../support/make.ts'
import { ask } from '../support/send.ts'

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
