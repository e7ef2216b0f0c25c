import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInputObjectType } from 'graphql'
import { schema } from '../../schema/index.ts'
import { openTestDatabase } from '../support/database.ts'
import {
  makeArticle,
  makeAuthor,
  makeClaim,
  makeEvent,
  makeOutlet,
  makeParty,
  makePlace,
  makeSubject,
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

test('only the nouns asked for are looked through', async () => {
  assert.deepEqual(await search('missile', ', kinds: [Claim]'), ['claim'])
  assert.deepEqual(await search('missile', ', kinds: Event'), ['event'])
  assert.deepEqual(await search('missile', ', kinds: [Article, Party, Review]'), [])
  assert.deepEqual(await search('missile', ', kinds: []'), [])
})

test('a language searches by its own word forms alone', async () => {
  assert.deepEqual(await search('ferry', ', language: "en-GB"'), ['english'])
  assert.deepEqual(await search('ferry', ', language: "de"'), [])
  assert.deepEqual(await search('häuser', ', language: "de"'), ['german'])
  assert.deepEqual(await search('harbours', ', language: "und"'), ['unknown'])
  assert.deepEqual(await search('ferry', ', language: null'), ['english'])
  assert.deepEqual(await search('ferries', ', language: "xx"'), [])
})

test('a filter by one noun leaves the others be', async () => {
  assert.deepEqual(await search('missile', ', filter: { event: { status: [CONFIRMED] } }'), ['claim'])
  assert.deepEqual(await search('missile', ', filter: { event: { status: [FAIR] } }'), ['claim', 'event'])
  assert.deepEqual(await search('missile', ', filter: { claim: { article: { slug: { eq: "german" } } } }'), [
    'event',
  ])
  assert.deepEqual(await search('missile', ', filter: { not: { claim: {} } }'), [])
  assert.deepEqual(await search('zeitung', ', filter: { outlet: { countryCode: ["FR"] } }'), [])
})

/** Words that find each noun's one record. */
const WORDS: Record<string, string> = {
  outlet: 'zeitung',
  author: 'benjamin',
  subject: 'armed',
  article: 'ferry',
  party: 'resistance',
  place: 'tanf',
  event: 'strikes',
  claim: 'intercepted',
}

const filter = schema.getType('SearchHitFilter')
assert.ok(isInputObjectType(filter))
for (const noun of Object.keys(filter.getFields()).filter((name) => !['and', 'or', 'not'].includes(name))) {
  test(`a search filters the ${noun} records that it finds`, async () => {
    const words = WORDS[noun] ?? ''
    const [slug] = await search(words)
    assert.ok(slug, 'there is something to find')
    assert.deepEqual(await search(words, `, filter: { ${noun}: { slug: { eq: "${slug}" } } }`), [slug])
    assert.deepEqual(await search(words, `, filter: { ${noun}: { slug: { eq: "none" } } }`), [])
    assert.deepEqual(await search(words, `, filter: { not: { ${noun}: {} } }`), [])
  })
}

test('the full text of one noun filters its list', async () => {
  const articles = async (search: string) =>
    (
      await ask<{ articles: { nodes: { slug: string }[] } }>(
        db,
        `query ($search: String!) { articles(filter: { search: $search }) { nodes { slug } } }`,
        { search },
      )
    ).articles.nodes.map(({ slug }) => slug)
  assert.deepEqual(await articles('sinks'), ['english'])
  assert.deepEqual(await articles('"near cesme"'), ['english'])
  assert.deepEqual(await articles('ferry -sink'), [])
  assert.deepEqual(await articles('killed'), ['english'])
  assert.deepEqual(await articles(' '), [])
})
