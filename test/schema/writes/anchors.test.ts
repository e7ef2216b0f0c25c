import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll, makeArticle } from '../../support/make.ts'
import { ask } from '../../support/send.ts'
import { refused, written } from '../../support/write.ts'

const db = await openTestDatabase()

const BODY_CODE_POINTS = 100_000
const ANCHORS = 500

/** Sentences that are all different, some with characters of two UTF-16 units. */
function longText(): { body: string; sentences: { start: number; text: string }[] } {
  const sentences: { start: number; text: string }[] = []
  let [body, length] = ['', 0]
  while (length < BODY_CODE_POINTS - 60) {
    const text = `Sentence ${sentences.length} 🙂 says what number ${sentences.length * 7} says.`
    sentences.push({ start: length, text })
    body += `${text}\n`
    length += [...text].length + 1
  }
  return { body: body.padEnd(body.length + BODY_CODE_POINTS - length, 'x'), sentences }
}

interface Shown {
  claims: { totalCount: number }
}

const countBy = async (health: string, article: string): Promise<number> => {
  const { claims } = await ask<Shown>(
    db,
    `query ($slug: String!) { claims(filter: { article: { slug: { eq: $slug } }, anchors: { some: { health: [${health}] } } }) { totalCount } }`,
    { slug: article },
  )
  return claims.totalCount
}

test(`a body of ${BODY_CODE_POINTS} code points changes under ${ANCHORS} anchors, in one transaction`, async (t) => {
  const { body, sentences } = longText()
  assert.equal([...body].length, BODY_CODE_POINTS)
  const article = await makeArticle(db, { body })
  const step = Math.floor(sentences.length / ANCHORS)
  const passages = Array.from({ length: ANCHORS }, (_, at) => sentences[at * step]).filter(
    (one) => one !== undefined,
  )
  await makeAll(
    db,
    'Claim',
    passages.map(({ start, text }) => ({
      article: article.slug,
      anchors: [{ start, end: start + [...text].length, exact: text }],
    })),
  )
  assert.equal(await countBy('EXACT', article.slug), ANCHORS)

  // All move by a sentence with a character of two units, and the last one goes.
  const last = passages.at(-1)?.text ?? ''
  const changed = `An editor’s note 🙂.\n${body.replace(last, 'Gone.').slice(0, -200)}`
  const before = performance.now()
  const { node } = await written(
    db,
    'updateArticle',
    { id: article.id, body: changed },
    'node { id slug revision }',
  )
  t.diagnostic(`${Math.round(performance.now() - before)} ms`)
  assert.equal(node.revision, 2)
  assert.equal(await countBy('RELOCATED', article.slug), ANCHORS - 1)
  assert.equal(await countBy('LOST', article.slug), 1)
  const { claims } = await ask<{
    claims: {
      nodes: { revision: number; anchors: { position: { start: number }; quote: { exact: string } }[] }[]
    }
  }>(
    db,
    'query ($slug: String!) { claims(first: 5, orderBy: { field: CREATED_AT }, filter: { article: { slug: { eq: $slug } } }) { nodes { revision anchors { position { start } quote { exact } } } } }',
    { slug: article.slug },
  )
  const points = [...changed]
  for (const { revision, anchors } of claims.nodes) {
    assert.equal(revision, 2)
    for (const { position, quote } of anchors) {
      assert.equal(
        points.slice(position.start, position.start + [...quote.exact].length).join(''),
        quote.exact,
      )
    }
  }
})

test('anchors follow a body that is taken away and one that is given back', async () => {
  const article = await makeArticle(db, { body: 'They said that 39 were killed.' })
  await makeAll(db, 'Claim', [{ article: article.slug, anchors: [{ start: 15, end: 17, exact: '39' }] }])
  const steps: [string | null, string][] = [
    [null, 'UNCHECKED'],
    ['Nobody counted.', 'LOST'],
    ['On Monday they said that 39 were killed.', 'RELOCATED'],
    ['They said that 39 were killed.', 'RELOCATED'],
    ['They said that 39 were killed.', 'RELOCATED'],
  ]
  for (const [body, health] of steps) {
    await written(db, 'updateArticle', { id: article.id, body })
    assert.equal(await countBy(health, article.slug), 1, `${body} makes it ${health}`)
  }
})

/** The longest that anything else had to wait while something was done, in milliseconds. */
async function longestWait(done: () => Promise<unknown>): Promise<number> {
  let [longest, last] = [0, performance.now()]
  const beat = () => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }
  const beating = setInterval(beat, 5)
  await done()
  clearInterval(beating)
  beat()
  return longest
}

const claimOn = (article: string, anchors: object[]) => ({
  article: { slug: article },
  text: 'They said so.',
  kind: 'NUMERICAL',
  anchors,
})

test('a passage of 5,000 characters is written, and one of 5,001 refused', async () => {
  const { slug } = await makeArticle(db, { body: 'a'.repeat(10_000) })
  const passages = (length: number) => [
    { start: 0, end: length },
    { start: 0, end: 1, exact: 'é'.repeat(length) },
  ]
  await written(db, 'createClaim', claimOn(slug, passages(5_000)))
  assert.deepEqual(await refused(db, 'createClaim', claimOn(slug, passages(5_001))), [
    'input.anchors.0.end TOO_LONG',
    'input.anchors.1.exact TOO_LONG',
  ])
})

for (const [what, body, anchor] of [
  [
    'by digests',
    '!'.repeat(200_000),
    (at: number) => ({ start: 0, end: 4_000 + at, digest: '0'.repeat(64) }),
  ],
  [
    'by their words',
    'a'.repeat(200_000),
    (at: number) => ({ start: 150_000 + at, end: 155_000 + at, exact: `${'a'.repeat(4_990)}b` }),
  ],
] as const) {
  test(`a thousand passages ${what} that are nowhere in a repeating text hold nobody, when written as when the body changes`, async (t) => {
    const { id, slug } = await makeArticle(db, { body })
    const anchors = Array.from({ length: 1_000 }, (_, at) => anchor(at))
    const started = performance.now()
    const waits = [
      await longestWait(() => written(db, 'createClaim', claimOn(slug, anchors))),
      await longestWait(() => written(db, 'updateArticle', { id, body: `?${body.slice(1)}` })),
    ]
    t.diagnostic(`${Math.round(performance.now() - started)} ms, ${waits.map(Math.round)} at once`)
    assert.equal(await countBy('LOST', slug), 1)
    assert.ok(Math.max(...waits) < 500, `${waits}`)
    assert.ok(performance.now() - started < 5_000)
  })
}

test('a passage that was stored while it could be longer follows its body', async () => {
  const words = Array.from({ length: 2_000 }, (_, at) => `word${at}`).join(' ')
  const article = await makeArticle(db, { body: words })
  const [claim] = await makeAll(db, 'Claim', [
    { article: article.slug, anchors: [{ start: 0, end: 5, exact: 'word0' }] },
  ])
  const long = words.slice(0, 12_000)
  await sql`update claim_anchor set ends = ${long.length}, exact = ${long} where claim_id = ${claim?.id.split(':').at(-1)}`.execute(
    db.kysely,
  )
  await written(db, 'updateArticle', { id: article.id, body: `Once more: ${words}` })
  assert.equal(await countBy('RELOCATED', article.slug), 1)
})
