import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NODE_KINDS, type NodeKind } from '../../db/vocabulary.ts'
import { changeToMerged, changeToRestored, changeToWithdrawn, passInstant } from '../support/change.ts'
import { openTestDatabase } from '../support/database.ts'
import { type Made, makeAll } from '../support/make.ts'
import { ask, askCounted } from '../support/send.ts'

const SEED = 20240207
const STEPS = 60
const RECORDS = 5

const db = await openTestDatabase()

/** A number from 0 to below `end`: the same sequence with each run (mulberry32). */
let state = SEED
function roll(end: number): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % end
}
const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[roll(items.length)] ?? items[0]
const slugs = (kind: string) => {
  const from = roll(RECORDS)
  return Array.from({ length: roll(RECORDS) }, (_, at) => `${kind}-${(from + at) % RECORDS}`)
}
const one = (kind: string) => `${kind}-${roll(RECORDS)}`
const name = () => pick(['Iraq', 'Syria', 'a strike', 'the strikes', 'Tanf 🙂', 'Erbil'])
const altIds = () => slugs('x').map((value) => ({ scheme: 'wikidata', value }))
const body = () => `${name()} and ${name()}, said an officer.`

/** Records are saved whole or in part, so that revisions change one list, some, or none. */
const RECORD: { [Kind in NodeKind]: () => Record<string, unknown> } = {
  Outlet: () => ({ name: name(), altIds: altIds() }),
  Author: () => ({
    name: name(),
    affiliations: slugs('desk'),
    works: slugs('work').map((title) => ({ title })),
  }),
  Subject: () => ({ label: name(), code: String(roll(9)) }),
  Article: () => ({
    headline: name(),
    body: body(),
    outlet: one('outlet'),
    authors: slugs('author'),
    subjects: slugs('subject'),
    links: [{ url: `https://${roll(3)}.example/`, text: name() }, { text: name() }],
    republicationOf: pick([null, 'copied']),
    publishedOn: `2024-02-0${1 + roll(9)}`,
  }),
  Party: () => ({ name: name(), altIds: altIds(), memberOf: pick([null, 'whole']) }),
  Place: () => ({ name: name(), countryCode: pick(['IQ', 'SY', null]) }),
  Event: () => ({
    title: name(),
    summary: pick([null, name()]),
    places: slugs('place'),
    coverage: slugs('article'),
    participants: slugs('party').map((party) => ({ party, role: pick(['TARGET', 'OTHER']) })),
    when: `2024-02-0${1 + roll(9)}`,
    partOf: pick([null, 'larger']),
  }),
  Claim: () => ({
    text: name(),
    status: pick(['ACCEPTED', 'ACCEPTED', 'CANDIDATE']),
    events: slugs('event'),
    attributions: [
      { role: 'SAID_BY', party: one('party') },
      { role: 'PUBLISHED_BY', outlet: one('outlet') },
    ],
    anchors: [{ start: 0, end: 4, exact: 'Iraq' }],
    figures: Array.from({ length: roll(3) }, () => ({
      verbatim: pick(['39', '40', 'at least 41', 'dozens', 'about 38']),
      measure: pick(['KILLED', 'INJURED']),
      unit: null,
    })),
    citations: [roll(2)],
    relations: [{ kind: pick(['CONTRADICTS', 'REPEATS', 'SUPPORTS']), claim: 'rival' }],
  }),
  Review: () => ({ summary: pick([null, name()]), rating: pick(['TRUE', 'FALSE']) }),
}

const NODE =
  'id slug revision createdAt updatedAt withdrawnAt withdrawnReason mergedInto { slug } revisions { totalCount nodes { revision at action changes { field from to } } }'
const FIGURES =
  'figures { measure low high best independentSources claims { slug } lowClaims { slug } highClaims { slug } } disagreements { basis measure note claim { slug } other { slug } }'

const SOURCE = `query ($at: DateTime) {
  outlets(first: 100, withdrawn: INCLUDE, asOf: $at) { totalCount nodes { ${NODE} name altIds { value } articles { nodes { slug } } claims { totalCount nodes { slug } } } }
  authors(first: 100, asOf: $at) { totalCount nodes { ${NODE} name affiliations works { title } articles { nodes { slug } } } }
  subjects(first: 100, asOf: $at) { nodes { ${NODE} label code articles { nodes { slug } } } }
  articles(first: 100, asOf: $at) { totalCount nodes { ${NODE} headline body wordCount publishedOn outlet { slug } authors { slug } subjects { slug } links { text url }
    republicationOf { slug } republications { nodes { slug } } claims { nodes { slug } } events { nodes { slug } } } pageInfo { hasNextPage startCursor endCursor } }
  parties(first: 100, asOf: $at) { nodes { ${NODE} name altIds { value } memberOf { slug } members { nodes { slug } } claims { nodes { slug } } events { nodes { slug } } } }
  places(first: 100, asOf: $at) { nodes { ${NODE} name countryCode events { nodes { slug } } } }
  events(first: 100, asOf: $at) { nodes { ${NODE} title summary when { edtf } partOf { slug } parts { nodes { slug } } places { slug } participants { role party { slug } }
    coverage { totalCount nodes { slug } } claims { nodes { slug } } ${FIGURES} } }
  claims(first: 100, withdrawn: INCLUDE, asOf: $at) { nodes { ${NODE} text status article { slug } events { slug } attributions { position role agent { __typename } party { name } outlet { name } }
    anchors { position { start end } health } figures { verbatim low high } citations { text } relations { kind other { slug } } relatedBy { kind claim { slug } }
    contradictions { slug } reviews { nodes { slug } } } }
  reviews(first: 100, asOf: $at) { nodes { ${NODE} summary rating claim { slug } reviewer { __typename } } }
  filtered: claims(first: 100, orderBy: { field: UPDATED_AT }, asOf: $at, filter: { or: [
    { events: { some: { places: { some: { countryCode: ["IQ"] } }, search: "strike" } } }
    { figures: { some: { low: { gte: 39 } } }, attributions: { none: { party: { name: { contains: "Iraq" } } } } }
    { not: { article: { authors: { some: {} }, outlet: { altIds: { some: { value: { eq: "x-1" } } } } } } } ] }) { totalCount nodes { slug } }
  words: articles(asOf: $at, filter: { search: "strike -syria" }) { nodes { slug } }
  nodes(ids: ["Claim:1", "Event:2", "Article:3", "Party:1"], asOf: $at) { __typename slug ... on Claim { text } ... on Event { title ${FIGURES} } }
  event(by: { slug: "event-1" }, asOf: $at) { title ${FIGURES} }
}`
const ROOT_FIELDS = 13

/** Records that others refer to, and the first of each noun: a claim needs its article. */
async function begin(): Promise<void> {
  await makeAll(db, 'Article', [{ slug: 'copied', links: [{ text: 'a' }, { text: 'b' }] }])
  await makeAll(db, 'Party', [{ slug: 'whole' }])
  await makeAll(db, 'Event', [{ slug: 'larger' }])
  await makeAll(db, 'Claim', [{ slug: 'rival', article: 'copied' }])
  for (const kind of NODE_KINDS) {
    for (let at = 0; at < RECORDS; at++) await saveOne(kind, at)
  }
}

async function saveOne(kind: NodeKind, at: number, part = false): Promise<Made> {
  const slug = `${kind.toLowerCase()}-${at}`
  const whole = Object.entries(RECORD[kind]())
  const given = Object.fromEntries(part ? whole.filter(() => roll(2) === 0) : whole)
  const needed = {
    Outlet: {},
    Author: {},
    Subject: { scheme: 'test', code: `c${at}` },
    Article: {},
    Party: {},
    Place: {},
    Event: {},
    Claim: { article: `article-${at}` },
    Review: { claim: `claim-${at}`, outlet: 'outlet-0' },
  }[kind]
  const [made] = await makeAll(db, kind, [{ slug, ...given, ...needed }])
  assert.ok(made)
  return made
}

const merged = new Set<string>()

/** One that is not merged yet: nobody writes the others any more. */
function pickStanding(kind: NodeKind): number {
  for (;;) {
    const at = roll(RECORDS)
    if (!merged.has(`${kind.toLowerCase()}-${at}`)) return at
  }
}

async function step(): Promise<void> {
  const kind = pick(NODE_KINDS)
  const made = await saveOne(kind, pickStanding(kind), roll(3) > 0)
  const fate = roll(12)
  if (fate === 0) await changeToWithdrawn(db, kind, made)
  else if (fate === 1) await changeToRestored(db, kind, made)
  else if (fate === 2) {
    const into = await saveOne(kind, pickStanding(kind), true)
    if (into.id === made.id) return
    await changeToMerged(db, kind, made, into)
    merged.add(made.slug)
  }
}

test(`what was answered between ${STEPS} random changes is answered again as of each of those instants`, async () => {
  const seen: { at: string; data: Record<string, unknown> }[] = []
  await begin()
  for (let at = 0; at < STEPS; at++) {
    for (let changes = roll(3); changes >= 0; changes--) await step()
    const data = await ask<Record<string, unknown>>(db, SOURCE)
    seen.push({ at: await passInstant(db), data })
  }
  for (const { at, data } of seen) {
    const again = await askCounted<Record<string, unknown>>(db, SOURCE, { at })
    assert.equal(again.statements.length, ROOT_FIELDS)
    for (const [field, value] of Object.entries(data)) {
      assert.deepEqual(
        withoutCursors(again.data[field]),
        withoutCursors(value),
        `${field} as of ${at}, seed ${SEED}`,
      )
    }
  }
  const different = new Set(seen.map(({ data }) => JSON.stringify(data)))
  assert.ok(different.size > STEPS * 0.9, 'the changes change something')
  for (const field of Object.keys(seen[0]?.data ?? {})) {
    assert.ok(new Set(seen.map(({ data }) => JSON.stringify(data[field]))).size > 3, `${field} changes`)
  }
})

/** The cursor of a past list is that of its instant. */
const withoutCursors = (value: unknown) => {
  if (typeof value !== 'object' || value === null || !('pageInfo' in value)) return value
  return { ...value, pageInfo: { ...Object(value.pageInfo), startCursor: '', endCursor: '' } }
}
