import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { beforeEach, test } from 'node:test'
import { openTestDatabase } from '../../support/database.ts'
import { emptyTables } from '../../support/empty.ts'
import { ALL, article, BODY, claim, event } from './examples.ts'
import { problemsOf, query, resultsOf, rowVersions, save, saveAll } from './saving.ts'

const db = await openTestDatabase()

beforeEach(async () => {
  await emptyTables(db)
  await saveAll(db, ALL)
})

const anchors = () =>
  query(db, 'select starts, ends, exact, health from claim_anchor order by claim_id, position')
const entries = () =>
  query(db, `select kind, action, revision from feed_entry where revision > 1 order by id`)

test('anchors are checked again in the transaction that changes the body', async () => {
  await save(db, 'Article', { slug: article.slug, body: `BERGEN – ${BODY}` })
  assert.deepEqual(await anchors(), [
    { starts: 60, ends: 90, exact: 'at least 39 people were aboard', health: 'RELOCATED' },
  ])
  assert.deepEqual(await entries(), [
    { kind: 'Article', action: 'REVISED', revision: 2 },
    { kind: 'Claim', action: 'REVISED', revision: 2 },
  ])
  const [{ state } = { state: null }] = await query<{ state: { anchors: unknown } }>(
    db,
    `select state from revision where kind = 'Claim' and revision = 2`,
  )
  assert.match(JSON.stringify(state?.anchors), /RELOCATED/)
})

test('a body that is taken away leaves anchors unchecked, and one that comes back finds them', async () => {
  await save(db, 'Article', { slug: article.slug, body: null })
  assert.equal((await anchors())[0]?.health, 'UNCHECKED')
  await save(db, 'Article', { slug: article.slug, body: 'Something else.' })
  assert.equal((await anchors())[0]?.health, 'LOST')
  await save(db, 'Article', { slug: article.slug, body: BODY })
  assert.equal((await anchors())[0]?.health, 'EXACT')
})

test('another change of the article, or the same body, leaves its claims alone', async () => {
  await save(db, 'Article', { slug: article.slug, body: BODY, note: 'Seen again.' })
  assert.deepEqual(await entries(), [{ kind: 'Article', action: 'REVISED', revision: 2 }])
})

test('an anchor that was relocated stays so until the body changes', async () => {
  await save(db, 'Article', { slug: article.slug, body: `BERGEN – ${BODY}` })
  await save(db, 'Article', { slug: article.slug, body: `BERGEN – ${BODY}`, note: 'Seen again.' })
  assert.equal((await anchors())[0]?.health, 'RELOCATED')
})

test('a claim that was relocated stays so when its record is imported again', async () => {
  const moved = { ...claim, anchors: [{ start: 50, end: 80, exact: 'at least 39 people were aboard' }] }
  await save(db, 'Claim', moved)
  assert.equal((await anchors())[0]?.health, 'RELOCATED')
  const before = await rowVersions(db)
  assert.deepEqual(resultsOf(await save(db, 'Claim', moved)), ['UNCHANGED'])
  assert.equal(await rowVersions(db), before)
})

test('a passage with a digest alone is unchecked without the body and whole with it', async () => {
  const digest = createHash('sha256').update('at least 39 people').digest('hex')
  await save(db, 'Article', { slug: article.slug, body: null })
  await save(db, 'Claim', { slug: claim.slug, anchors: [{ start: 51, end: 69, digest }] })
  assert.deepEqual(await anchors(), [{ starts: 51, ends: 69, exact: null, health: 'UNCHECKED' }])
  await save(db, 'Article', { slug: article.slug, body: BODY })
  assert.deepEqual(await anchors(), [{ starts: 51, ends: 69, exact: 'at least 39 people', health: 'EXACT' }])
})

test('figures are read from their words, and an editor may say more', async () => {
  await save(db, 'Claim', {
    slug: claim.slug,
    figures: [
      { verbatim: 'more than 27,700', measure: 'KILLED' },
      { verbatim: 'dozens', measure: 'INJURED', unit: 'sailors' },
      { verbatim: 'a full boat', measure: 'OTHER', comparator: 'BETWEEN', low: 35, high: 40, unit: 'people' },
    ],
  })
  assert.deepEqual(
    await query(db, 'select verbatim, comparator, low, high from claim_figure order by position'),
    [
      { verbatim: 'more than 27,700', comparator: 'MORE_THAN', low: 27_700, high: null },
      { verbatim: 'dozens', comparator: 'VAGUE', low: null, high: null },
      { verbatim: 'a full boat', comparator: 'BETWEEN', low: 35, high: 40 },
    ],
  )
  assert.deepEqual(await query(db, 'select unit from claim_figure order by position offset 1'), [
    { unit: 'sailors' },
    { unit: 'people' },
  ])
})

test('either list of events may be given without the other', async () => {
  const marks = () =>
    query(
      db,
      `select event.slug, preferred from claim_event join event on event.id = event_id order by position`,
    )
  await save(db, 'Event', { ...event, slug: 'second' })
  await save(db, 'Claim', { slug: claim.slug, preferredFor: [event.slug] })
  assert.deepEqual(await marks(), [{ slug: event.slug, preferred: true }])
  await save(db, 'Claim', { slug: claim.slug, events: ['second', event.slug] })
  assert.deepEqual(await marks(), [
    { slug: 'second', preferred: false },
    { slug: event.slug, preferred: true },
  ])
  assert.deepEqual(resultsOf(await save(db, 'Claim', { slug: claim.slug, preferredFor: [event.slug] })), [
    'UNCHANGED',
  ])
  await save(db, 'Claim', { slug: claim.slug, preferredFor: null })
  assert.deepEqual(await marks(), [
    { slug: 'second', preferred: false },
    { slug: event.slug, preferred: false },
  ])
  await save(db, 'Event', { ...event, slug: 'third' })
  assert.deepEqual(problemsOf(await save(db, 'Claim', { slug: claim.slug, preferredFor: ['third'] })), [
    'preferredFor[0] INCONSISTENT',
  ])
})

test('links keep their ids by position, which claims cite', async () => {
  const links = () => query(db, 'select id, url, text from article_link order by position')
  const [first, second] = await links()
  await save(db, 'Article', {
    slug: article.slug,
    links: [{ url: 'https://port.example/new', text: 'port' }, { text: 'aboard' }, { text: 'third' }],
  })
  const changed = await links()
  assert.deepEqual(changed.slice(0, 2), [{ ...first, url: 'https://port.example/new', text: 'port' }, second])
  await save(db, 'Article', { slug: article.slug, links: [{ text: 'port' }] })
  assert.deepEqual(await links(), [{ id: first?.id, url: null, text: 'port' }])
})

test('a link that a claim cites may not vanish', async () => {
  const before = await rowVersions(db)
  assert.deepEqual(problemsOf(await save(db, 'Article', { slug: article.slug, links: [] })), ['links CITED'])
  assert.equal(await rowVersions(db), before)
  await save(db, 'Claim', { slug: claim.slug, citations: [] })
  assert.deepEqual(resultsOf(await save(db, 'Article', { slug: article.slug, links: [] })), ['REVISED'])
})
