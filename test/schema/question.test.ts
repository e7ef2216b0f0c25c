import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadSample } from '../../db/sample/load.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeArticle, makeAuthor, makeEvent, makeParty, makePlace } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await loadSample(db)

/** Claims about events in a country in a month with a count of killed, said by somebody, in articles signed or not. */
const QUESTION = `query ($country: CountryCode!, $from: Date!, $to: Date!, $killed: Float!, $by: AttributionFilter!, $signed: AuthorListFilter) {
  claims(orderBy: { field: CREATED_AT }, filter: {
    events: { some: { when: { from: $from, to: $to }, places: { some: { countryCode: [$country] } } } }
    figures: { some: { measure: [KILLED], low: { gte: $killed } } }
    attributions: { some: { and: [{ role: [SAID_BY] }, $by] } }
    article: { authors: $signed }
  }) { nodes { slug } }
}`
const FEBRUARY = { country: 'IQ', from: '2024-02-01', to: '2024-02-29', killed: 30 }

const answers = async (variables: object) => {
  const { claims } = await ask<{ claims: { nodes: { slug: string }[] } }>(db, QUESTION, {
    ...FEBRUARY,
    ...variables,
  })
  return claims.nodes.map(({ slug }) => slug)
}

test('the sample answers who counted how many killed in Iraq in February', async () => {
  const [byAuthor, byParty] = [{ author: {} }, { party: {} }]
  assert.deepEqual(await answers({ by: byAuthor }), ['claim-gr-killed-2-february'])
  assert.deepEqual(await answers({ by: byAuthor, signed: { none: { kind: ['PERSON'] } } }), [])
  assert.deepEqual(await answers({ by: byAuthor, killed: 40 }), [])
  assert.deepEqual(await answers({ by: byAuthor, from: '2024-02-03' }), [])
  assert.deepEqual(await answers({ by: byAuthor, country: 'JO' }), [])
  assert.deepEqual(await answers({ by: byParty }), [])
  const counts = ['claim-iraq-killed', 'claim-pmf-killed', 'claim-sohr-killed-in-syria']
  assert.deepEqual(await answers({ by: byParty, killed: 16, signed: { none: {} } }), counts)
  assert.deepEqual(await answers({ by: { party: { kind: 'PERSON' } }, killed: 16 }), ['claim-iraq-killed'])
})

test('each condition of the question leaves out the claim that lacks it alone', async () => {
  const author = await makeAuthor(db, { kind: 'PERSON' })
  const desk = await makeAuthor(db, { kind: 'ORGANIZATION' })
  const [iraq, syria] = [
    await makePlace(db, { countryCode: 'IQ' }),
    await makePlace(db, { countryCode: 'SY' }),
  ]
  const government = await makeParty(db, { kind: 'GOVERNMENT' })
  const other = await makeParty(db, { kind: 'ARMED_GROUP' })
  const event = await makeEvent(db, { places: [syria.slug, iraq.slug], when: '2024-01-31/2024-02-01' })
  const january = await makeEvent(db, { places: [iraq.slug], when: '2024-01-31' })
  const abroad = await makeEvent(db, { places: [syria.slug], when: '2024-02-05' })
  const unsigned = await makeArticle(db, { authors: [desk.slug] })
  const signed = await makeArticle(db, { authors: [desk.slug, author.slug] })
  const base = {
    article: unsigned.slug,
    events: [event.slug],
    figures: [{ verbatim: '30', measure: 'KILLED' as const }],
    attributions: [{ role: 'SAID_BY' as const, party: government.slug }],
  }
  const made = await makeAll(db, 'Claim', [
    { ...base, slug: 'q-all' },
    { ...base, events: [january.slug, abroad.slug], slug: 'q-two-halves' },
    { ...base, events: [january.slug] },
    { ...base, events: [abroad.slug] },
    { ...base, figures: [{ verbatim: '29', measure: 'KILLED' }] },
    { ...base, figures: [{ verbatim: 'up to 50', measure: 'KILLED' }] },
    {
      ...base,
      figures: [
        { verbatim: '29', measure: 'KILLED' },
        { verbatim: '30', measure: 'INJURED' },
      ],
    },
    { ...base, attributions: [{ role: 'SAID_BY', party: other.slug }] },
    {
      ...base,
      attributions: [
        { role: 'SAID_BY', party: other.slug },
        { role: 'REPORTED_VIA', party: government.slug },
      ],
    },
    { ...base, article: signed.slug },
    {
      ...base,
      figures: [
        { verbatim: '5', measure: 'KILLED' },
        { verbatim: 'more than 40', measure: 'KILLED' },
      ],
      slug: 'q-second-figure',
    },
  ])
  const mine = new Set(made.map(({ slug }) => slug))
  const found = await answers({
    by: { party: { kind: ['GOVERNMENT'] } },
    signed: { none: { kind: ['PERSON'] } },
  })
  assert.deepEqual(
    found.filter((slug) => mine.has(slug)),
    ['q-all', 'q-second-figure'],
  )
})
