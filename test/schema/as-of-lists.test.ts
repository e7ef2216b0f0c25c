import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  changeSlug,
  changeToMerged,
  changeToRestored,
  changeToWithdrawn,
  passInstant,
} from '../support/change.ts'
import { openTestDatabase } from '../support/database.ts'
import {
  makeAll,
  makeArticle,
  makeAuthor,
  makeClaim,
  makeEvent,
  makeOutlet,
  makeParty,
  makePlace,
  makeSubject,
} from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
const altIds = (scheme: string) => [{ scheme, value: '1' }]
const body = 'The officer said: one and two.'

await makeOutlet(db, { slug: 'outlet', altIds: altIds('wikidata') })
await makeAuthor(db, { slug: 'author', works: [{ title: 'First' }], affiliations: ['A', 'B'] })
await makeSubject(db, { slug: 'subject' })
await makeParty(db, { slug: 'party', name: 'Officer', altIds: altIds('wikidata') })
await makeParty(db, { slug: 'other', name: 'Minister' })
await makePlace(db, { slug: 'place' })
await makeArticle(db, {
  slug: 'article',
  body,
  authors: ['author'],
  subjects: ['subject'],
  links: [
    { url: 'https://one.example/', text: 'one', start: 18, end: 21 },
    { url: 'https://two.example/', text: 'two', start: 26, end: 29 },
  ],
})
await makeEvent(db, {
  slug: 'event',
  places: ['place'],
  participants: [{ party: 'party', role: 'TARGET' }],
  coverage: ['article'],
})
await makeClaim(db, { slug: 'rival', article: 'article' })
await makeClaim(db, {
  slug: 'claim',
  article: 'article',
  events: ['event'],
  preferredFor: ['event'],
  attributions: [
    { role: 'SAID_BY', party: 'party', cue: 'said' },
    { role: 'PUBLISHED_BY', outlet: 'outlet' },
  ],
  anchors: [{ start: 18, end: 21, exact: 'one' }],
  figures: [
    { verbatim: '5 to 7', measure: 'INJURED' },
    { verbatim: 'dozens', measure: 'KILLED' },
  ],
  citations: [0, 1],
  relations: [{ kind: 'SUPPORTS', claim: 'rival', note: 'so it seems' }],
})

const SOURCE = `query ($at: DateTime) {
  claim(by: { slug: "claim" }, asOf: $at) {
    attributions { position role cue asDescribed party { name altIds { scheme } } outlet { altIds { scheme } } agent { __typename } }
    anchors { position { start end } quote { exact prefix suffix } health }
    figures { verbatim comparator low high unit measure population }
    citations { position url text span { start end } }
    relations { kind note other { slug relatedBy { kind } } }
    contradictions { slug }
    events { slug places { slug } participants { role party { slug } } coverage { totalCount nodes { slug } } }
  }
  article(by: { slug: "article" }, asOf: $at) {
    body authors { works { title publisher } affiliations } subjects { slug } links { position url text }
    claims { nodes { slug } } events { nodes { slug } }
  }
  parties(asOf: $at) { nodes { slug claims { nodes { slug } } events { nodes { slug } } } }
}`
const lists = (at: string | null) => ask<Record<string, unknown>>(db, SOURCE, { at })

const shownThen = await lists(null)
const then = await passInstant(db)
await makeAll(db, 'Outlet', [{ slug: 'outlet', altIds: altIds('isni') }])
await makeAll(db, 'Author', [
  { slug: 'author', works: [{ title: 'Second' }, { title: 'First' }], affiliations: [] },
])
await makeAll(db, 'Party', [{ slug: 'party', name: 'Colonel', altIds: [] }])
await makeAll(db, 'Article', [
  {
    slug: 'article',
    body: `Corrected. ${body}`,
    subjects: [],
    links: [
      { url: 'https://uno.example/', text: 'uno' },
      { url: 'https://two.example/', text: 'two' },
      { url: 'https://three.example/', text: 'three' },
    ],
  },
])
await makeAll(db, 'Event', [{ slug: 'event', places: [], coverage: [], participants: [] }])
await makeAll(db, 'Claim', [
  {
    slug: 'claim',
    preferredFor: [],
    attributions: [{ role: 'SAID_BY', party: 'other' }],
    figures: [{ verbatim: 'at least 8', measure: 'INJURED' }],
    citations: [1],
    relations: [{ kind: 'CONTRADICTS', claim: 'rival' }],
  },
])
const shownNow = await lists(null)
const now = await passInstant(db)

test('every list of a record, and of what it leads to, is that of the instant', async () => {
  assert.deepEqual(await lists(then), shownThen)
  assert.deepEqual(await lists(now), shownNow)
  for (const part of ['claim', 'article', 'parties']) {
    assert.notDeepEqual(shownThen[part], shownNow[part], `nothing changed in ${part}`)
  }
})

test('before there was anything, a look-up finds nothing and a list is empty', async () => {
  const data = await ask(
    db,
    `{ claim(by: { slug: "claim" }, asOf: "2000-01-01T00:00:00Z") { id } event(by: { id: "Event:1" }, asOf: "2000-01-01T00:00:00Z") { id }
      node(id: "Outlet:1", asOf: "2000-01-01T00:00:00Z") { id } nodes(ids: ["Outlet:1", "Claim:1"], asOf: "2000-01-01T00:00:00Z") { id }
      claims(asOf: "2000-01-01T00:00:00Z") { totalCount nodes { id } pageInfo { endCursor } } }`,
  )
  assert.deepEqual(data, {
    claim: null,
    event: null,
    node: null,
    nodes: [null, null],
    claims: { totalCount: 0, nodes: [], pageInfo: { endCursor: null } },
  })
})

test('a record that was made, withdrawn, restored and merged later is listed as it stood', async () => {
  const kept = await makeOutlet(db, { slug: 'kept', name: 'Twin' })
  const none = await passInstant(db)
  const twin = await makeOutlet(db, { slug: 'twin', name: 'Twin' })
  const made = await passInstant(db)
  await changeToWithdrawn(db, 'Outlet', twin)
  const withdrawn = await passInstant(db)
  await changeToRestored(db, 'Outlet', twin)
  const restored = await passInstant(db)
  await changeToMerged(db, 'Outlet', twin, kept)
  const source = `query ($at: DateTime) {
    standing: outlets(filter: { name: { eq: "Twin" } }, orderBy: { field: CREATED_AT }, asOf: $at) { nodes { slug } }
    gone: outlets(filter: { name: { eq: "Twin" } }, withdrawn: ONLY, asOf: $at) { nodes { slug } }
    outlet(by: { slug: "twin" }, asOf: $at) { revision withdrawnReason mergedInto { slug } }
  }`
  const at = async (instant: string | null) => {
    const { standing, gone, outlet } = await ask<
      Record<'standing' | 'gone', { nodes: { slug: string }[] }> & {
        outlet: unknown
      }
    >(db, source, { at: instant })
    return [standing, gone]
      .map(({ nodes }) => nodes.map(({ slug }) => slug).join(' '))
      .concat(JSON.stringify(outlet))
  }
  const shown = (revision: number, reason: string | null, into: { slug: string } | null) =>
    JSON.stringify({ revision, withdrawnReason: reason, mergedInto: into })
  assert.deepEqual(await at(none), ['kept', '', 'null'])
  assert.deepEqual(await at(made), ['kept twin', '', shown(1, null, null)])
  assert.deepEqual(await at(withdrawn), ['kept', 'twin', shown(2, 'a test', null)])
  assert.deepEqual(await at(restored), ['kept twin', '', shown(3, null, null)])
  assert.deepEqual(await at(null), ['kept', 'twin', shown(4, null, { slug: 'kept' })])
})

test('a slug and an address lead to the record that had them then', async () => {
  const article = await makeArticle(db, { slug: 'old', url: 'https://site.example/a' })
  const before = await passInstant(db)
  await changeSlug(db, 'Article', article, 'new')
  await makeAll(db, 'Article', [{ slug: 'new', url: 'https://site.example/b' }])
  const successor = await makeArticle(db, { slug: 'old', url: 'https://site.example/a' })
  const find = async (by: string, at: string | null) => {
    const data = await ask<{ article: { id: string } | null }>(
      db,
      `query ($at: DateTime) { article(by: ${by}, asOf: $at) { id } }`,
      { at },
    )
    return data.article?.id
  }
  for (const [by, was, is] of [
    ['{ slug: "old" }', article.id, successor.id],
    ['{ slug: "new" }', undefined, article.id],
    ['{ url: "https://site.example/a" }', article.id, successor.id],
    ['{ url: "https://site.example/b" }', undefined, article.id],
  ] as const) {
    assert.equal(await find(by, before), was, by)
    assert.equal(await find(by, null), is, by)
  }
})

test('a full-text filter finds the words of then', async () => {
  await makeEvent(db, { slug: 'volcano', title: 'A volcano erupted' })
  const before = await passInstant(db)
  await makeAll(db, 'Event', [{ slug: 'volcano', title: 'A geyser erupted' }])
  const found = async (search: string, at: string | null) => {
    const { events } = await ask<{ events: { totalCount: number } }>(
      db,
      'query ($search: String, $at: DateTime) { events(filter: { search: $search }, asOf: $at) { totalCount } }',
      { search, at },
    )
    return events.totalCount
  }
  assert.deepEqual([await found('volcanoes', before), await found('volcanoes', null)], [1, 0])
  assert.deepEqual([await found('geysers', before), await found('geysers', null)], [0, 1])
})

test('the passages of an article’s claims stand where they stood in the body of then', () => {
  assert.partialDeepStrictEqual(shownThen.claim, {
    anchors: [{ position: { start: 18, end: 21 }, health: 'EXACT' }],
  })
  assert.partialDeepStrictEqual(shownNow.claim, {
    anchors: [{ position: { start: 29, end: 32 }, health: 'RELOCATED' }],
  })
})
