import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { NODE_KINDS } from '../../../db/vocabulary.ts'
import { ALL } from '../../db/writes/examples.ts'
import { openTestDatabase } from '../../support/database.ts'
import { ask } from '../../support/send.ts'
import { refused, write, written } from '../../support/write.ts'

const db = await openTestDatabase()

/** A record of the import format as the input of its noun: references name by slug. */
function inputOf({ record: _, ...fields }: (typeof ALL)[number]): Record<string, unknown> {
  const REFERENCES = [
    'outlet',
    'authors',
    'subjects',
    'places',
    'party',
    'author',
    'article',
    'events',
    'claim',
    'coverage',
  ]
  const read = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((item) => read(item, key))
    if (typeof value === 'string') return REFERENCES.includes(key) ? { slug: value } : value
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, read(item, name)]))
  }
  return { ...fields, ...Object(read(fields)) }
}

for (const record of ALL) {
  test(`a ${record.record} is made with all that belongs to it: ${record.slug}`, async () => {
    const answer = await written(
      db,
      `create${record.record}`,
      inputOf(record),
      'node { id slug revision revisions { nodes { action actor changes { field } } } } feedCursor',
    )
    assert.equal(answer.node.slug, record.slug)
    assert.equal(answer.node.revision, 1)
    const [{ action, actor, changes }] = Object(answer.node.revisions).nodes
    assert.deepEqual([action, actor], ['CREATED', 'test'])
    const told: string[] = changes.map(({ field }: { field: string }) => field)
    for (const field of ['name', 'headline', 'title', 'text', 'label', 'figures', 'links', 'anchors']) {
      if (field in record) assert.ok(told.includes(field), `${field} is in the history`)
    }
  })
}

test('what was made reads as it was written', async () => {
  const { claim } = await ask<{ claim: unknown }>(
    db,
    `{ claim(by: { slug: "gazette/ferry#aboard" }) {
      article { slug outlet { slug } authors { slug } links { text span { start end } } }
      saidOn { edtf } events { slug } attributions { role cue agent { ... on Party { slug } ... on Outlet { slug } } }
      anchors { health position { start end } quote { exact } } figures { verbatim low high comparator population }
      citations { text } reviews { nodes { rating } } } }`,
  )
  assert.deepEqual(claim, {
    article: {
      slug: 'gazette/ferry',
      outlet: { slug: 'harbour-gazette' },
      authors: [{ slug: 'ada-lund' }, { slug: 'ben-oaks' }],
      links: [
        { text: 'harbour master', span: { start: 26, end: 40 } },
        { text: 'aboard', span: null },
      ],
    },
    saidOn: { edtf: '2024-02-07' },
    events: [{ slug: 'ferry-2024-02-07' }],
    attributions: [
      { role: 'SAID_BY', cue: 'said', agent: { slug: 'harbour-master' } },
      { role: 'PUBLISHED_BY', cue: null, agent: { slug: 'harbour-gazette' } },
    ],
    anchors: [
      {
        health: 'EXACT',
        position: { start: 51, end: 81 },
        quote: { exact: 'at least 39 people were aboard' },
      },
    ],
    figures: [
      { verbatim: 'at least 39 people', low: 39, high: null, comparator: 'AT_LEAST', population: 'aboard' },
    ],
    citations: [{ text: 'harbour master' }],
    reviews: { nodes: [{ rating: 'TRUE' }] },
  })
})

test('the edge of a payload has the place that its list gives it', async () => {
  const { edge } = Object(
    await written(
      db,
      'createOutlet',
      { name: 'Quay Times' },
      'edge { cursor node { slug } } node { id slug }',
    ),
  )
  const { outlets } = await ask<{ outlets: { edges: { cursor: string; node: object }[] } }>(
    db,
    '{ outlets { edges { cursor node { slug } } } }',
  )
  assert.ok(outlets.edges.some((one) => one.cursor === edge.cursor))
  const { outlets: behind } = await ask<{ outlets: { nodes: object[] } }>(
    db,
    'query ($after: Cursor) { outlets(after: $after) { nodes { slug } } }',
    { after: edge.cursor },
  )
  assert.deepEqual(behind.nodes, [])
})

test('a slug is taken from the words, in any script, and is another where that is taken', async () => {
  const slugOf = async (name: string) => (await written(db, 'createOutlet', { name })).node.slug
  assert.equal(await slugOf('Le Réveil du Port'), 'le-reveil-du-port')
  assert.match(await slugOf('Le Réveil du Port'), /^le-reveil-du-port-[0-9a-f]{8}$/)
  assert.equal(await slugOf('خبرگزاری'), 'خبرگزاری')
  assert.equal(await slugOf('…'), 'outlet')
  const many = await Promise.all(Array.from({ length: 20 }, () => slugOf('Same Name')))
  assert.equal(new Set(many).size, 20)
})

test('words of 400,000 marks are refused for their length, before a slug is taken from them', async () => {
  const before = performance.now()
  const headline = `a${'\u0301'.repeat(200_000)}${'\u0316'.repeat(200_000)}`
  assert.deepEqual(await refused(db, 'createArticle', { headline, publishedOn: '2024-02-07' }), [
    'input.headline TOO_LONG',
  ])
  assert.ok(performance.now() - before < 1_000)
})

test('a slug that is taken is a conflict that names who has it, and changes nothing there', async () => {
  const first = await written(db, 'createOutlet', { slug: 'taken', name: 'First' })
  const answer = await write(db, 'createOutlet', { slug: 'taken', name: 'Second' })
  assert.deepEqual(
    [answer.__typename, answer.code, answer.path, answer.conflictsWith?.id],
    ['ConflictError', 'DUPLICATE', ['input', 'slug'], first.node.id],
  )
  const { outlet } = await ask<{ outlet: unknown }>(db, '{ outlet(by: { slug: "taken" }) { name revision } }')
  assert.deepEqual(outlet, { name: 'First', revision: 1 })
})

test('a slug that is taken is told before anything else that is wrong with the record', async () => {
  const claim = { slug: 'gazette/ferry#aboard', text: '', kind: 'POSITION', article: { slug: 'nowhere' } }
  const answer = await write(db, 'createClaim', claim)
  assert.deepEqual(
    [answer.code, answer.path, answer.conflictsWith?.slug],
    ['DUPLICATE', ['input', 'slug'], claim.slug],
  )
})

test('an article whose address is another’s, by its normal form, is a conflict that names it', async () => {
  const article = { headline: 'Ferry', publishedOn: '2024-02-08' }
  for (const url of ['https://GAZETTE.example/ferry#top', 'https://gazette.example/ferry?fbclid=1']) {
    const answer = await write(db, 'createArticle', { ...article, url })
    assert.deepEqual(
      [answer.__typename, answer.code, answer.path, answer.conflictsWith?.slug],
      ['ConflictError', 'DUPLICATE', ['input', 'url'], 'gazette/ferry'],
    )
  }
  await written(db, 'createArticle', { ...article, url: 'https://gazette.example/ferry?page=2' })
})

test('a subject whose code its scheme has is a conflict that names it', async () => {
  const answer = await write(db, 'createSubject', {
    scheme: 'gazette:theme',
    code: 'shipping',
    label: 'Ships',
  })
  assert.deepEqual([answer.code, answer.conflictsWith?.slug], ['DUPLICATE', 'theme/shipping'])
})

test('a reference is by id, slug or address; what leads nowhere is told of with all else that is wrong', async () => {
  const { article } = await ask<{ article: { id: string } }>(
    db,
    '{ article(by: { slug: "gazette/ferry" }) { id } }',
  )
  for (const by of [
    { id: article.id },
    { slug: 'gazette/ferry' },
    { url: 'https://gazette.example/ferry?utm_id=9' },
  ]) {
    const { node } = await written(
      db,
      'createClaim',
      { article: by, text: 'A statement.', kind: 'POSITION' },
      'node { id slug article { id } }',
    )
    assert.deepEqual(node.article, article)
  }
  const nowhere = ['Outlet:1', 'Article:999999', 'Article:0', 'Article:9223372036854775808', 'abc', '']
  for (const id of nowhere) {
    const fields = await refused(db, 'createClaim', { article: { id }, text: '', kind: 'POSITION' })
    assert.deepEqual(fields.toSorted(), ['input.article UNKNOWN_REFERENCE', 'input.text EMPTY'])
  }
  assert.deepEqual(
    await refused(db, 'createClaim', {
      article: { url: 'https://no.example/' },
      text: 'A.',
      kind: 'POSITION',
    }),
    ['input.article UNKNOWN_REFERENCE'],
  )
})

test('a slug that looks like the id of nothing is no way to name it', async () => {
  await written(db, 'createOutlet', { slug: 'Outlet:424242', name: 'Named like an id' })
  assert.deepEqual(
    await refused(db, 'createArticle', {
      headline: 'A',
      publishedOn: '2024-02-07',
      outlet: { id: 'Outlet:424242' },
    }),
    ['input.outlet UNKNOWN_REFERENCE'],
  )
})

test('what was refused left nothing behind', async () => {
  const counts = async () => {
    const { rows } = await sql`select (select count(*) from revision) as revisions,
      (select count(*) from feed_entry) as entries, (select count(*) from article) as articles,
      (select count(*) from claim) as claims, (select count(*) from idempotency_key) as keys`.execute(
      db.kysely,
    )
    return rows
  }
  const before = await counts()
  await refused(db, 'createArticle', { headline: '', publishedOn: '2024-02-07', idempotencyKey: 'a' })
  await refused(db, 'createClaim', {
    article: { slug: 'gazette/ferry' },
    text: 'A.',
    kind: 'NUMERICAL',
    figures: [{ verbatim: 'nothing', measure: 'KILLED' }],
  })
  assert.deepEqual(await counts(), before)
})

test('every noun can be written', () => {
  assert.deepEqual(new Set(ALL.map(({ record }) => record)), new Set(NODE_KINDS))
})
