import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { AnyRecord, ClaimRecord } from '../../db/records.ts'
import { convertPolnear, readPolnear } from './polnear.ts'
import { parsePolnearArticle } from './polnear-article.ts'
import { readShared, skipWithoutSharedData } from './shared-data.ts'
import { countByNoun, type Tally } from './tally.ts'

describe('convertPolnear', () => {
  const line = (attributions: unknown[], fields = {}) =>
    JSON.stringify({
      id: 'x_2016-01-01_y-',
      publisher: 'nyt',
      publication_date: '2016-01-01',
      author: 'None',
      title: '',
      credit: 'None',
      wire: 'AP',
      text: '😀 Ann Lee said: “39 were killed”',
      attributions,
      ...fields,
    })
  const spans = (...pairs: [number, number][]) => [{ spans: pairs }]

  it('counts code points, orders the pieces of a passage and reads its figure', () => {
    const records = [
      ...convertPolnear([
        line([{ source: spans([2, 9]), cue: spans([10, 14]), content: spans([19, 31], [16, 18]) }]),
      ]),
    ]
    const claim = records.find((record) => record.record === 'Claim')
    assert.deepEqual(
      claim?.anchors?.map(({ exact }) => exact),
      ['“3', ' were killed'],
    )
    assert.deepEqual(claim?.attributions, [
      { role: 'SAID_BY', party: 'ann-lee', asDescribed: 'Ann Lee', cue: 'said' },
      { role: 'PUBLISHED_BY', outlet: 'nyt' },
    ])
  })

  it('measures a figure by the words beside it', () => {
    const records = [...convertPolnear([line([{ content: spans([17, 31]) }])])]
    const claim = records.find((record) => record.record === 'Claim')
    assert.equal(claim?.kind, 'NUMERICAL')
    assert.deepEqual(
      claim?.figures?.map(({ verbatim, measure, low, high }) => [verbatim, measure, low, high]),
      [['39', 'KILLED', 39, 39]],
    )
  })

  it('says what is attributed to nobody in the voice of the authors, else of the outlet', () => {
    const voice = (author: string) =>
      [...convertPolnear([line([{ content: spans([16, 32]) }], { author })])].flatMap((record) =>
        record.record === 'Claim' ? [record.attributions?.[0]] : [],
      )[0]
    assert.equal(voice('Bo Ray')?.author, 'bo-ray')
    assert.equal(voice('None')?.outlet, 'nyt')
  })

  it('takes the first line for the headline where the title is empty, and numbers an id that comes again', () => {
    const articles = [...convertPolnear([line([]), line([])])].filter((record) => record.record === 'Article')
    assert.deepEqual(
      articles.map(({ slug }) => slug),
      ['x-2016-01-01-y', 'x-2016-01-01-y-2'],
    )
    assert.equal(articles[0]?.headline, '😀 Ann Lee said: “39 were killed”')
    assert.equal(articles[0]?.note, 'Wire: AP.')
  })
})

describe('PolNeAR as records', { skip: skipWithoutSharedData }, () => {
  const skipped: Tally = new Map()
  const records = [...readPolnear(skipped)]

  it('converts all 840 articles and accounts for all 19,868 attributions', (t) => {
    const counts = countByNoun(records)
    t.diagnostic(`written ${JSON.stringify([...counts])}, skipped ${JSON.stringify([...skipped])}`)
    assert.equal(counts.get('Outlet'), 7)
    assert.equal(counts.get('Article'), 840)
    assert.equal((counts.get('Claim') ?? 0) + (skipped.get('attribution without content') ?? 0), 19_868)
    assert.equal(skipped.get('attribution without content'), 36)
  })

  it('anchors every claim at spans whose code points are its exact words', () => {
    let body: string[] = []
    let discontinuous = 0
    for (const record of records) {
      if (record.record === 'Article') body = Array.from(record.body ?? '')
      if (record.record !== 'Claim') continue
      const anchors = record.anchors ?? []
      assert.ok(anchors.length > 0, record.slug)
      if (anchors.length > 1) discontinuous += 1
      for (const { start, end, exact } of anchors) assert.equal(body.slice(start, end).join(''), exact)
    }
    assert.ok(discontinuous > 3_000)
  })

  it('says each claim by someone, then publishes it by the outlet of its article', () => {
    for (const claim of claimsIn(records)) {
      const roles = claim.attributions?.map(({ role }) => role) ?? []
      assert.equal(roles.at(-1), 'PUBLISHED_BY')
      assert.ok(roles.length > 1 && roles.slice(0, -1).every((role) => role === 'SAID_BY'), claim.slug)
    }
  })

  it('shares a party between articles only under a full name', () => {
    const articles = new Map<string, Set<string>>()
    const kinds = new Map<string, string>()
    for (const record of records) {
      if (record.record === 'Party') kinds.set(record.slug, record.kind)
      if (record.record !== 'Claim') continue
      for (const { party } of record.attributions ?? []) {
        if (party) articles.set(party, (articles.get(party) ?? new Set()).add(record.article))
      }
    }
    for (const [party, sharing] of articles) {
      assert.ok(sharing.size === 1 || kinds.get(party) !== 'UNNAMED', party)
    }
    assert.equal(kinds.get('hillary-clinton'), 'PERSON')
    assert.ok((articles.get('hillary-clinton')?.size ?? 0) > 50)
  })

  it('keeps text, byline and printed date of an article as they are', () => {
    const lines = gunzipSync(readShared('polnear-train.ndjson.gz')).toString().split('\n').filter(Boolean)
    const articles = Array.from(convertPolnear(lines)).filter((record) => record.record === 'Article')
    for (const [index, line] of lines.entries()) {
      const source = parsePolnearArticle(line)
      assert.equal(articles[index]?.body, source.text)
      assert.equal(articles[index]?.publishedOn, source.publication_date)
      assert.ok([source.author.trim(), null].includes(articles[index]?.byline ?? null))
    }
  })
})

const claimsIn = (records: AnyRecord[]): ClaimRecord[] =>
  records.filter((record) => record.record === 'Claim')
