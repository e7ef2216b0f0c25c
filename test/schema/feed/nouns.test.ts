import assert from 'node:assert/strict'
import { test } from 'node:test'
import { execute, parse } from 'graphql'
import { schema } from '../../../schema/index.ts'
import { changeSlug, changeToMerged, changeToRestored, changeToWithdrawn } from '../../support/change.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed, type Reader, type ReadFrame } from '../../support/feed.ts'
import {
  makeArticle,
  makeAuthor,
  makeClaim,
  makeCount,
  makeEvent,
  makeOutlet,
  makeParty,
  makePlace,
  makeReview,
  makeSubject,
} from '../../support/make.ts'
import { ask } from '../../support/send.ts'
import { written } from '../../support/write.ts'

const db = await openTestDatabase()
const { subscribe, refusal, errors } = await openTestFeed(db)

const ofOutlets = (filter = '{}') =>
  `subscription ($after: Cursor) { outlets(after: $after, filter: ${filter}) {
    cursor previousCursor entry { action nodeId revision } node { slug name } } }`

const begin = async (source: string, variables = {}): Promise<Reader> => {
  const reader = await subscribe(source, variables)
  assert.equal((await reader.frame()).entry, null)
  return reader
}

const brief = ({ entry, node }: ReadFrame) => [entry.action, entry.nodeId, node?.name ?? null]

test('every noun can be followed, by the name and the filter of its list', async () => {
  const made = {
    outlets: makeOutlet,
    authors: makeAuthor,
    subjects: makeSubject,
    articles: makeArticle,
    parties: makeParty,
    places: makePlace,
    events: makeEvent,
    claims: makeClaim,
    reviews: makeReview,
  }
  const [query, subscription] = [schema.getQueryType(), schema.getSubscriptionType()]
  const names = Object.keys(subscription?.getFields() ?? {}).filter((name) => name !== 'entries')
  assert.deepEqual(names.sort(), Object.keys(made).sort())
  for (const [name, make] of Object.entries(made)) {
    const filterOf = (type: typeof query) =>
      String(type?.getFields()[name]?.args.find((argument) => argument.name === 'filter')?.type)
    assert.equal(filterOf(subscription), filterOf(query))
    const reader = await begin(
      `subscription { ${name} { entry { nodeId kind } node { id slug revisions { totalCount } } } }`,
    )
    const { id, slug } = await make(db)
    const { entry, node } = await reader.entry()
    assert.deepEqual([entry.nodeId, node], [id, { id, slug, revisions: { totalCount: 1 } }])
    reader.subscription.return()
  }
})

test('a withdrawn record is a tombstone at each of its changes until it is restored', async () => {
  const after = await begin(ofOutlets())
  const outlet = await makeOutlet(db, { name: 'Gone' })
  assert.deepEqual(brief(await after.entry()), ['CREATED', outlet.id, 'Gone'])
  await changeToWithdrawn(db, 'Outlet', outlet)
  assert.deepEqual(brief(await after.entry()), ['WITHDRAWN', outlet.id, null])
  await changeSlug(db, 'Outlet', outlet, 'gone-now')
  assert.deepEqual(brief(await after.entry()), ['REVISED', outlet.id, null])
  await changeToRestored(db, 'Outlet', outlet)
  assert.deepEqual(brief(await after.entry()), ['REVISED', outlet.id, 'Gone'])
})

test('a replay is judged by what is visible now, and each entry keeps its place', async () => {
  const { outlets } = await ask<{ outlets: { feedCursor: string } }>(db, '{ outlets { feedCursor } }')
  const one = await makeOutlet(db, { name: 'One' })
  const other = await makeOutlet(db, { name: 'Other' })
  await changeToMerged(db, 'Outlet', one, other)
  const replay = await begin(ofOutlets(), { after: outlets.feedCursor })
  assert.deepEqual(
    [brief(await replay.entry()), brief(await replay.entry()), brief(await replay.entry())],
    [
      ['CREATED', one.id, null],
      ['CREATED', other.id, 'Other'],
      ['REVISED', one.id, null],
    ],
  )
})

test('a filter holds for a withdrawn record as if it were not', async () => {
  const filtered = await begin(ofOutlets('{ name: { startsWith: "Match" } }'))
  const [match, miss] = [await makeOutlet(db, { name: 'Match' }), await makeOutlet(db, { name: 'Miss' })]
  await changeToWithdrawn(db, 'Outlet', miss)
  await changeToWithdrawn(db, 'Outlet', match)
  assert.deepEqual(brief(await filtered.entry()), ['CREATED', match.id, null])
  assert.deepEqual(brief(await filtered.entry()), ['WITHDRAWN', match.id, null])
})

test('a record that a change takes out of the filter is a tombstone once, and nothing more until it is back', async () => {
  const filtered = await begin(ofOutlets('{ name: { startsWith: "In" } }'))
  const rename = (id: string, name: string) => written(db, 'updateOutlet', { id, name })
  const outlet = await makeOutlet(db, { name: 'In' })
  assert.deepEqual(brief(await filtered.entry()), ['CREATED', outlet.id, 'In'])
  await rename(outlet.id, 'Out')
  assert.deepEqual(brief(await filtered.entry()), ['REVISED', outlet.id, null])
  await rename(outlet.id, 'Out of it')
  await makeOutlet(db, { name: 'Out from the start' })
  await rename(outlet.id, 'In again')
  assert.deepEqual(brief(await filtered.entry()), ['REVISED', outlet.id, 'In again'])
})

test('a filter across nouns is that of the list, before the change as after it', async () => {
  const event = await makeEvent(db)
  const filtered = await begin(`subscription { claims(filter: { events: { some: { ids: ["${event.id}"] } }
    figures: { some: { low: { gte: 30 } } } }) { entry { action nodeId } node { figures { verbatim } } } }`)
  await makeCount(db, event, '29')
  const claim = await makeCount(db, event, '40')
  await makeClaim(db)
  const made = await filtered.entry()
  assert.deepEqual([made.entry.nodeId, made.node.figures], [claim.id, [{ verbatim: '40' }]])
  await written(db, 'updateClaim', { id: claim.id, figures: [{ verbatim: '20', measure: 'KILLED' }] })
  const left = await filtered.entry()
  assert.deepEqual([left.entry.nodeId, left.entry.action, left.node], [claim.id, 'REVISED', null])
})

test('a list and then the stream behind its cursor hold every record once, whoever writes meanwhile', async () => {
  let writing = true
  const made: string[] = []
  const writers = Array.from({ length: 4 }, async () => {
    while (writing) made.push((await makeOutlet(db, { name: 'Handed over' })).id)
  })
  const filter = '{ name: { eq: "Handed over" } }'
  for (let round = 0; round < 10; round++) {
    const { outlets } = await read(
      `{ outlets(filter: ${filter}, first: 100, orderBy: { field: CREATED_AT, direction: DESC }) { feedCursor totalCount nodes { id } } }`,
    )
    const reader = await begin(ofOutlets(filter), { after: outlets.feedCursor })
    const listed = new Set(outlets.nodes.map(({ id }: { id: string }) => id))
    for (let nth = 0; nth < 5; nth++) assert.ok(!listed.has((await reader.entry()).entry.nodeId))
    reader.subscription.return()
  }
  const { outlets } = await read(`{ outlets(filter: ${filter}) { totalCount feedCursor } }`)
  const reader = await begin(ofOutlets(filter), { after: outlets.feedCursor })
  writing = false
  await Promise.all(writers)
  const { outlets: all } = await read(`{ outlets(filter: ${filter}) { totalCount } }`)
  for (let left = all.totalCount - outlets.totalCount; left > 0; left--) await reader.entry()
  const last = await makeOutlet(db, { name: 'Handed over' })
  assert.equal((await reader.entry()).entry.nodeId, last.id)
})

/** Once, unlike `ask`: what is written meanwhile makes the second answer another. */
async function read(source: string): Promise<ReadFrame> {
  const { data } = await execute({
    schema,
    document: parse(source),
    contextValue: { database: db, actor: null, publicRead: true },
  })
  return JSON.parse(JSON.stringify(data))
}

test('arguments that a list refuses are refused before anything is asked', async () => {
  db.reads.length = 0
  const deep = `${'{ not: '.repeat(9)}{}${' }'.repeat(9)}`
  assert.equal((await refusal(`subscription { outlets(filter: ${deep}) { cursor } }`)).code, 'BAD_USER_INPUT')
  const source = 'subscription ($name: String) { outlets(filter: { name: { eq: $name } }) { cursor } }'
  assert.deepEqual(await refusal(source, { name: '\0' }), { code: 'BAD_USER_INPUT', argument: 'outlets' })
  assert.equal((await refusal('subscription { outlets @skip(if: true) { cursor } }')).code, 'BAD_USER_INPUT')
  assert.deepEqual(db.reads, [])
  assert.deepEqual(await refusal(ofOutlets(), { after: 'nonsense' }), {
    code: 'INVALID_CURSOR',
    argument: 'outlets.after',
  })
  assert.deepEqual(errors, [])
})
