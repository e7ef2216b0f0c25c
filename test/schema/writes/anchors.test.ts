import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll, makeArticle } from '../../support/make.ts'
import { ask } from '../../support/send.ts'
import { written } from '../../support/write.ts'

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
