import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saveRecords } from '../../../db/writes/save.ts'
import { inTransaction } from '../../../db/writes/transaction.ts'
import { openTestDatabase } from '../../support/database.ts'
import {
  makeAll,
  makeArticle,
  makeAuthor,
  makeClaim,
  makeEvent,
  makeOutlet,
  makeParty,
  makePlace,
  makeReview,
  makeSubject,
} from '../../support/make.ts'
import { ask } from '../../support/send.ts'
import { refused, write, written } from '../../support/write.ts'

const db = await openTestDatabase()

const merge = (id: string, into: string) => written(db, 'merge', { id, into })

/** One record as a selection shows it. */
async function show(kind: string, { slug }: { slug: string }, selection: string): Promise<unknown> {
  const name = kind.toLowerCase()
  const data = await ask(db, `query ($slug: String!) { ${name}(by: { slug: $slug }) { ${selection} } }`, {
    slug,
  })
  return Object(data)[name]
}

test('a merged outlet names the other, and what referred to it refers to that one', async () => {
  const [old, stays] = [await makeOutlet(db), await makeOutlet(db)]
  const article = await makeArticle(db, { outlet: old.slug })
  const claim = await makeClaim(db, {
    article: article.slug,
    attributions: [
      { role: 'SAID_BY', outlet: old.slug },
      { role: 'PUBLISHED_BY', outlet: stays.slug },
    ],
  })
  const review = await makeReview(db, { claim: claim.slug, outlet: old.slug })
  await merge(old.id, stays.id)

  assert.deepEqual(await show('Outlet', old, 'id mergedInto { id } revision'), {
    id: old.id,
    mergedInto: { id: stays.id },
    revision: 2,
  })
  assert.deepEqual(await show('Article', article, 'outlet { id } revision'), {
    outlet: { id: stays.id },
    revision: 2,
  })
  const agent = { id: stays.id }
  assert.deepEqual(
    await show('Claim', claim, 'attributions { role agent { ... on Outlet { id } } } revision'),
    {
      attributions: [
        { role: 'SAID_BY', agent },
        { role: 'PUBLISHED_BY', agent },
      ],
      revision: 2,
    },
  )
  assert.deepEqual(await show('Review', review, 'reviewer { ... on Outlet { id } }'), { reviewer: agent })
  assert.deepEqual(await show('Outlet', stays, 'revision'), { revision: 1 })
})

test('where both stood in one list one is left, in the first one’s place', async () => {
  const [a, b, c] = [await makeAuthor(db), await makeAuthor(db), await makeAuthor(db)]
  const slugs = [b.slug, c.slug, a.slug]
  const article = await makeArticle(db, { authors: slugs })
  const [x, y] = [await makeSubject(db, { code: 'x' }), await makeSubject(db, { code: 'y' })]
  const filed = await makeArticle(db, { subjects: [x.slug, y.slug] })
  await merge(b.id, a.id)
  assert.deepEqual(await show('Article', article, 'authors { id }'), {
    authors: [{ id: a.id }, { id: c.id }],
  })
  await merge(x.id, y.id)
  assert.deepEqual(await show('Article', filed, 'subjects { id }'), { subjects: [{ id: y.id }] })
})

test('an event that an editor preferred a claim for stays so', async () => {
  const [one, other] = [await makeEvent(db), await makeEvent(db)]
  const claim = await makeClaim(db, {
    events: [one.slug, other.slug],
    preferredFor: [other.slug],
    figures: [{ verbatim: '39', measure: 'KILLED' }],
  })
  const part = await makeEvent(db, { partOf: other.slug })
  await merge(other.id, one.id)
  assert.deepEqual(await show('Claim', claim, 'events { id }'), { events: [{ id: one.id }] })
  assert.deepEqual(await show('Event', one, 'figures { best bestClaim { slug } }'), {
    figures: [{ best: 39, bestClaim: { slug: claim.slug } }],
  })
  assert.deepEqual(await show('Event', part, 'partOf { id }'), { partOf: { id: one.id } })
})

test('what would refer to itself refers to nothing', async () => {
  const whole = await makeParty(db)
  const part = await makeParty(db, { memberOf: whole.slug })
  await merge(whole.id, part.id)
  assert.deepEqual(await show('Party', part, 'memberOf { id } revision'), { memberOf: null, revision: 2 })
  const original = await makeArticle(db)
  const copy = await makeArticle(db, { republicationOf: original.slug })
  await merge(original.id, copy.id)
  assert.deepEqual(await show('Article', copy, 'republicationOf { id }'), { republicationOf: null })
})

test('claims keep how they stand to others, and none stands to itself', async () => {
  const { slug: article } = await makeArticle(db)
  const [third, fourth] = [await makeClaim(db), await makeClaim(db)]
  const stays = await makeClaim(db, {
    article,
    relations: [{ kind: 'SUPPORTS', claim: third.slug, note: 'First.' }],
  })
  const old = await makeClaim(db, {
    article,
    relations: [
      { kind: 'REPEATS', claim: stays.slug },
      { kind: 'SUPPORTS', claim: third.slug, note: 'Second.' },
      { kind: 'CONTRADICTS', claim: fourth.slug },
    ],
  })
  await inTransaction(db.kysely, (trx) =>
    saveRecords(
      trx,
      'Claim',
      [{ slug: third.slug, relations: [{ kind: 'UPDATES', claim: old.slug }] }],
      'test',
    ),
  )
  const review = await makeReview(db, { claim: old.slug })
  await merge(old.id, stays.id)
  assert.deepEqual(
    await show('Claim', stays, 'relations { kind other { slug } note } relatedBy { kind claim { slug } }'),
    {
      relations: [
        { kind: 'SUPPORTS', other: { slug: third.slug }, note: 'First.' },
        { kind: 'CONTRADICTS', other: { slug: fourth.slug }, note: null },
      ],
      relatedBy: [{ kind: 'UPDATES', claim: { slug: third.slug } }],
    },
  )
  assert.deepEqual(await show('Claim', old, 'relations { kind } mergedInto { id }'), {
    relations: [],
    mergedInto: { id: stays.id },
  })
  assert.deepEqual(await show('Review', review, 'claim { id }'), { claim: { id: stays.id } })
})

test('a merged place, and an article with its claims, which are anchored in the other body', async () => {
  const [a, b] = [await makePlace(db), await makePlace(db)]
  const event = await makeEvent(db, { places: [a.slug] })
  await merge(a.id, b.id)
  assert.deepEqual(await show('Event', event, 'places { id }'), { places: [{ id: b.id }] })

  const old = await makeArticle(db, { body: 'They said that 39 were killed.' })
  const stays = await makeArticle(db, { body: 'On Monday they said that 39 were killed.' })
  const unnamed = await makeParty(db, { kind: 'UNNAMED', article: old.slug })
  const claim = await makeClaim(db, {
    article: old.slug,
    anchors: [{ start: 15, end: 17, exact: '39', prefix: 'said that ' }],
    attributions: [{ role: 'SAID_BY', party: unnamed.slug }],
  })
  await merge(old.id, stays.id)
  assert.deepEqual(
    await show(
      'Claim',
      claim,
      'article { id } anchors { health position { start } } revisions { totalCount }',
    ),
    {
      article: { id: stays.id },
      anchors: [{ health: 'RELOCATED', position: { start: 25 } }],
      revisions: { totalCount: 2 },
    },
  )
  assert.deepEqual(await show('Party', unnamed, 'article { id }'), { article: { id: stays.id } })
})

test('claims of a merged article cite links of the one that stays, to which those it lacks are added', async () => {
  const links = [
    { url: 'https://a.example/one?utm_source=x', text: 'one' },
    { url: 'https://a.example/two', text: 'two' },
    { text: 'only words' },
    { url: 'https://a.example/uncited', text: 'uncited' },
    { url: 'https://a.example/one', text: 'one again' },
  ]
  const old = await makeArticle(db, { links })
  const stays = await makeArticle(db, {
    links: [{ text: 'only words' }, { url: 'https://A.example/one', text: 'eins' }],
  })
  const claim = await makeClaim(db, { article: old.slug, citations: [1, 0, 2, 4] })
  const other = await makeClaim(db, { article: old.slug, citations: [1] })
  await merge(old.id, stays.id)
  assert.deepEqual(await show('Article', stays, 'links { position text } revision'), {
    links: [
      { position: 0, text: 'only words' },
      { position: 1, text: 'eins' },
      { position: 2, text: 'two' },
    ],
    revision: 2,
  })
  assert.deepEqual(await show('Claim', claim, 'citations { text } revision'), {
    citations: [{ text: 'two' }, { text: 'eins' }, { text: 'only words' }],
    revision: 2,
  })
  assert.deepEqual(await show('Claim', other, 'citations { text }'), { citations: [{ text: 'two' }] })
  const { node } = await written(
    db,
    'updateClaim',
    { id: claim.id, citations: [2, 1, 0] },
    'node { id slug revision }',
  )
  assert.equal(node.revision, 2, 'the same links by the positions of the article that it is in now')
})

test('claims of two articles are not merged', async () => {
  const [one, other] = [await makeClaim(db), await makeClaim(db)]
  const answer = await write(db, 'merge', { id: one.id, into: other.id })
  assert.deepEqual([answer.code, answer.path], ['OTHER_ARTICLE', ['input', 'into']])
})

test('who was merged into a duplicate is merged into what stays', async () => {
  const [a, b, c] = [await makeOutlet(db), await makeOutlet(db), await makeOutlet(db)]
  await merge(a.id, b.id)
  await merge(b.id, c.id)
  assert.deepEqual(await show('Outlet', a, 'mergedInto { id } revision'), {
    mergedInto: { id: c.id },
    revision: 3,
  })
})

test('later references by the slug or id of a duplicate lead to the record that stays', async () => {
  const [old, stays] = [await makeOutlet(db), await makeOutlet(db)]
  await merge(old.id, stays.id)
  for (const outlet of [{ slug: old.slug }, { id: old.id }]) {
    const { node } = await written(
      db,
      'createArticle',
      { headline: 'A', publishedOn: '2024-02-07', outlet },
      'node { id slug outlet { id } }',
    )
    assert.deepEqual(node.outlet, { id: stays.id })
  }
  const [outcome] = await inTransaction(db.kysely, (trx) =>
    saveRecords(trx, 'Outlet', [{ slug: old.slug, name: 'Anew' }], 'test'),
  )
  assert.deepEqual(
    outcome?.result === 'REFUSED' && outcome.problems.map(({ field, code }) => `${field} ${code}`),
    ['slug MERGED'],
  )
})

test('two names of one record are one item, and the name of the record itself is told of', async () => {
  const [old, stays] = [await makeSubject(db, { code: 'old' }), await makeSubject(db, { code: 'new' })]
  await merge(old.id, stays.id)
  const { node } = await written(
    db,
    'createArticle',
    { headline: 'A', publishedOn: '2024-02-07', subjects: [{ slug: old.slug }, { slug: stays.slug }] },
    'node { id slug subjects { id } }',
  )
  assert.deepEqual(node.subjects, [{ id: stays.id }])
  const [part, whole] = [await makeParty(db), await makeParty(db)]
  await merge(part.id, whole.id)
  assert.deepEqual(await refused(db, 'updateParty', { id: whole.id, memberOf: { slug: part.slug } }), [
    'input.memberOf SELF_REFERENCE',
  ])
})

test('what cannot be merged is told why', async () => {
  const [a, b, c] = [await makeOutlet(db), await makeOutlet(db), await makeOutlet(db)]
  const party = await makeParty(db)
  const [, officer] = await makeAll(db, 'Party', [
    {},
    { kind: 'UNNAMED', article: (await makeArticle(db)).slug },
  ])
  assert.deepEqual(await refused(db, 'merge', { id: a.id, into: a.id }), ['input.into SELF_REFERENCE'])
  assert.deepEqual(await refused(db, 'merge', { id: a.id, into: party.id }), ['input.into INCONSISTENT'])
  const codeOf = async (input: object) => (await write(db, 'merge', input)).code
  assert.equal(await codeOf({ id: officer?.id, into: party.id }), 'UNNAMED_PARTY')
  assert.equal(await codeOf({ id: party.id, into: officer?.id }), 'UNNAMED_PARTY')
  assert.equal(await codeOf({ id: a.id, into: 'Outlet:99999' }), 'NOT_FOUND')
  assert.equal(await codeOf({ id: a.id, into: b.id, expectedRevision: 2 }), 'REVISION_CONFLICT')
  await merge(a.id, b.id)
  const merged = async (input: object) => (await write(db, 'merge', input)).path.join('.')
  assert.equal(await codeOf({ id: a.id, into: b.id }), 'MERGED')
  assert.equal(await merged({ id: a.id, into: b.id }), 'input.id')
  assert.equal(await merged({ id: b.id, into: a.id }), 'input.into')
  assert.equal((await write(db, 'withdraw', { id: a.id, reason: 'No.' })).code, 'MERGED')
  await written(db, 'withdraw', { id: c.id, reason: 'No.' })
  assert.equal(await codeOf({ id: b.id, into: c.id }), 'ALREADY_WITHDRAWN')
})

test('two that merge each other into the other at once do not both get their way', async () => {
  for (let round = 0; round < 5; round++) {
    const [a, b] = [await makeOutlet(db), await makeOutlet(db)]
    const codes = await Promise.all([
      write(db, 'merge', { id: a.id, into: b.id }),
      write(db, 'merge', { id: b.id, into: a.id }),
    ])
    assert.deepEqual(codes.map(({ __typename }) => __typename).toSorted(), ['ConflictError', 'MergePayload'])
  }
})
