import assert from 'node:assert/strict'
import { test } from 'node:test'
import { passInstant } from '../support/change.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Made, makeArticle, makeClaim, makeCount, makeEvent } from '../support/make.ts'
import { ask } from '../support/send.ts'
import { written } from '../support/write.ts'

const db = await openTestDatabase()

/** Words that do not repeat. */
const words = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `word${from + at}`).join(' ')

const WIRE = words(0, 300)

async function copiesOf({ slug }: Made): Promise<{ slug: string; likeness: number }[]> {
  const { article } = await ask<{
    article: { possibleCopies: { likeness: number; article: { slug: string } }[] }
  }>(
    db,
    'query ($slug: String!) { article(by: { slug: $slug }) { possibleCopies { likeness article { slug } } } }',
    {
      slug,
    },
  )
  return article.possibleCopies.map(({ likeness, article }) => ({ slug: article.slug, likeness }))
}

test('a body that is nearly the same is proposed to whoever records it, and nothing is merged', async () => {
  const first = await makeArticle(db, { body: WIRE })
  const { node } = await written(
    db,
    'createArticle',
    { headline: 'As printed elsewhere', publishedOn: '2024-02-08', body: `BAGHDAD — ${WIRE.toUpperCase()}.` },
    'node { id slug republicationOf { id } possibleCopies { likeness article { id } } }',
  )
  assert.equal(node.republicationOf, null)
  const [copy, ...others] = Object(node.possibleCopies)
  assert.deepEqual([copy.article.id, others], [first.id, []])
  assert.ok(copy.likeness > 0.9)
  assert.deepEqual(
    (await copiesOf(first)).map(({ slug }) => slug),
    [node.slug],
  )
})

test('until an editor says so copies are two sources, then one, and are proposed no more', async () => {
  const body = words(1_000, 1_300)
  const [first, second] = [await makeArticle(db, { body }), await makeArticle(db, { body })]
  const event = await makeEvent(db)
  for (const { slug } of [first, second]) await makeCount(db, event, '39', { article: slug })
  const sources = async () =>
    Object(
      await ask(db, 'query ($id: ID!) { event(by: { id: $id }) { figures { independentSources } } }', {
        id: event.id,
      }),
    ).event.figures[0].independentSources
  assert.equal(await sources(), 2)
  await written(db, 'updateArticle', { id: second.id, republicationOf: { id: first.id } })
  assert.equal(await sources(), 1)
  assert.deepEqual([await copiesOf(first), await copiesOf(second)], [[], []])
})

test('a text that is cut short or taken up in another is proposed while half of both is common, likest first', async () => {
  const whole = words(2_000, 2_400)
  const article = await makeArticle(db, { body: whole })
  const cut = await makeArticle(db, { body: words(2_000, 2_320) })
  const longer = await makeArticle(db, { body: `${whole} ${words(3_000, 3_040)}` })
  await makeArticle(db, { body: `${words(2_000, 2_100)} ${words(4_000, 4_300)}` })
  await makeArticle(db, { body: words(5_000, 5_300) })
  assert.deepEqual(
    (await copiesOf(article)).map(({ slug }) => slug),
    [longer.slug, cut.slug],
  )
})

test('short texts, withdrawn articles and bodies that were changed are not proposed', async () => {
  const short = words(6_000, 6_039)
  const [one] = [await makeArticle(db, { body: short }), await makeArticle(db, { body: short })]
  assert.deepEqual(await copiesOf(one), [])
  const body = words(7_000, 7_200)
  const [a, b, c] = [
    await makeArticle(db, { body }),
    await makeArticle(db, { body }),
    await makeArticle(db, { body }),
  ]
  assert.equal((await copiesOf(a)).length, 2)
  await written(db, 'withdraw', { id: b.id, reason: 'A test.' })
  assert.equal((await copiesOf(a)).length, 1)
  await written(db, 'updateArticle', { id: c.id, body: words(8_000, 8_200) })
  assert.deepEqual(await copiesOf(a), [])
  await written(db, 'updateArticle', { id: c.id, body: null })
  assert.deepEqual(await copiesOf(c), [])
})

test('a claim’s article has its proposals in the same statement', async () => {
  const article = await makeArticle(db, { body: words(9_000, 9_100) })
  const claim = await makeClaim(db, { article: article.slug })
  const before = db.reads.length
  await ask(
    db,
    'query ($id: ID!) { claim(by: { id: $id }) { article { possibleCopies { likeness article { slug } } } } }',
    {
      id: claim.id,
    },
  )
  assert.equal(db.reads.length, before + 1)
})

test('as of an instant those are proposed that were known then', async () => {
  const body = words(10_000, 10_100)
  const article = await makeArticle(db, { body })
  const at = await passInstant(db)
  await makeArticle(db, { body })
  const count = async (asOf: string | null) =>
    Object(
      await ask(
        db,
        'query ($id: ID!, $asOf: DateTime) { article(by: { id: $id }, asOf: $asOf) { possibleCopies { article { id } } } }',
        { id: article.id, asOf },
      ),
    ).article.possibleCopies.length
  assert.deepEqual([await count(at), await count(null)], [0, 1])
})
