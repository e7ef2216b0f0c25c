import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AttributionRecord, ClaimRecord } from '../../db/records.ts'
import { openTestDatabase } from '../support/database.ts'
import {
  type Made,
  makeArticle,
  makeAuthor,
  makeCount,
  makeEvent,
  makeOutlet,
  makeParty,
} from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
await makeParty(db, { slug: 'ministry', kind: 'GOVERNMENT' })
await makeParty(db, { slug: 'observatory' })
await makeOutlet(db, { slug: 'bbc' })
await makeAuthor(db, { slug: 'ann' })

const saidBy = (party: string): AttributionRecord[] => [{ role: 'SAID_BY', party }]

/** Somebody whom an article does not name. */
async function makeUnnamed(article: Made, name: string): Promise<string> {
  return (await makeParty(db, { kind: 'UNNAMED', article: article.slug, name })).slug
}

async function sourcesOf({ id }: Made): Promise<number[]> {
  const { event } = await ask<{ event: { figures: { independentSources: number }[] } }>(
    db,
    'query ($id: ID!) { event(by: { id: $id }) { figures { independentSources } } }',
    { id },
  )
  return event.figures.map(({ independentSources }) => independentSources)
}

/** Counts of the killed by each of some claims are so many sources. */
async function check(expected: number, ...claims: Partial<ClaimRecord>[]): Promise<void> {
  const event = await makeEvent(db)
  for (const given of claims) await makeCount(db, event, '39', given)
  assert.deepEqual(await sourcesOf(event), [expected])
}

test('a named party is one source, however many articles quote it', () =>
  check(1, { attributions: saidBy('ministry') }, { attributions: saidBy('ministry') }))

test('two named parties are two sources, in one article too', async () => {
  const { slug: article } = await makeArticle(db)
  await check(
    2,
    { article, attributions: saidBy('ministry') },
    { article, attributions: saidBy('observatory') },
  )
})

test('a wire agency that speaks in its own voice in two papers is one source, a person who writes for both is two', async () => {
  const agency = await makeAuthor(db, { kind: 'AGENCY' })
  const own = (author: string) => ({ attributions: [{ role: 'SAID_BY' as const, author }] })
  await check(1, own(agency.slug), own(agency.slug))
  await check(2, own('ann'), own('ann'))
  await check(2, own(agency.slug), { attributions: [{ role: 'SAID_BY', outlet: 'bbc' }] })
})

test('an outlet that said it first is one source', () =>
  check(
    1,
    { attributions: [{ role: 'SAID_BY', outlet: 'bbc' }] },
    { attributions: [{ role: 'SAID_BY', outlet: 'bbc' }] },
  ))

test('who reported or published it makes no source of its own', () =>
  check(
    1,
    {
      attributions: [
        { role: 'REPORTED_VIA', outlet: 'bbc' },
        { role: 'SAID_BY', party: 'ministry' },
        { role: 'SAID_BY', party: 'observatory' },
      ],
    },
    {
      attributions: [
        { role: 'SAID_BY', party: 'ministry' },
        { role: 'PUBLISHED_BY', outlet: 'bbc' },
      ],
    },
  ))

test('an article speaks in its own voice once, whether it names authors or nobody', async () => {
  const { slug: article } = await makeArticle(db)
  await check(
    1,
    { article },
    { article, attributions: [{ role: 'SAID_BY', author: 'ann' }] },
    { article, attributions: [{ role: 'PUBLISHED_BY', outlet: 'bbc' }] },
  )
})

test('the voices of two articles are two sources, be they by one author', () => {
  const attributions: AttributionRecord[] = [{ role: 'SAID_BY', author: 'ann' }]
  return check(2, { attributions }, { attributions })
})

test('an unnamed party is one source in its article and another in the next', async () => {
  const [one, two] = [await makeArticle(db), await makeArticle(db)]
  const [officer, other] = [await makeUnnamed(one, 'an officer'), await makeUnnamed(two, 'an officer')]
  await check(
    1,
    { article: one.slug, attributions: saidBy(officer) },
    { article: one.slug, attributions: saidBy(officer) },
  )
  await check(
    2,
    { article: one.slug, attributions: saidBy(officer) },
    { article: two.slug, attributions: saidBy(other) },
  )
})

test('a translation is an article of its own', async () => {
  const original = await makeArticle(db)
  const translation = await makeArticle(db, { translationOf: original.slug })
  await check(2, { article: original.slug }, { article: translation.slug })
})

test('sources of one population are none of another', async () => {
  const event = await makeEvent(db)
  const civilians: Partial<ClaimRecord> = {
    figures: [{ verbatim: '9', measure: 'KILLED', unit: null, population: 'civilians' }],
  }
  await makeCount(db, event, '39', { attributions: saidBy('ministry') })
  await makeCount(db, event, '9', { ...civilians, attributions: saidBy('ministry') })
  const { slug: claim } = await makeCount(db, event, '9', civilians)
  await makeCount(db, event, '39', { relations: [{ kind: 'REPEATS', claim }] })
  assert.deepEqual(await sourcesOf(event), [2, 2])
})
