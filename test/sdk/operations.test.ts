import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { sql } from 'kysely'
import { createDateline, type Dateline } from '../../sdk/src/index.ts'
import { makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'

const { url, database } = await openTestService()
const dateline = createDateline({ url, apiKey: await makeKey(database, 'EDITOR') })
const sample = await readSample()

/** One look at every operation: the compiler misses none. */
const operations: Record<Operation, () => Promise<void>> = {
  outlet: async () => {
    const { outlet } = await dateline.outlet({ by: { slug: 'bbc-persian' } })
    assert.equal(outlet?.name, 'BBC Persian')
    assert.equal(outlet?.language, 'fa')
  },
  author: async () => {
    const { author } = await dateline.author({ by: { slug: 'benjamin-medea' } })
    assert.deepEqual(author?.affiliations, ['CODEPINK', 'Global Research'])
    assert.equal(author?.works[0]?.published, '2018')
  },
  subject: async () => {
    const { subject } = await dateline.subject({ by: { slug: 'global-research-usa' } })
    assert.deepEqual([subject?.scheme, subject?.code], ['global-research:region', 'usa'])
  },
  article: async () => {
    const { article } = await dateline.article({ by: { slug: FOUNDING_ARTICLE } })
    assert.equal(article?.publishedOn, '2024-02-09')
    assert.deepEqual(
      article?.authors.map(({ name }) => name),
      ['Medea Benjamin', 'Nicolas J. S. Davies'],
    )
    assert.equal(article?.links[0]?.text, '39 people')
    assert.equal('body' in (article ?? {}), false)
  },
  party: async () => {
    const { party } = await dateline.party({ by: { slug: 'unnamed-iraqi-officer-2024-02-09' } })
    assert.equal(party?.kind, 'UNNAMED')
    assert.equal(party?.article?.slug, FOUNDING_ARTICLE)
  },
  place: async () => {
    const { place } = await dateline.place({ by: { slug: 'anbar' } })
    assert.deepEqual([place?.subdivisionCode, place?.precision], ['IQ-AN', 'ADM1'])
  },
  event: async () => {
    const { event } = await dateline.event({ by: { slug: STRIKES } })
    const killed = event?.figures.find(({ population }) => population === 'people in Syria')
    assert.deepEqual([killed?.measure, killed?.low], ['KILLED', 23])
    assert.ok(killed?.lowClaims.some(({ slug }) => slug === 'claim-sohr-killed-in-syria'))
    assert.ok(
      event?.disagreements.some(({ claim, other }) =>
        [claim.slug, other.slug].includes('claim-centcom-who-was-struck'),
      ),
    )
  },
  claim: async () => {
    const { claim } = await dateline.claim({ by: { slug: 'claim-gr-officer-unit-not-involved' } })
    assert.deepEqual(
      claim?.attributions.map(({ role, agent }) => [role, agent.__typename, agent.slug]),
      [
        ['SAID_BY', 'Party', 'unnamed-iraqi-officer-2024-02-09'],
        ['REPORTED_VIA', 'Outlet', 'bbc-persian'],
        ['PUBLISHED_BY', 'Outlet', 'global-research'],
      ],
    )
    assert.deepEqual([claim?.figures[0]?.verbatim, claim?.figures[0]?.low], ['at least one', 1])
    assert.equal(claim?.anchors[0]?.health, 'UNCHECKED')
    assert.equal(claim?.citations[0]?.text, 'nothing to do')
    assert.deepEqual(
      claim?.contradictions.map(({ slug }) => slug),
      ['claim-centcom-who-was-struck'],
    )
  },
  review: async () => {
    const { review } = await dateline.review({ by: { slug: 'review-gr-munitions' } })
    assert.equal(review?.rating, 'MOSTLY_TRUE')
    assert.equal(review?.claim.figures[0]?.verbatim, '125')
  },
  node: async () => {
    const { event } = await dateline.event({ by: { slug: STRIKES } })
    const { node } = await dateline.node({ id: event?.id ?? '' })
    assert.ok(node?.__typename === 'Event')
    assert.equal(node.when.edtf, '2024-02-02')
  },
  nodes: async () => {
    const { event } = await dateline.event({ by: { slug: STRIKES } })
    const { nodes } = await dateline.nodes({ ids: ['Event:999999', event?.id ?? ''] })
    assert.deepEqual(
      nodes.map((node) => node?.slug),
      [undefined, STRIKES],
    )
  },
  outlets: async () => {
    const { outlets } = await dateline.outlets({ filter: { countryCode: ['CA'] }, withTotal: true })
    assert.deepEqual([outlets.totalCount, outlets.nodes[0]?.slug], [1, 'global-research'])
  },
  authors: async () => {
    const { authors } = await dateline.authors({ orderBy: { field: 'NAME', direction: 'DESC' } })
    assert.deepEqual(
      authors.nodes.map(({ name }) => name),
      ['Orla Guerin', 'Nicolas J. S. Davies', 'Medea Benjamin'],
    )
  },
  subjects: async () => {
    const { subjects } = await dateline.subjects({ withTotal: true })
    assert.equal(subjects.totalCount, sample.Subject)
  },
  articles: async () => {
    const { articles } = await dateline.articles({ first: 1 })
    assert.equal(articles.nodes[0]?.slug, FOUNDING_ARTICLE)
    assert.equal('totalCount' in articles, false)
  },
  parties: async () => {
    const { parties } = await dateline.parties({ filter: { kind: ['UNNAMED'] }, first: 100 })
    assert.ok(parties.nodes.some(({ slug }) => slug === 'unnamed-iraqi-officer-2024-02-09'))
  },
  places: async () => {
    const { places } = await dateline.places({ first: 1, withTotal: true })
    assert.deepEqual([places.nodes.length, places.totalCount], [1, sample.Place])
  },
  events: async () => {
    const before = await dateline.events({ first: 2 })
    const { events } = await dateline.events({ first: 1, after: before.events.pageInfo.endCursor })
    const both = await dateline.events({ first: 3 })
    assert.deepEqual(events.nodes, both.events.nodes.slice(2))
  },
  claims: async () => {
    const { claims } = await dateline.claims({
      filter: { events: { some: { slug: { eq: STRIKES } } }, figures: { some: { measure: ['INJURED'] } } },
    })
    assert.deepEqual(
      claims.nodes.map(({ figures }) => figures[0]?.verbatim),
      ['25'],
    )
  },
  reviews: async () => {
    const { reviews } = await dateline.reviews({ withTotal: true })
    assert.equal(reviews.totalCount, sample.Review)
  },
  search: async () => {
    const { search } = await dateline.search({ query: 'lemkin', kinds: ['Party'] })
    const [hit] = search.nodes
    assert.equal(hit?.node.slug, 'lemkin-raphael')
    assert.deepEqual(hit?.highlights[0]?.spans, [{ start: 8, end: 14 }])
  },
  entries: async () => {
    const filter = { kind: ['Review'] }
    const after = await startOfFeed()
    const { entries } = await dateline.entries({ after, filter })
    const told = entries.entries.map(({ action, node }) => [action, node.slug])
    assert.deepEqual(told[0], ['CREATED', 'review-gr-munitions'])
    const [first, second] = await take(2, dateline.entries.live({ after, filter }))
    assert.deepEqual(
      [first, second].map((frame) => [frame?.entry.action, frame?.entry.node.slug]),
      told.slice(0, 2),
    )
    const [next] = await take(1, dateline.entries.live({ after: first?.cursor, filter }))
    assert.deepEqual(next?.entry, second?.entry)
  },
  createOutlet: async () => {
    const { createOutlet: made } = await dateline.createOutlet({ input: { name: 'The SDK Times' } })
    assert.ok(made.__typename === 'CreateOutletPayload')
    assert.equal(made.node.revision, 1)
  },
  updateOutlet: async () => {
    const { updateOutlet: changed } = await dateline.updateOutlet({
      input: { id: await made('Outlet'), countryCode: 'NO' },
    })
    assert.ok(changed.__typename === 'UpdateOutletPayload')
    assert.equal(changed.node.countryCode, 'NO')
  },
  createAuthor: async () => {
    const { createAuthor: made } = await dateline.createAuthor({
      input: { name: 'Ada Lund', kind: 'PERSON' },
    })
    assert.ok(made.__typename === 'CreateAuthorPayload')
    assert.equal(made.node.revision, 1)
  },
  updateAuthor: async () => {
    const { updateAuthor: changed } = await dateline.updateAuthor({
      input: { id: await made('Author'), bio: 'Reports.' },
    })
    assert.ok(changed.__typename === 'UpdateAuthorPayload')
    assert.equal(changed.node.bio, 'Reports.')
  },
  createSubject: async () => {
    const { createSubject: made } = await dateline.createSubject({
      input: { scheme: 'sdk', code: 'ports', label: 'Ports' },
    })
    assert.ok(made.__typename === 'CreateSubjectPayload')
    assert.equal(made.node.revision, 1)
  },
  updateSubject: async () => {
    const { updateSubject: changed } = await dateline.updateSubject({
      input: { id: await made('Subject'), label: 'Harbours' },
    })
    assert.ok(changed.__typename === 'UpdateSubjectPayload')
    assert.equal(changed.node.label, 'Harbours')
  },
  createArticle: async () => {
    const { createArticle: made } = await dateline.createArticle({
      input: { headline: 'Ferry sinks', publishedOn: '2024-02-07' },
    })
    assert.ok(made.__typename === 'CreateArticlePayload')
    assert.equal(made.node.revision, 1)
  },
  updateArticle: async () => {
    const { updateArticle: changed } = await dateline.updateArticle({
      input: { id: await made('Article'), status: 'CORRECTED' },
    })
    assert.ok(changed.__typename === 'UpdateArticlePayload')
    assert.equal(changed.node.status, 'CORRECTED')
  },
  createParty: async () => {
    const { createParty: made } = await dateline.createParty({
      input: { name: 'Port', kind: 'ORGANIZATION' },
    })
    assert.ok(made.__typename === 'CreatePartyPayload')
    assert.equal(made.node.revision, 1)
  },
  updateParty: async () => {
    const { updateParty: changed } = await dateline.updateParty({
      input: { id: await made('Party'), description: 'A port.' },
    })
    assert.ok(changed.__typename === 'UpdatePartyPayload')
    assert.equal(changed.node.description, 'A port.')
  },
  createPlace: async () => {
    const { createPlace: made } = await dateline.createPlace({ input: { name: 'Bergen', precision: 'NEAR' } })
    assert.ok(made.__typename === 'CreatePlacePayload')
    assert.equal(made.node.revision, 1)
  },
  updatePlace: async () => {
    const { updatePlace: changed } = await dateline.updatePlace({
      input: { id: await made('Place'), countryCode: 'NO' },
    })
    assert.ok(changed.__typename === 'UpdatePlacePayload')
    assert.equal(changed.node.countryCode, 'NO')
  },
  createEvent: async () => {
    const { createEvent: made } = await dateline.createEvent({
      input: { title: 'Ferry sinks', when: '2024-02-07', status: 'FAIR', type: { code: 'Other' } },
    })
    assert.ok(made.__typename === 'CreateEventPayload')
    assert.equal(made.node.revision, 1)
  },
  updateEvent: async () => {
    const { updateEvent: changed } = await dateline.updateEvent({
      input: { id: await made('Event'), status: 'CONFIRMED' },
    })
    assert.ok(changed.__typename === 'UpdateEventPayload')
    assert.equal(changed.node.status, 'CONFIRMED')
  },
  createClaim: async () => {
    const { createClaim: made } = await dateline.createClaim({
      input: { article: { slug: FOUNDING_ARTICLE }, text: 'So.', kind: 'POSITION' },
    })
    assert.ok(made.__typename === 'CreateClaimPayload')
    assert.equal(made.node.revision, 1)
  },
  updateClaim: async () => {
    const { updateClaim: changed } = await dateline.updateClaim({
      input: { id: await made('Claim'), text: 'So it is.' },
    })
    assert.ok(changed.__typename === 'UpdateClaimPayload')
    assert.equal(changed.node.text, 'So it is.')
  },
  createReview: async () => {
    const { createReview: made } = await dateline.createReview({
      input: {
        claim: { slug: 'claim-gr-munitions' },
        outlet: { slug: 'bbc-persian' },
        ratingText: 'Right',
        rating: 'TRUE',
        publishedOn: '2024-02-10',
      },
    })
    assert.ok(made.__typename === 'CreateReviewPayload')
    assert.equal(made.node.revision, 1)
  },
  updateReview: async () => {
    const { updateReview: changed } = await dateline.updateReview({
      input: { id: await made('Review'), summary: 'Compared.' },
    })
    assert.ok(changed.__typename === 'UpdateReviewPayload')
    assert.equal(changed.node.summary, 'Compared.')
  },
  relateClaims: async () => {
    const { relateClaims } = await dateline.relateClaims({ input: await twoClaims() })
    assert.ok(relateClaims.__typename === 'RelateClaimsPayload')
    assert.ok(relateClaims.node.relations.some(({ kind }) => kind === 'SUPPORTS'))
  },
  unrelateClaims: async () => {
    const { unrelateClaims } = await dateline.unrelateClaims({ input: await twoClaims() })
    assert.ok(unrelateClaims.__typename === 'UnrelateClaimsPayload')
    assert.deepEqual(unrelateClaims.node.relations, [])
  },
  withdraw: async () => {
    const id = await made('Outlet')
    const { withdraw } = await dateline.withdraw({ input: { id, reason: 'A test.' } })
    assert.ok(withdraw.__typename === 'WithdrawPayload')
    const { withdraw: again } = await dateline.withdraw({ input: { id, reason: 'A test.' } })
    assert.ok(again.__typename === 'ConflictError')
    assert.deepEqual([again.code, again.conflictsWith?.id], ['ALREADY_WITHDRAWN', id])
  },
  restore: async () => {
    const { restore } = await dateline.restore({ input: { id: 'Outlet:999999' } })
    assert.ok(restore.__typename === 'NotFoundError')
    assert.deepEqual(restore.path, ['input', 'id'])
  },
  merge: async () => {
    const id = await made('Author')
    const { merge } = await dateline.merge({ input: { id, into: id } })
    assert.ok(merge.__typename === 'ValidationError')
    assert.deepEqual(merge.fields[0]?.path, ['input', 'into'])
  },
  bulk: async () => {
    const { bulk } = await dateline.bulk({
      input: { records: [{ outlet: { slug: 'sdk-bulk', name: 'Bulk' } }] },
    })
    assert.ok(bulk.__typename === 'BulkPayload')
    assert.deepEqual(
      bulk.records.map(({ result, node }) => [result, node.slug]),
      [['CREATED', 'sdk-bulk']],
    )
  },
}

type Operation = Exclude<keyof Dateline, 'request' | 'subscribe'>

const FOUNDING_ARTICLE = 'benjamin-davies-2024-02-09'
const STRIKES = 'us-strikes-2024-02-02'

for (const [name, answers] of Object.entries(operations)) {
  test(`the operation ${name} answers what the sample holds`, answers)
}

/** The id of the record of a noun that was made last. */
async function made(noun: NodeTableName): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select max(id) as id from ${sql.table(noun.toLowerCase())}`.execute(database.kysely)
  return `${noun}:${rows[0]?.id}`
}

type NodeTableName =
  | 'Outlet'
  | 'Author'
  | 'Subject'
  | 'Article'
  | 'Party'
  | 'Place'
  | 'Event'
  | 'Claim'
  | 'Review'

async function twoClaims() {
  const { claim } = await dateline.claim({ by: { slug: 'claim-gr-munitions' } })
  return { claim: await made('Claim'), kind: 'SUPPORTS' as const, other: claim?.id ?? '' }
}

/** How many records of each noun the sample has. */
async function readSample(): Promise<Record<string, number>> {
  const text = await readFile(new URL('../../db/sample/sample.ndjson', import.meta.url), 'utf8')
  const counts: Record<string, number> = {}
  for (const line of text.trim().split('\n')) {
    const { record } = JSON.parse(line)
    counts[record] = (counts[record] ?? 0) + 1
  }
  return counts
}

async function take<Item>(count: number, items: AsyncIterable<Item>): Promise<Item[]> {
  const taken: Item[] = []
  for await (const item of items) if (taken.push(item) === count) break
  return taken
}

/** A cursor before the first entry, which no client can know. */
async function startOfFeed(): Promise<string> {
  const { rows } = await sql<{ cursor: string }>`select feed_cursor(0) as cursor`.execute(database.kysely)
  return rows[0]?.cursor ?? ''
}
