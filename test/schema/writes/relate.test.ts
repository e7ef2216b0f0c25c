import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RELATION_KINDS } from '../../../db/vocabulary.ts'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll, makeArticle, makeClaim, makeOutlet } from '../../support/make.ts'
import { refused, write, written } from '../../support/write.ts'

const db = await openTestDatabase()

const RELATIONS = 'node { id slug revision relations { kind other { id } note } } feedCursor'

test('a relation is added beside the others, its note is changed, and it is taken back', async () => {
  const [claim, one, other] = [await makeClaim(db), await makeClaim(db), await makeClaim(db)]
  const relate = (kind: string, to: { id: string }, note?: string) =>
    written(db, 'relateClaims', { claim: claim.id, kind, other: to.id, note }, RELATIONS)
  await relate('CONTRADICTS', one)
  await relate('SUPPORTS', other)
  const { node } = await relate('CONTRADICTS', one, 'They count other people.')
  assert.deepEqual(node.relations, [
    { kind: 'CONTRADICTS', other: { id: one.id }, note: 'They count other people.' },
    { kind: 'SUPPORTS', other: { id: other.id }, note: null },
  ])
  assert.equal(node.revision, 4)
  const taken = { claim: claim.id, kind: 'CONTRADICTS', other: one.id }
  const { node: after } = await written(db, 'unrelateClaims', taken, RELATIONS)
  assert.deepEqual(after.relations, [{ kind: 'SUPPORTS', other: { id: other.id }, note: null }])
  const { node: same } = await written(db, 'unrelateClaims', taken, RELATIONS)
  assert.equal(same.revision, after.revision)
})

test('no relation is lost of many that are added at once', async () => {
  const article = await makeArticle(db)
  const claims = await makeAll(
    db,
    'Claim',
    Array.from({ length: 9 }, () => ({ article: article.slug })),
  )
  const [first, ...others] = claims
  await Promise.all(
    others.flatMap((other) => [
      written(db, 'relateClaims', { claim: first?.id, kind: 'SUPPORTS', other: other.id }),
      // And back at the same time: each waits for what the other has locked.
      written(db, 'relateClaims', { claim: other.id, kind: 'SUPPORTS', other: first?.id }),
    ]),
  )
  const { node } = await written(
    db,
    'relateClaims',
    { claim: first?.id, kind: 'SUPPORTS', other: others[0]?.id },
    'node { id slug relations { other { id } } relatedBy { claim { id } } }',
  )
  const ids = others.map(({ id }) => id).toSorted()
  const idsOf = (list: unknown, end: string): string[] =>
    Array.isArray(list) ? list.map((one) => one[end].id).toSorted() : []
  assert.deepEqual(idsOf(node.relations, 'other'), ids)
  assert.deepEqual(idsOf(node.relatedBy, 'claim'), ids)
})

test('a claim stands in no relation to itself, to another type, or to nothing', async () => {
  const claim = await makeClaim(db)
  const outlet = await makeOutlet(db)
  for (const kind of RELATION_KINDS) {
    assert.deepEqual(await refused(db, 'relateClaims', { claim: claim.id, kind, other: claim.id }), [
      'input.other SELF_REFERENCE',
    ])
  }
  for (const other of [outlet.id, 'Claim:99999', 'abc']) {
    const answer = await write(db, 'relateClaims', { claim: claim.id, kind: 'SUPPORTS', other })
    assert.deepEqual([answer.code, answer.path], ['NOT_FOUND', ['input', 'other']])
  }
  const answer = await write(db, 'relateClaims', { claim: 'Claim:0', kind: 'SUPPORTS', other: claim.id })
  assert.deepEqual([answer.code, answer.path], ['NOT_FOUND', ['input', 'claim']])
})

test('a claim that was merged stands for the one that stays', async () => {
  const { slug: article } = await makeArticle(db)
  const [claim, old, stays] = [
    await makeClaim(db, { article }),
    await makeClaim(db, { article }),
    await makeClaim(db, { article }),
  ]
  await written(db, 'merge', { id: old.id, into: stays.id })
  const { node } = await written(
    db,
    'relateClaims',
    { claim: claim.id, kind: 'REPEATS', other: old.id },
    RELATIONS,
  )
  assert.deepEqual(node.relations, [{ kind: 'REPEATS', other: { id: stays.id }, note: null }])
  assert.deepEqual(await refused(db, 'relateClaims', { claim: stays.id, kind: 'REPEATS', other: old.id }), [
    'input.other SELF_REFERENCE',
  ])
  const answer = await write(db, 'relateClaims', { claim: old.id, kind: 'REPEATS', other: claim.id })
  assert.deepEqual([answer.code, answer.path], ['MERGED', ['input', 'claim']])
})

test('the revision that is expected is that of the claim, and a bad note is refused', async () => {
  const [claim, other] = [await makeClaim(db), await makeClaim(db)]
  const input = { claim: claim.id, kind: 'SUPPORTS', other: other.id }
  await written(db, 'relateClaims', { ...input, expectedRevision: 1 })
  assert.equal((await write(db, 'relateClaims', { ...input, expectedRevision: 1 })).code, 'REVISION_CONFLICT')
  assert.deepEqual(await refused(db, 'relateClaims', { ...input, note: '\ud800' }), [
    'input.note LONE_SURROGATE',
  ])
})
