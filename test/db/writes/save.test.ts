import assert from 'node:assert/strict'
import { beforeEach, test } from 'node:test'
import { saveRecords } from '../../../db/writes/save.ts'
import { openTestDatabase } from '../../support/database.ts'
import { emptyTables } from '../../support/empty.ts'
import { ALL, article, author, claim, event, outlet, review } from './examples.ts'
import { query, resultsOf, rowVersions, save, saveAll } from './saving.ts'

const db = await openTestDatabase()

beforeEach(async () => {
  await emptyTables(db)
  await query(db, 'update feed_head set seq = 0')
  await saveAll(db, ALL)
})

test('a record of every noun arrives, with what is derived from it', async () => {
  const [row] = await query(
    db,
    `select canonical_url, word_count, published_on, published_at, rights_holder, rights_notice, status, outlet.slug
     from article join outlet on outlet.id = outlet_id`,
  )
  assert.deepEqual(row, {
    canonical_url: 'https://gazette.example/ferry',
    word_count: 16,
    published_on: '2024-02-07',
    published_at: '2024-02-07 05:30:00.123+00',
    rights_holder: 'Harbour Gazette',
    rights_notice: null,
    status: 'PUBLISHED',
    slug: 'harbour-gazette',
  })
  assert.deepEqual(await query(db, 'select type_scheme, type_code, edtf, earliest, latest from event'), [
    {
      type_scheme: 'ACLED',
      type_code: 'Other',
      edtf: '2024-02-07',
      earliest: '2024-02-07',
      latest: '2024-02-07',
    },
  ])
  assert.deepEqual(await query(db, 'select comparator, low, high from claim_figure'), [
    { comparator: 'AT_LEAST', low: 39, high: null },
  ])
  assert.deepEqual(await query(db, 'select starts, ends, health, suffix from claim_anchor'), [
    { starts: 51, ends: 81, health: 'EXACT', suffix: '.' },
  ])
  assert.deepEqual(await query(db, 'select affiliations from author order by id'), [
    { affiliations: ['Harbour Gazette'] },
    { affiliations: [] },
  ])
})

test('the same records again change no row of any table', async () => {
  const before = await rowVersions(db)
  for (const record of ALL) assert.deepEqual(resultsOf(await save(db, record.record, record)), ['UNCHANGED'])
  assert.equal(await rowVersions(db), before)
})

test('an absent field stays as it is and null clears it', async () => {
  const [{ result } = { result: null }] = await save(db, 'Article', {
    slug: article.slug,
    headline: 'Ferry sinks',
    byline: null,
    language: 'nb',
  })
  assert.equal(result, 'REVISED')
  const [row] = await query(db, 'select headline, byline, language, url, image_credit from article')
  assert.deepEqual(row, {
    headline: 'Ferry sinks',
    byline: null,
    language: 'nb',
    url: article.url,
    image_credit: 'C. Tan',
  })
  assert.equal((await query(db, 'select from article_author')).length, 2)
})

test('an object replaces the whole of the object', async () => {
  await save(db, 'Article', { slug: article.slug, image: { caption: 'The wreck' } })
  assert.deepEqual(await query(db, 'select image_url, image_caption, image_credit from article'), [
    { image_url: null, image_caption: 'The wreck', image_credit: null },
  ])
})

test('a list replaces the list, in its order', async () => {
  const authors =
    'select author.slug from article_author join author on author.id = author_id order by position'
  assert.deepEqual(
    resultsOf(await save(db, 'Article', { slug: article.slug, authors: ['ben-oaks', 'ada-lund'] })),
    ['REVISED'],
  )
  assert.deepEqual(await query(db, authors), [{ slug: 'ben-oaks' }, { slug: 'ada-lund' }])
  await save(db, 'Article', { slug: article.slug, authors: null })
  assert.deepEqual(await query(db, authors), [])
})

test('only the node whose list differs is revised', async () => {
  const outcomes = await save(
    db,
    'Author',
    { slug: 'ada-lund', works: author.works },
    { slug: 'ben-oaks', works: [{ title: 'Ropes' }] },
  )
  assert.deepEqual(resultsOf(outcomes), ['UNCHANGED', 'REVISED'])
})

test('every change has one revision and one feed entry, and says who made it', async () => {
  await save(db, 'Outlet', { slug: outlet.slug, name: 'The Harbour Gazette', altIds: [] })
  assert.deepEqual(
    await query(
      db,
      `select f.kind, f.action, f.revision, r.actor, r.action = f.action as same
       from feed_entry f join revision r on (r.kind, r.node_id, r.revision) = (f.kind, f.node_id, f.revision)
       where f.kind = 'Outlet' order by f.seq`,
    ),
    [
      { kind: 'Outlet', action: 'CREATED', revision: 1, actor: 'test', same: true },
      { kind: 'Outlet', action: 'REVISED', revision: 2, actor: 'test', same: true },
    ],
  )
  assert.deepEqual(
    await query(
      db,
      `select field, was, now from revision_change join revision on revision.id = revision_id
       where kind = 'Outlet' and revision = 2 order by field`,
    ),
    [
      { field: 'alt_ids', was: [{ scheme: 'issn', value: '1234-5679' }], now: [] },
      { field: 'name', was: 'Harbour Gazette', now: 'The Harbour Gazette' },
    ],
  )
  const [{ revision, later } = {}] = await query(
    db,
    `select revision, updated_at >= created_at as later from outlet`,
  )
  assert.deepEqual([revision, later], [2, true])
})

test('a revision holds the whole node and none of its book-keeping', async () => {
  const [{ state } = { state: {} }] = await query<{ state: object }>(
    db,
    `select state from revision where kind = 'Claim'`,
  )
  assert.deepEqual(Object.keys(state).sort(), [
    'anchors',
    'article_id',
    'attributions',
    'citations',
    'events',
    'figures',
    'kind',
    'merged_into',
    'relations',
    'said_earliest',
    'said_edtf',
    'said_latest',
    'slug',
    'status',
    'text',
    'withdrawn_at',
    'withdrawn_reason',
  ])
  assert.equal('search' in state, false)
})

test('ids and entries of the feed follow the order of the records', async () => {
  const slugs = ['zoo', 'alley', 'mole']
  await save(db, 'Place', ...slugs.map((slug) => ({ slug, name: slug, precision: 'EXACT' })))
  const inOrder = slugs.map((slug) => ({ slug }))
  assert.deepEqual(await query(db, `select slug from place where slug <> 'bergen' order by id`), inOrder)
  await save(db, 'Place', ...slugs.toReversed().map((slug) => ({ slug, name: `The ${slug}` })))
  assert.deepEqual(
    await query(
      db,
      `select slug from feed_entry join place on place.id = node_id where kind = 'Place' order by seq offset 1`,
    ),
    [...inOrder, ...inOrder.toReversed()],
  )
})

test('records of one noun may refer to each other in any order and in circles', async () => {
  const parties = [
    { slug: 'a', name: 'A', kind: 'ORGANIZATION', memberOf: 'b' },
    { slug: 'b', name: 'B', kind: 'ORGANIZATION', memberOf: 'c' },
    { slug: 'c', name: 'C', kind: 'ORGANIZATION', memberOf: 'a' },
  ]
  assert.deepEqual(resultsOf(await save(db, 'Party', ...parties)), ['CREATED', 'CREATED', 'CREATED'])
  assert.deepEqual(
    await query(
      db,
      `select one.slug, other.slug as whole, one.revision from party one join party other on other.id = one.member_of
       order by 1`,
    ),
    [
      { slug: 'a', whole: 'b', revision: 1 },
      { slug: 'b', whole: 'c', revision: 1 },
      { slug: 'c', whole: 'a', revision: 1 },
    ],
  )
  assert.deepEqual(resultsOf(await save(db, 'Party', ...parties)), ['UNCHANGED', 'UNCHANGED', 'UNCHANGED'])
})

test('claims that contradict each other are saved together', async () => {
  const other = {
    ...claim,
    slug: 'gazette/ferry#other',
    relations: [{ kind: 'CONTRADICTS', claim: claim.slug }],
  }
  const outcomes = await save(
    db,
    'Claim',
    { ...claim, relations: [{ kind: 'CONTRADICTS', claim: other.slug }] },
    other,
  )
  assert.deepEqual(resultsOf(outcomes), ['REVISED', 'CREATED'])
  assert.equal((await query(db, 'select from claim_relation')).length, 2)
})

test('a place in two nouns, an event within an event, a copy and a translation find their nodes', async () => {
  await save(db, 'Event', { ...event, slug: 'part', partOf: event.slug })
  await save(db, 'Article', {
    ...article,
    slug: 'copy',
    url: null,
    republicationOf: article.slug,
    translationOf: article.slug,
  })
  assert.deepEqual(
    await query(
      db,
      `select part_of = (select id from event where slug = '${event.slug}') as found from event where slug = 'part'`,
    ),
    [{ found: true }],
  )
  assert.deepEqual(
    await query(db, `select republication_of = translation_of as found from article where slug = 'copy'`),
    [{ found: true }],
  )
})

test('a reviewer of the other kind takes the place of the first', async () => {
  await save(db, 'Review', { slug: review.slug, author: 'ada-lund' })
  assert.deepEqual(await query(db, 'select outlet_id, author_id is not null as by_author from review'), [
    { outlet_id: null, by_author: true },
  ])
})

test('a thousand claims take no more statements than one', async () => {
  let statements = 0
  const counting = db.kysely.withPlugin({
    transformQuery: ({ node }) => {
      statements++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const saveCounted = async (count: number, more: object) => {
    statements = 0
    const claims = Array.from({ length: count }, (_, nth) => ({
      ...claim,
      slug: `c${count}-${nth}`,
      ...more,
    }))
    await counting.transaction().execute((trx) => saveRecords(trx, 'Claim', claims, 'test'))
    return statements
  }
  const relations = [{ kind: 'REPEATS', claim: claim.slug }]
  const lists = { figures: [], anchors: [], citations: [1], attributions: [], relations: [] }
  for (const more of [{ relations }, { relations }, { text: 'Otherwise.', ...lists }]) {
    assert.equal(await saveCounted(1_000, more), await saveCounted(1, more))
  }
})

test('any valid Unicode goes in and comes out as it was', async () => {
  const name = '  𝒜 e\u0301 \u202Eעברית\u202C 👩‍👩‍👧 \u{10FFFF}\uFFFD\t'
  await save(db, 'Outlet', { slug: 'ünïcode-日本', name })
  assert.deepEqual(await query(db, `select name from outlet where slug = 'ünïcode-日本'`), [{ name }])
})
