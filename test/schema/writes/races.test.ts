import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openTestDatabase } from '../../support/database.ts'
import { type Made, makeAll, makeArticle, makeClaim, makeEvent, makeParty } from '../../support/make.ts'
import { ask, send } from '../../support/send.ts'
import { write, written } from '../../support/write.ts'

const db = await openTestDatabase()

const ROUNDS = 15

async function claimOf({ id }: Made, selection: string): Promise<Record<string, unknown>> {
  const { claim } = await ask<{ claim: Record<string, unknown> }>(
    db,
    `query ($id: ID!) { claim(by: { id: $id }) { ${selection} } }`,
    { id },
  )
  return claim
}

test('of two patches of one claim at once neither undoes the other', async () => {
  const [one, two, three] = [await makeEvent(db), await makeEvent(db), await makeEvent(db)]
  for (let round = 0; round < ROUNDS; round++) {
    const claim = await makeClaim(db, { events: [one.slug, two.slug] })
    await Promise.all([
      written(db, 'updateClaim', { id: claim.id, events: [one, two, three].map(({ id }) => ({ id })) }),
      written(db, 'updateClaim', { id: claim.id, preferredFor: [{ id: one.id }] }),
    ])
    const { events } = await claimOf(claim, 'events { id }')
    assert.deepEqual(events, [{ id: one.id }, { id: two.id }, { id: three.id }])
  }
})

test('a patch of a claim at the time of a merge never leads back to the duplicate', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const [duplicate, stays] = [await makeEvent(db), await makeEvent(db)]
    const claim = await makeClaim(db, { events: [duplicate.slug] })
    await Promise.all([
      written(db, 'updateClaim', { id: claim.id, preferredFor: [{ id: duplicate.id }] }),
      wait(round % 8).then(() => written(db, 'merge', { id: duplicate.id, into: stays.id })),
    ])
    const { events } = await claimOf(claim, 'events { id }')
    assert.deepEqual(events, [{ id: stays.id }])
  }
})

test('anchors given at the time of a merge of articles hold in the body that stays', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const old = await makeArticle(db, { body: 'one two three' })
    const stays = await makeArticle(db, { body: 'zero one two three' })
    const claim = await makeClaim(db, { article: old.slug })
    await Promise.all([
      written(db, 'updateClaim', { id: claim.id, anchors: [{ start: 0, end: 3, exact: 'one' }] }),
      wait(round % 6).then(() => written(db, 'merge', { id: old.id, into: stays.id })),
    ])
    const { anchors } = await claimOf(claim, 'anchors { position { start } quote { exact } }')
    assert.deepEqual(anchors, [{ position: { start: 5 }, quote: { exact: 'one' } }])
  }
})

test('a link that vanishes while it is cited is told of at the citation', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const article = await makeArticle(db, { links: [{ text: 'a' }, { text: 'b' }] })
    const [claim] = await Promise.all([
      write(db, 'createClaim', { article: { id: article.id }, text: 'A.', kind: 'POSITION', citations: [1] }),
      write(db, 'updateArticle', { id: article.id, links: [{ text: 'a' }] }),
    ])
    if (claim.__typename !== 'CreateClaimPayload') {
      assert.deepEqual(
        claim.fields.map(({ path, code }) => `${path.join('.')} ${code}`),
        ['input.citations.0 UNKNOWN_REFERENCE'],
      )
    }
  }
})

test('merges, relations and patches of the same records at once all have an answer in words', async () => {
  const { slug: article } = await makeArticle(db)
  const claims = await makeAll(
    db,
    'Claim',
    Array.from({ length: 8 }, () => ({ article })),
  )
  const parties = [await makeParty(db)]
  for (let at = 0; at < 5; at++) parties.push(await makeParty(db, { memberOf: parties.at(-1)?.slug ?? null }))
  const some = (made: readonly Made[], at: number) => made[at % made.length]?.id
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, at) => {
      if (at % 4 === 0) return write(db, 'merge', { id: some(claims, at), into: some(claims, at + 3) })
      if (at % 4 === 1) return write(db, 'merge', { id: some(parties, at), into: some(parties, at + 1) })
      const pair = { claim: some(claims, at), other: some(claims, at + 1) }
      if (at % 4 === 2) return write(db, 'relateClaims', { ...pair, kind: 'SUPPORTS' })
      return write(db, 'updateClaim', { id: pair.claim, text: `Text ${at}` })
    }),
  )
  assert.equal(answers.length, 24)
  for (const { code } of answers)
    assert.ok(code === undefined || /MERGED|SELF_REFERENCE|VALIDATION_FAILED/.test(code), code)
})

test('a repetition waits for the first, however long that takes', async () => {
  const records = Array.from({ length: 1_000 }, (_, at) => ({
    article: {
      slug: `long-${at}`,
      headline: 'A',
      publishedOn: '2024-02-07',
      body: `word${at} `.repeat(1_500),
    },
  }))
  const input = { records, idempotencyKey: 'long' }
  const [one, two] = await Promise.all([
    written(db, 'bulk', input, 'feedCursor'),
    written(db, 'bulk', input, 'feedCursor'),
  ])
  assert.deepEqual(one, two)
})

test('writers that wait leave connections to those who read', async () => {
  const records = Array.from({ length: 1_000 }, (_, at) => ({
    outlet: { slug: `crowd-${at}`, name: `O ${at}` },
  }))
  const source = 'mutation ($input: BulkInput!) { bulk(input: $input) { __typename } }'
  const writes = Array.from({ length: 20 }, (_, at) =>
    send(db, source, {
      input: {
        records: records.map(({ outlet }) => ({ outlet: { ...outlet, name: `${at} ${outlet.name}` } })),
      },
    }),
  )
  // Of what nobody writes: it is asked both ways, and a write may end in between.
  for (let at = 0; at < 20; at++) await ask(db, '{ places(first: 1) { nodes { id } } }')
  for (const { data, errors } of await Promise.all(writes)) {
    const code = errors?.[0]?.extensions.code
    // What had no turn is told that nothing was done.
    assert.ok(code === undefined ? data : code === 'BUSY', String(errors?.[0]?.message))
  }
})
