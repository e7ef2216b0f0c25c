import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AnyRecord } from '../../../db/records.ts'
import { readEdtf } from '../../../db/values/edtf.ts'
import { parseFigure } from '../../../db/values/figure.ts'
import { checkPlainDate } from '../../../db/values/plain-date.ts'
import * as vocabulary from '../../../db/vocabulary.ts'
import { FOUNDING_ARTICLE, records, recordsOf } from './read-sample.ts'

const claims = recordsOf('Claim')
const events = recordsOf('Event')
const articles = new Map(recordsOf('Article').map((article) => [article.slug, article]))

test('the records stand in the order of the nouns, each with a slug of its own', () => {
  const nouns: readonly string[] = vocabulary.NODE_KINDS
  const order = records.map((record) => nouns.indexOf(record.record))
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  )
  assert.ok(!order.includes(-1))
  const slugs = records.map((record) => `${record.record} ${record.slug}`)
  assert.equal(new Set(slugs).size, slugs.length)
  for (const { slug } of records) assert.match(slug, /^[a-z0-9-]{1,200}$/)
})

test('every reference resolves to an earlier line', () => {
  const known = new Set<string>()
  for (const record of records) {
    for (const reference of references(record)) {
      assert.ok(known.has(reference), `${record.slug} refers to ${reference}`)
    }
    known.add(`${record.record} ${record.slug}`)
  }
})

test('every word of a closed vocabulary is one of its words', () => {
  const isIn = (list: readonly string[], word: string | undefined) =>
    assert.ok(word !== undefined && list.includes(word), word)
  for (const author of recordsOf('Author')) isIn(vocabulary.AUTHOR_KINDS, author.kind)
  for (const article of articles.values()) isIn(vocabulary.ARTICLE_STATUSES, article.status)
  for (const party of recordsOf('Party')) isIn(vocabulary.PARTY_KINDS, party.kind)
  for (const place of recordsOf('Place')) isIn(vocabulary.PLACE_PRECISIONS, place.precision)
  for (const event of events) {
    isIn(vocabulary.EVENT_STATUSES, event.status)
    for (const { role } of event.participants ?? []) isIn(vocabulary.PARTICIPANT_ROLES, role)
  }
  for (const claim of claims) {
    isIn(vocabulary.CLAIM_KINDS, claim.kind)
    isIn(vocabulary.CLAIM_STATUSES, claim.status)
    for (const { role } of claim.attributions ?? []) isIn(vocabulary.ATTRIBUTION_ROLES, role)
    for (const { measure } of claim.figures ?? []) isIn(vocabulary.MEASURES, measure)
    for (const { kind } of claim.relations ?? []) isIn(vocabulary.RELATION_KINDS, kind)
  }
  for (const review of recordsOf('Review')) isIn(vocabulary.RATINGS, review.rating)
})

test('the sample is large enough to ask questions of', () => {
  assert.ok(events.length >= 25)
  assert.ok(claims.filter((claim) => claim.article === FOUNDING_ARTICLE).length >= 60)
  assert.equal(recordsOf('Review').length, 2)
  for (const kind of vocabulary.CLAIM_KINDS) assert.ok(claims.some((claim) => claim.kind === kind))
  for (const kind of vocabulary.RELATION_KINDS) {
    assert.ok(claims.some((claim) => claim.relations?.some((relation) => relation.kind === kind)))
  }
})

test('every date is one of the calendar and every uncertain date is EDTF', () => {
  for (const { publishedOn } of [...articles.values(), ...recordsOf('Review')]) checkPlainDate(publishedOn)
  const works = recordsOf('Author').flatMap((author) => author.works ?? [])
  const uncertain = [
    ...events.map((e) => e.when),
    ...claims.map((c) => c.saidOn),
    ...works.map((w) => w.published),
  ]
  for (const date of uncertain) if (date) readEdtf(date)
})

test('a place has both coordinates or neither, and an unnamed party has its article', () => {
  for (const { slug, latitude, longitude } of recordsOf('Place')) {
    assert.equal(latitude === undefined, longitude === undefined, slug)
    assert.ok(Math.abs(latitude ?? 0) <= 90 && Math.abs(longitude ?? 0) <= 180, slug)
  }
  for (const party of recordsOf('Party')) {
    assert.equal(party.kind === 'UNNAMED', party.article !== undefined, party.slug)
  }
})

test('a numerical claim has a figure, and every figure can be read or is vague', () => {
  for (const { slug, kind, figures = [] } of claims) {
    if (kind === 'NUMERICAL') assert.ok(figures.length > 0, slug)
    for (const { verbatim, comparator } of figures) {
      assert.ok(comparator === 'VAGUE' || parseFigure(verbatim) !== null, verbatim)
    }
  }
})

test('an attribution leads from who said it to the outlet of the article, and cites links of the article', () => {
  for (const { slug, article, attributions = [], citations = [] } of claims) {
    const published = articles.get(article)
    assert.equal(attributions[0]?.role, 'SAID_BY', slug)
    assert.deepEqual(attributions.at(-1), { role: 'PUBLISHED_BY', outlet: published?.outlet }, slug)
    for (const { party, outlet, author } of attributions) {
      assert.equal([party, outlet, author].filter(Boolean).length, 1, slug)
    }
    for (const position of citations) assert.ok(published?.links?.[position], slug)
  }
})

test('an unnamed officer is heard through one outlet in the article of another', () => {
  const claim = claims.find(({ slug }) => slug === 'claim-gr-officer-unit-not-involved')
  assert.deepEqual(
    claim?.attributions?.map(({ role, party, outlet }) => [role, party ?? outlet]),
    [
      ['SAID_BY', 'unnamed-iraqi-officer-2024-02-09'],
      ['REPORTED_VIA', 'bbc-persian'],
      ['PUBLISHED_BY', 'global-research'],
    ],
  )
})

test('claims that contradict each other are about one event', () => {
  const bySlug = new Map(claims.map((claim) => [claim.slug, claim]))
  for (const claim of claims) {
    for (const { kind, claim: other } of claim.relations ?? []) {
      const shared = claim.events?.filter((event) => bySlug.get(other)?.events?.includes(event))
      if (kind === 'CONTRADICTS') assert.ok(shared?.length, `${claim.slug} and ${other}`)
    }
  }
})

test('different counts of those killed in one event come from independent sources', () => {
  assert.deepEqual(killed('us-strikes-2024-02-02'), {
    'al-awadi-basim': '16',
    'popular-mobilization-forces': '16',
    'syria-defence-ministry': 'a number of',
    'syrian-observatory': '23',
    'benjamin-medea': 'at least 39',
  })
  assert.deepEqual(killed('al-omar-attack-2024-02-05'), {
    'syrian-democratic-forces': 'six',
    'syrian-observatory': 'seven',
    'benjamin-medea': 'six',
  })
})

test('who counted thirty killed or more in an event of February in Iraq is a question with an answer', () => {
  const inIraq = recordsOf('Place').filter(({ countryCode }) => countryCode === 'IQ')
  const asked = events.filter(({ when, places = [] }) => {
    const { earliest, latest } = readEdtf(when)
    const isInFebruary = earliest >= '2024-02-01' && latest <= '2024-02-29'
    return isInFebruary && inIraq.some(({ slug }) => places.includes(slug))
  })
  const answers = asked.flatMap(({ slug }) => Object.entries(killed(slug)))
  const many = answers.filter(([, verbatim]) => (parseFigure(verbatim)?.low ?? 0) >= 30)
  assert.deepEqual(many, [['benjamin-medea', 'at least 39']])
})

/** What a record refers to, each as `Noun slug`. */
function references(record: AnyRecord): string[] {
  const to = (noun: string, slugs: (string | null | undefined)[] = []) =>
    slugs.filter(Boolean).map((slug) => `${noun} ${slug}`)
  switch (record.record) {
    case 'Article':
      return [
        ...to('Outlet', [record.outlet]),
        ...to('Author', record.authors),
        ...to('Subject', record.subjects),
      ]
    case 'Party':
      return [...to('Party', [record.memberOf]), ...to('Article', [record.article])]
    case 'Event':
      return [
        ...to('Place', record.places),
        ...to(
          'Party',
          record.participants?.map(({ party }) => party),
        ),
        ...to('Event', [record.partOf]),
        ...to('Article', record.coverage),
      ]
    case 'Claim':
      return [
        ...to('Article', [record.article]),
        ...to('Event', record.events),
        ...to('Event', record.preferredFor),
        ...to(
          'Party',
          record.attributions?.map(({ party }) => party),
        ),
        ...to(
          'Outlet',
          record.attributions?.map(({ outlet }) => outlet),
        ),
        ...to(
          'Author',
          record.attributions?.map(({ author }) => author),
        ),
        ...to(
          'Claim',
          record.relations?.map(({ claim }) => claim),
        ),
      ]
    case 'Review':
      return [
        ...to('Claim', [record.claim]),
        ...to('Outlet', [record.outlet]),
        ...to('Author', [record.author]),
      ]
    default:
      return []
  }
}

/** How many were killed in an event, in the words of each who said so first. */
function killed(event: string): Record<string, string> {
  const counts = claims
    .filter((claim) => claim.events?.includes(event))
    .flatMap(({ attributions: [first] = [], figures = [] }) =>
      figures
        .filter(({ measure }) => measure === 'KILLED')
        .map(({ verbatim }): [string, string] => [first?.party ?? first?.author ?? '', verbatim]),
    )
  return Object.fromEntries(counts)
}
