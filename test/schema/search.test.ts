import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import {
  makeAll,
  makeArticle,
  makeAuthor,
  makeClaim,
  makeEvent,
  makeMerged,
  makeOutlet,
  makeParty,
  makePlace,
  makeSubject,
  makeWithdrawn,
} from '../support/make.ts'
import { ask, type Variables } from '../support/send.ts'

const db = await openTestDatabase()
await makeOutlet(db, { slug: 'outlet', name: 'Süddeutsche Zeitung', language: 'de', countryCode: 'DE' })
await makeAuthor(db, { slug: 'author', name: 'Médéa Benjamin' })
await makeSubject(db, { slug: 'subject', label: 'Armed conflict' })
await makeArticle(db, { slug: 'english', headline: 'Ferries sinking near Çeşme', body: 'Nobody was killed.' })
await makeArticle(db, {
  slug: 'german',
  language: 'de',
  headline: 'Die Häuser brannten',
  body: 'Niemand starb.',
})
await makeArticle(db, { slug: 'unknown', language: 'und', headline: 'Harbours' })
await makeParty(db, { slug: 'party', name: 'Islamic Resistance in Iraq' })
await makePlace(db, { slug: 'place', name: 'al-Tanf' })
await makeEvent(db, { slug: 'event', title: 'Strikes on harbours', summary: 'Several missiles hit.' })
await makeClaim(db, {
  slug: 'claim',
  article: 'english',
  text: 'An officer says the missile was intercepted.',
})

interface Hit {
  rank: number
  node: { __typename: string; slug: string }
}
async function search(query: string, more = '', variables: Variables = {}): Promise<string[]> {
  const { search } = await ask<{ search: { nodes: Hit[]; totalCount: number } }>(
    db,
    `query ($query: String!) { search(query: $query${more}) { nodes { rank node { __typename slug } } totalCount } }`,
    { query, ...variables },
  )
  assert.equal(search.totalCount, search.nodes.length)
  for (const { rank } of search.nodes) assert.ok(rank > 0 && rank <= 1, String(rank))
  return search.nodes.map(({ node }) => node.slug).toSorted()
}

for (const [query, expected] of [
  ['ferry', ['english']],
  ['SINK', ['english']],
  ['kill', ['english']],
  ['cesme', ['english']],
  ['ÇEŞME', ['english']],
  ['haus', ['german']],
  ['HÄUSERN', ['german']],
  ['brannten', ['german']],
  ['harbours', ['event', 'unknown']],
  ['missiles', ['claim', 'event']],
  ['"missile hits"', ['event']],
  ['"hit missiles"', []],
  ['missile hit', ['event']],
  ['ferry or intercepted', ['claim', 'english']],
  ['missile -hit', ['claim']],
  ['missile -intercepted', ['event']],
  ['harbours -strikes', ['unknown']],
  ['-"missiles hit" missile', ['claim']],
  ['missile -hit -intercepted', []],
  ['-missile', []],
  ['harbours -missile', ['unknown']],
  ['suddeutsche', ['outlet']],
  ['Medea Benjamin', ['author']],
  ['benjamni', ['author']],
  ['islamic resistanse', ['party']],
  ['tanf', ['place']],
  ['armed conflict', ['subject']],
  ['zzzzzz', []],
  ['', []],
  ['   ', []],
  ['.,;:!?…—-()[]{}<>|&*', []],
  ['"', []],
  ['-', []],
  ['or', []],
  ['"ferries sinking', ['english']],
  ['"sinking ferries', []],
  [`ferry' | ! & <-> :* \\`, ['english']],
  ['ferry\\', ['english']],
  ["'", []],
] as const) {
  test(`a search for ${JSON.stringify(query)} finds ${expected.join(' and ') || 'nothing'}`, async () => {
    assert.deepEqual(await search(query), expected)
  })
}

test('withdrawn and merged records are not found', async () => {
  const [one, two, three] = await makeAll(
    db,
    'Event',
    Array.from({ length: 3 }, (_, at) => ({ slug: `w${at}`, title: 'Volcano' })),
  )
  const [four, five] = await makeAll(
    db,
    'Place',
    ['Vesuvius A', 'Vesuvius B'].map((name, at) => ({ slug: `v${at}`, name })),
  )
  assert.ok(one && two && three && four && five)
  await makeWithdrawn(db, 'event', one)
  await makeMerged(db, 'event', two, three)
  await makeWithdrawn(db, 'place', four)
  assert.deepEqual(await search('volcano'), ['w2'])
  assert.deepEqual(await search('vesuvius'), ['v1'])
})

test('the best match comes first, and pages part equal ranks by id', async () => {
  await makeAll(
    db,
    'Claim',
    Array.from({ length: 30 }, (_, at) => ({
      article: 'unknown',
      slug: `p${at}`,
      text: at === 20 ? 'Penguins met penguins.' : 'Penguins met.',
    })),
  )
  const source =
    'query ($c: Cursor) { search(query: "penguin", first: 7, after: $c) { edges { cursor node { rank node { slug } } } pageInfo { hasNextPage endCursor } totalCount } }'
  const hits: Hit[] = []
  for (let c: string | null = null, more = true; more; ) {
    const {
      search,
    }: { search: { edges: { node: Hit }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await ask(db, source, { c })
    hits.push(...search.edges.map(({ node }) => node))
    ;({ endCursor: c, hasNextPage: more } = search.pageInfo)
  }
  assert.equal(hits.length, 30)
  assert.equal(new Set(hits.map(({ node }) => node.slug)).size, 30)
  assert.equal(hits[0]?.node.slug, 'p20')
  assert.deepEqual(
    hits.map(({ rank }) => rank),
    hits.map(({ rank }) => rank).toSorted((a, b) => b - a),
  )
})
