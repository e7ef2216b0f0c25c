import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../../support/database.ts'
import { makeArticle, makeClaim, makeMerged, makeOutlet, makeParty, makePlace } from '../../support/make.ts'
import { ask } from '../../support/send.ts'
import { refused, write, written } from '../../support/write.ts'

const db = await openTestDatabase()

test('a field left out stays, null clears it, a list replaces the list', async () => {
  const { id } = await makeOutlet(db, {
    name: 'Gazette',
    url: 'https://a.example/',
    countryCode: 'NO',
    altIds: [
      { scheme: 'issn', value: '1' },
      { scheme: 'isni', value: '2' },
    ],
  })
  const { node } = await written(
    db,
    'updateOutlet',
    { id, url: null, altIds: [{ scheme: 'isni', value: '3' }] },
    'node { id slug revision name url countryCode altIds { scheme value } revisions(first: 1) { nodes { changes { field from to } } } }',
  )
  const { revisions, slug: _, ...rest } = node
  assert.deepEqual(rest, {
    id,
    revision: 2,
    name: 'Gazette',
    url: null,
    countryCode: 'NO',
    altIds: [{ scheme: 'isni', value: '3' }],
  })
  assert.deepEqual(Object(revisions).nodes[0].changes, [
    {
      field: 'altIds',
      from: [
        { scheme: 'issn', value: '1' },
        { scheme: 'isni', value: '2' },
      ],
      to: [{ scheme: 'isni', value: '3' }],
    },
    { field: 'url', from: 'https://a.example/', to: null },
  ])
})

test('what says nothing new writes nothing', async () => {
  const { id } = await makeOutlet(db, { name: 'Same', countryCode: 'NO' })
  for (const patch of [{}, { name: 'Same' }, { countryCode: 'NO', altIds: [] }]) {
    const { node } = await written(
      db,
      'updateOutlet',
      { id, ...patch },
      'node { id slug revision updatedAt createdAt }',
    )
    assert.equal(node.revision, 1)
    assert.equal(node.updatedAt, node.createdAt)
  }
})

test('what a record may not lack is not cleared', async () => {
  const { id } = await makeArticle(db)
  assert.deepEqual(
    await refused(db, 'updateArticle', { id, headline: null, language: null, publishedOn: null }),
    ['input.headline REQUIRED', 'input.publishedOn REQUIRED', 'input.language REQUIRED'],
  )
})

test('an id of nothing, or of another type, is not found', async () => {
  const { id } = await makeParty(db)
  for (const wrong of [
    'abc',
    '',
    'Outlet:0',
    'Outlet:-1',
    'Outlet:9223372036854775808',
    'Outlet:99999',
    id,
  ]) {
    const answer = await write(db, 'updateOutlet', { id: wrong, name: 'A' })
    assert.deepEqual(
      [answer.__typename, answer.code, answer.path],
      ['NotFoundError', 'NOT_FOUND', ['input', 'id']],
    )
  }
})

test('of two editors who read one revision exactly one writes, however often', async () => {
  const { id } = await makeOutlet(db, { name: 'Read by two' })
  for (let expectedRevision = 1; expectedRevision <= 20; expectedRevision++) {
    const answers = await Promise.all(
      ['one', 'two'].map((who) =>
        write(
          db,
          'updateOutlet',
          { id, name: `${who} ${expectedRevision}`, expectedRevision },
          'node { id slug name revision }',
        ),
      ),
    )
    const [conflict] = answers.filter(({ __typename }) => __typename === 'ConflictError')
    const [done] = answers.filter(({ __typename }) => __typename === 'UpdateOutletPayload')
    assert.deepEqual(
      [conflict?.code, conflict?.path, conflict?.conflictsWith?.id],
      ['REVISION_CONFLICT', ['input', 'expectedRevision'], id],
    )
    const { outlet } = await ask<{ outlet: object }>(
      db,
      'query ($id: ID!) { outlet(by: { id: $id }) { id slug name revision } }',
      { id },
    )
    assert.deepEqual(outlet, done?.node)
    assert.equal(done?.node.revision, expectedRevision + 1)
  }
})

test('a stale revision is a conflict even where the write would change nothing', async () => {
  const { id } = await makeOutlet(db, { name: 'Old' })
  await written(db, 'updateOutlet', { id, name: 'New' })
  assert.equal(
    (await write(db, 'updateOutlet', { id, name: 'New', expectedRevision: 1 })).code,
    'REVISION_CONFLICT',
  )
  await written(db, 'updateOutlet', { id, name: 'New', expectedRevision: 2 })
})

test('changes of different fields by two editors who expect no revision both stay', async () => {
  const { id } = await makeOutlet(db, { name: 'Both' })
  await Promise.all([
    written(db, 'updateOutlet', { id, countryCode: 'NO' }),
    written(db, 'updateOutlet', { id, language: 'nb' }),
  ])
  const { outlet } = await ask<{ outlet: object }>(
    db,
    'query ($id: ID!) { outlet(by: { id: $id }) { name countryCode language revision } }',
    { id },
  )
  assert.deepEqual(outlet, { name: 'Both', countryCode: 'NO', language: 'nb', revision: 3 })
})

test('a duplicate that was merged is not written: the conflict names the record that stayed', async () => {
  const [one, other] = [await makeOutlet(db), await makeOutlet(db)]
  await makeMerged(db, 'outlet', one, other)
  const answer = await write(db, 'updateOutlet', { id: one.id, name: 'A' })
  assert.deepEqual([answer.code, answer.conflictsWith?.id], ['MERGED', other.id])
})

test('a claim stays with its article, and its figures are read anew from their words', async () => {
  const [home, other] = [await makeArticle(db), await makeArticle(db)]
  const { id } = await makeClaim(db, {
    article: home.slug,
    figures: [{ verbatim: '39 killed', measure: 'KILLED' }],
  })
  assert.deepEqual(await refused(db, 'updateClaim', { id, article: { id: other.id } }), [
    'input.article INCONSISTENT',
  ])
  const { node } = await written(
    db,
    'updateClaim',
    { id, figures: [{ verbatim: 'between 40 and 45', measure: 'KILLED' }] },
    'node { id slug figures { low high comparator } }',
  )
  assert.deepEqual(node.figures, [{ low: 40, high: 45, comparator: 'BETWEEN' }])
})

test('a place has both coordinates or neither, after the change too', async () => {
  const { id } = await makePlace(db, { latitude: 1, longitude: 2 })
  assert.deepEqual(await refused(db, 'updatePlace', { id, latitude: null }), ['input.longitude INCONSISTENT'])
  await written(db, 'updatePlace', { id, latitude: null, longitude: null })
  await written(db, 'updatePlace', { id, latitude: -90, longitude: 180 })
})

test('an address that another article has is a conflict that names it', async () => {
  const other = await makeArticle(db, { url: 'https://a.example/one' })
  const { id } = await makeArticle(db, { url: 'https://a.example/two' })
  const answer = await write(db, 'updateArticle', { id, url: 'https://A.example/one#x' })
  assert.deepEqual([answer.code, answer.conflictsWith?.id], ['DUPLICATE', other.id])
})
