import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NodeKind } from '../../../db/vocabulary.ts'
import { openTestDatabase } from '../../support/database.ts'
import { ALL, article, author, claim, event, outlet, party, place, review, subject } from './examples.ts'
import { problemsOf, query, resultsOf, rowVersions, save, saveAll } from './saving.ts'

const db = await openTestDatabase()
await saveAll(db, ALL)

interface Refusal {
  kind: NodeKind
  record: object
  problems: string[]
}

const REFUSALS: Record<string, Refusal> = {
  'a new record without what it needs': {
    kind: 'Article',
    record: { slug: 'new' },
    problems: ['headline REQUIRED', 'publishedOn REQUIRED'],
  },
  'null where a value is needed': {
    kind: 'Article',
    record: { ...article, headline: null, language: null, status: null },
    problems: ['headline REQUIRED', 'language REQUIRED', 'status REQUIRED'],
  },
  'every bad field at once, in lists and objects too': {
    kind: 'Article',
    record: {
      slug: 'new',
      headline: ' ',
      url: 'ftp://example.org',
      publishedOn: '2024-02-30',
      publishedAt: '2024-02-07',
      language: 'english language',
      status: 'DRAFT',
      image: { url: 7, credits: 'x' },
      links: [{ text: 'a' }, { text: 'b', start: 3 }, 'c', { text: 'd', url: 'javascript:alert(1)' }],
      headlines: 'x',
    },
    problems: [
      'headlines UNKNOWN_FIELD',
      'headline EMPTY',
      'url BAD_URL',
      'publishedOn BAD_DATE',
      'publishedAt BAD_INSTANT',
      'language BAD_LANGUAGE',
      'image.credits UNKNOWN_FIELD',
      'image.url WRONG_TYPE',
      'status UNKNOWN_VALUE',
      'links[1].end INCONSISTENT',
      'links[2] WRONG_TYPE',
      'links[3].url BAD_URL',
    ],
  },
  'fields that only look like fields': {
    kind: 'Outlet',
    record: JSON.parse(
      '{"slug":"new","name":"New","__proto__":{"url":"x"},"constructor":1,"id":7,"revision":2}',
    ),
    problems: [
      '__proto__ UNKNOWN_FIELD',
      'constructor UNKNOWN_FIELD',
      'id UNKNOWN_FIELD',
      'revision UNKNOWN_FIELD',
    ],
  },
  'a slug that is none': { kind: 'Outlet', record: { ...outlet, slug: 'a b' }, problems: ['slug BAD_SLUG'] },
  'no slug': { kind: 'Outlet', record: {}, problems: ['slug REQUIRED', 'name REQUIRED'] },
  'NUL and half a surrogate pair': {
    kind: 'Outlet',
    record: { ...outlet, name: 'a\0b', altIds: [{ scheme: 'x', value: '\ud800' }] },
    problems: ['name NUL', 'altIds[0].value LONE_SURROGATE'],
  },
  'a headline of 301 characters': {
    kind: 'Article',
    record: { ...article, headline: '𝒜'.repeat(301) },
    problems: ['headline TOO_LONG'],
  },
  'a body of 200,001 characters': {
    kind: 'Article',
    record: { ...article, body: 'a'.repeat(200_001) },
    problems: ['body TOO_LONG'],
  },
  'a list of 1,001 items': {
    kind: 'Article',
    record: { ...article, links: Array.from({ length: 1_001 }, () => ({ text: 'a' })) },
    problems: ['links TOO_MANY'],
  },
  'a list that is none': { kind: 'Author', record: { ...author, works: {} }, problems: ['works WRONG_TYPE'] },
  'an affiliation that is no text': {
    kind: 'Author',
    record: { ...author, affiliations: ['a', 7, ''] },
    problems: ['affiliations[1] WRONG_TYPE', 'affiliations[2] EMPTY'],
  },
  'an uncertain date that is none': {
    kind: 'Author',
    record: { ...author, works: [{ title: 'Tides', published: 'last year' }] },
    problems: ['works[0].published BAD_EDTF'],
  },
  'the same author twice': {
    kind: 'Article',
    record: { ...article, authors: ['ada-lund', 'ada-lund'] },
    problems: ['authors[1] DUPLICATE'],
  },
  'nodes that do not exist': {
    kind: 'Article',
    record: { ...article, outlet: 'nobody', authors: ['ada-lund', 'no-one'], translationOf: 'nothing' },
    problems: ['outlet UNKNOWN_REFERENCE', 'authors[1] UNKNOWN_REFERENCE', 'translationOf UNKNOWN_REFERENCE'],
  },
  'a copy of itself': {
    kind: 'Article',
    record: { ...article, republicationOf: article.slug },
    problems: ['republicationOf SELF_REFERENCE'],
  },
  'the address of another article': {
    kind: 'Article',
    record: { ...article, slug: 'new' },
    problems: ['url DUPLICATE'],
  },
  'the code of another subject': {
    kind: 'Subject',
    record: { ...subject, slug: 'new' },
    problems: ['code DUPLICATE'],
  },
  'a country in small letters': {
    kind: 'Outlet',
    record: { ...outlet, countryCode: 'no' },
    problems: ['countryCode BAD_CODE'],
  },
  'a subdivision that is none': {
    kind: 'Place',
    record: { ...place, subdivisionCode: 'Vestland' },
    problems: ['subdivisionCode BAD_CODE'],
  },
  'coordinates off the globe': {
    kind: 'Place',
    record: { ...place, latitude: 91, longitude: JSON.parse('1e400') },
    problems: ['latitude OUT_OF_RANGE', 'longitude OUT_OF_RANGE'],
  },
  'one coordinate of a new place': {
    kind: 'Place',
    record: { slug: 'new', name: 'New', precision: 'EXACT', latitude: 1 },
    problems: ['longitude REQUIRED'],
  },
  'one coordinate with null': {
    kind: 'Place',
    record: { ...place, latitude: null },
    problems: ['longitude INCONSISTENT'],
  },
  'a change that leaves one coordinate': {
    kind: 'Place',
    record: { slug: place.slug, latitude: null },
    problems: ['longitude INCONSISTENT'],
  },
  'an unnamed party without an article': {
    kind: 'Party',
    record: { slug: 'new', name: 'an officer', kind: 'UNNAMED' },
    problems: ['article REQUIRED'],
  },
  'a named party with an article': {
    kind: 'Party',
    record: { ...party, article: article.slug },
    problems: ['article INCONSISTENT'],
  },
  'a change that leaves a named party in an article': {
    kind: 'Party',
    record: { slug: party.slug, article: article.slug },
    problems: ['article INCONSISTENT'],
  },
  'an event without its type': {
    kind: 'Event',
    record: { ...event, type: null },
    problems: ['type REQUIRED'],
  },
  'a type without its code': {
    kind: 'Event',
    record: { ...event, type: { scheme: 'CAMEO' } },
    problems: ['type.code REQUIRED'],
  },
  'a link of the chain without an agent, and one with two': {
    kind: 'Claim',
    record: {
      ...claim,
      attributions: [{ role: 'SAID_BY' }, { role: 'SAID_BY', party: party.slug, outlet: outlet.slug }],
    },
    problems: ['attributions[0] INCONSISTENT', 'attributions[1] INCONSISTENT'],
  },
  'words that hold no figure': {
    kind: 'Claim',
    record: { ...claim, figures: [{ verbatim: 'nobody knows', measure: 'KILLED' }] },
    problems: ['figures[0].verbatim NO_FIGURE'],
  },
  'bounds that bound nothing': {
    kind: 'Claim',
    record: {
      ...claim,
      figures: [
        { verbatim: '39', measure: 'KILLED', low: 39 },
        { verbatim: '39', measure: 'KILLED', comparator: 'AT_LEAST' },
        { verbatim: 'dozens', measure: 'KILLED', comparator: 'VAGUE', low: 12 },
        { verbatim: '39', measure: 'KILLED', comparator: 'BETWEEN', low: 40, high: 39 },
      ],
    },
    problems: [
      'figures[0].comparator INCONSISTENT',
      'figures[1].low INCONSISTENT',
      'figures[2].low INCONSISTENT',
      'figures[3].high OUT_OF_RANGE',
    ],
  },
  'a passage of no length, and a digest that is none': {
    kind: 'Claim',
    record: {
      ...claim,
      anchors: [
        { start: 7, end: 7 },
        { start: 0.5, end: -1, digest: 'ABC' },
      ],
    },
    problems: [
      'anchors[0].end OUT_OF_RANGE',
      'anchors[1].start WRONG_TYPE',
      'anchors[1].end OUT_OF_RANGE',
      'anchors[1].digest BAD_CODE',
    ],
  },
  'a link that the article does not have': {
    kind: 'Claim',
    record: { ...claim, citations: [0, 7] },
    problems: ['citations[1] UNKNOWN_REFERENCE'],
  },
  'preferred events that are not there': {
    kind: 'Claim',
    record: { ...claim, preferredFor: [event.slug, 'another', 'no slug'] },
    problems: ['preferredFor[2] BAD_SLUG', 'preferredFor[1] UNKNOWN_REFERENCE'],
  },
  'a move to another article': {
    kind: 'Claim',
    record: { slug: claim.slug, article: 'gazette/other' },
    problems: ['article INCONSISTENT'],
  },
  'a review by two': {
    kind: 'Review',
    record: { ...review, author: 'ada-lund' },
    problems: ['author INCONSISTENT'],
  },
  'a review by nobody': {
    kind: 'Review',
    record: { ...review, slug: 'new', outlet: undefined },
    problems: ['outlet REQUIRED'],
  },
}

await save(db, 'Article', { slug: 'gazette/other', headline: 'Other', publishedOn: '2024-02-08' })

for (const [what, { kind, record, problems }] of Object.entries(REFUSALS)) {
  test(`${what}: refused, and nothing is written`, async () => {
    const before = await rowVersions(db)
    assert.deepEqual(problemsOf(await save(db, kind, record)), problems)
    assert.equal(await rowVersions(db), before)
  })
}

test('of a record with nothing right the first hundred problems are told, in short', async () => {
  const keys = Array.from({ length: 500 }, (_, nth) => [`${'key'.repeat(1_000)}${nth}`, nth])
  const problems = problemsOf(await save(db, 'Outlet', Object.fromEntries(keys)))
  assert.equal(problems.length, 100)
  assert.ok(problems.every((problem) => problem.length < 200))
})

test('what refers to a refused record is refused with it, and the others go in', async () => {
  const named = (slug: string, more: object = {}) => ({ slug, name: slug, kind: 'ORGANIZATION', ...more })
  const outcomes = await save(
    db,
    'Party',
    named('top', { memberOf: 'middle' }),
    named('middle', { memberOf: 'bottom' }),
    named('bottom', { countryCode: 'nowhere' }),
    named('apart'),
  )
  assert.deepEqual(resultsOf(outcomes), ['REFUSED', 'REFUSED', 'REFUSED', 'CREATED'])
  assert.deepEqual(problemsOf(outcomes), [
    'memberOf UNKNOWN_REFERENCE',
    'memberOf UNKNOWN_REFERENCE',
    'countryCode BAD_CODE',
  ])
})

test('of many records only those that the database refuses stay out', async () => {
  const culprits = [3, 64, 65, 99]
  const records = Array.from({ length: 100 }, (_, index) => ({
    slug: `term-${index}`,
    scheme: 'test',
    code: culprits.includes(index) ? '3' : String(index),
    label: 'Term',
  }))
  const outcomes = await save(db, 'Subject', ...records)
  const refused = outcomes.flatMap(({ result }, index) => (result === 'REFUSED' ? [index] : []))
  assert.deepEqual(refused, [64, 65, 99])
  assert.deepEqual([...new Set(problemsOf(outcomes))], ['code DUPLICATE'])
  assert.equal((await query(db, `select from subject where scheme = 'test'`)).length, 97)
})

test('records that refer to each other survive a culprit between them', async () => {
  const piece = (slug: string, more: object) => ({ slug, headline: slug, publishedOn: '2024-02-08', ...more })
  const outcomes = await save(
    db,
    'Article',
    piece('one', { translationOf: 'two' }),
    piece('culprit', { url: article.url }),
    piece('again', { url: article.url }),
    piece('two', { translationOf: 'one' }),
  )
  assert.deepEqual(resultsOf(outcomes), ['CREATED', 'REFUSED', 'REFUSED', 'CREATED'])
})

test('a refusal shows neither SQL nor the name of a table or constraint', async () => {
  const outcomes = [
    ...(await save(db, 'Article', { ...article, slug: 'new' })),
    ...(await save(db, 'Place', { slug: place.slug, latitude: null })),
    ...(await save(db, 'Party', { slug: party.slug, article: article.slug })),
  ]
  for (const outcome of outcomes) {
    const text = JSON.stringify(outcome)
    assert.doesNotMatch(text, /constraint|violates|_unique|_together|relation "|insert|select/i)
  }
})

test('saving one slug twice at once is a mistake of the caller', async () => {
  await assert.rejects(save(db, 'Outlet', outlet, outlet), RangeError)
})
