import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeArticle, makeClaim } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
const BODY = '🙂 An officer said “at least 39” were killed 🇮🇶, and left.'
const article = await makeArticle(db, {
  slug: 'a',
  body: BODY,
  links: [
    { url: 'https://links.example/one?utm_source=x#top', text: 'An officer', start: 2, end: 12 },
    { text: 'no address' },
    { url: 'mailto:desk@links.example', text: 'left', start: 51, end: 55 },
  ],
})

const SELECT = 'anchors { position { start end } quote { exact prefix suffix } digest health }'

const anchorsOf = async (slug: string) => {
  const { claim } = await ask<{ claim: { anchors: unknown } }>(
    db,
    `query ($slug: String!) { claim(by: { slug: $slug }) { ${SELECT} } }`,
    { slug },
  )
  return claim.anchors
}
const digestOf = (words: string) => createHash('sha256').update(words).digest('hex')

test('a passage stands where its code points are counted, with the words and what is around them', async () => {
  const { slug } = await makeClaim(db, {
    article: 'a',
    anchors: [
      { start: 19, end: 30 },
      { start: 44, end: 46, exact: '🇮🇶' },
    ],
  })
  const anchors = await anchorsOf(slug)
  assert.deepEqual(anchors, [
    {
      position: { start: 19, end: 30 },
      quote: { exact: 'at least 39', prefix: '🙂 An officer said “', suffix: '” were killed 🇮🇶, and left.' },
      digest: null,
      health: 'EXACT',
    },
    {
      position: { start: 44, end: 46 },
      quote: { exact: '🇮🇶', prefix: ' said “at least 39” were killed ', suffix: ', and left.' },
      digest: null,
      health: 'EXACT',
    },
  ])
  assert.equal([...BODY].slice(44, 46).join(''), '🇮🇶')
})

test('a passage whose words are not stored has a digest and no quote', async () => {
  const { slug: bare } = await makeArticle(db)
  const digest = digestOf('at least 39')
  const { slug } = await makeClaim(db, { article: bare, anchors: [{ start: 19, end: 30, digest }] })
  assert.deepEqual(await anchorsOf(slug), [
    { position: { start: 19, end: 30 }, quote: null, digest, health: 'UNCHECKED' },
  ])
})

test('a passage that moved says so, and one that is gone keeps its last place', async () => {
  await makeClaim(db, {
    slug: 'moved',
    article: 'a',
    anchors: [
      { start: 0, end: 11, exact: 'at least 39' },
      { start: 3, end: 9, exact: 'absent' },
    ],
  })
  const { claim } = await ask<{ claim: unknown }>(
    db,
    `{ claim(by: { slug: "moved" }) { anchors { position { start end } health } } }`,
  )
  assert.deepEqual(claim, {
    anchors: [
      { position: { start: 19, end: 30 }, health: 'RELOCATED' },
      { position: { start: 3, end: 9 }, health: 'LOST' },
    ],
  })
})

test('claims are found by the health of their anchors', async () => {
  const found = async (filter: string) => {
    const { claims } = await ask<{ claims: { nodes: { slug: string }[] } }>(
      db,
      `{ claims(filter: { anchors: ${filter} }) { nodes { slug } } }`,
    )
    return claims.nodes.map(({ slug }) => slug)
  }
  assert.deepEqual(await found('{ some: { health: [LOST] } }'), ['moved'])
  assert.equal((await found('{ none: { health: [RELOCATED, LOST] } }')).includes('moved'), false)
  await makeClaim(db, { slug: 'nowhere', article: 'a' })
  assert.deepEqual(await found('{ none: {} }'), ['nowhere'])
})

test('links come in the order of the text, with their spans and both forms of their address', async () => {
  const { article: found } = await ask<{
    article: { links: { span: { start: number; end: number } | null; text: string }[] }
  }>(
    db,
    `{ article(by: { id: "${article.id}" }) { links { position url canonicalUrl text span { start end } } } }`,
  )
  assert.deepEqual(found.links, [
    {
      position: 0,
      url: 'https://links.example/one?utm_source=x#top',
      canonicalUrl: 'https://links.example/one',
      text: 'An officer',
      span: { start: 2, end: 12 },
    },
    { position: 1, url: null, canonicalUrl: null, text: 'no address', span: null },
    {
      position: 2,
      url: 'mailto:desk@links.example',
      canonicalUrl: null,
      text: 'left',
      span: { start: 51, end: 55 },
    },
  ])
})

test('a claim cites links of its article, in its own order', async () => {
  await makeAll(db, 'Claim', [{ slug: 'citing', article: 'a', citations: [2, 0] }])
  const { claim, claims } = await ask<Record<string, unknown>>(
    db,
    `{ claim(by: { slug: "citing" }) { citations { position text } }
      claims(filter: { citations: { some: { canonicalUrl: { startsWith: "https://links.example" } } } }) { nodes { slug } } }`,
  )
  assert.deepEqual(claim, {
    citations: [
      { position: 2, text: 'left' },
      { position: 0, text: 'An officer' },
    ],
  })
  assert.deepEqual(claims, { nodes: [{ slug: 'citing' }] })
})
