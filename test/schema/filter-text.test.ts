import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()

/** The slugs of the articles that a filter, written as a literal, leaves. */
async function articles(filter: string): Promise<string> {
  const { articles } = await ask<{ articles: { nodes: { slug: string }[]; totalCount: number } }>(
    db,
    `{ articles(filter: ${filter}, orderBy: { field: CREATED_AT }) { nodes { slug } totalCount } }`,
  )
  assert.equal(articles.totalCount, articles.nodes.length)
  return articles.nodes.map(({ slug }) => slug).join(' ')
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
