import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { importRecords } from '../../../db/import/records.ts'
import type { Report } from '../../../db/import/report.ts'
import type { AnyRecord } from '../../../db/records.ts'
import { PLACE_PRECISIONS } from '../../../db/vocabulary.ts'
import { readTable } from '../../convert/csv.ts'
import { readPolnear } from '../../convert/polnear.ts'
import { readShared, skipWithoutSharedData } from '../../convert/shared-data.ts'
import { readUcdp } from '../../convert/ucdp.ts'
import { openTestDatabase, type TestDatabase } from '../../support/database.ts'
import { query } from '../writes/saving.ts'

const skip = skipWithoutSharedData
const MAX_POLNEAR_MS = 90_000
const MAX_UCDP_MS = 30_000

async function* linesOf(records: Iterable<AnyRecord>) {
  for (const record of records) yield JSON.stringify(record)
}

async function importTimed(
  t: TestContext,
  db: TestDatabase,
  records: Iterable<AnyRecord>,
): Promise<{ report: Report; milliseconds: number }> {
  const started = performance.now()
  const report = await importRecords(db, linesOf(records), { actor: 'test' })
  const milliseconds = Math.round(performance.now() - started)
  t.diagnostic(`${report.line} records in ${milliseconds} ms`)
  assert.deepEqual(report.refused, [])
  return { report, milliseconds }
}

test('the whole of PolNeAR is imported, every passage exact, and again without a change', {
  skip,
}, async (t) => {
  const db = await openTestDatabase({ statementTimeoutMs: 0 })
  const { report, milliseconds } = await importTimed(t, db, readPolnear())
  assert.ok(report.created.Claim > 19_000)
  assert.equal(report.created.Article, 840)
  assert.ok(milliseconds < MAX_POLNEAR_MS, 'three times the target')

  const given = [...readPolnear()].flatMap((record) =>
    record.record === 'Claim' ? [record.anchors ?? []] : [],
  )
  const [{ anchors, exact, discontinuous } = {}] = await query(
    db,
    `select sum(parts)::int as anchors, sum(exact)::int as exact, count(*) filter (where parts > 1)::int as discontinuous
     from (select count(*) as parts, count(*) filter (where health = 'EXACT') as exact
       from claim_anchor group by claim_id) claims`,
  )
  assert.equal(anchors, given.flat().length)
  assert.equal(exact, anchors)
  assert.equal(discontinuous, given.filter((parts) => parts.length > 1).length)
  assert.ok(Number(discontinuous) > 0)
  const wrong = `select from claim_anchor join claim on claim.id = claim_id join article on article.id = article_id
    where substr(body, starts + 1, ends - starts) <> exact`
  assert.deepEqual(await query(db, wrong), [])

  const again = await importTimed(t, db, readPolnear())
  assert.equal(again.report.unchanged.Claim, report.created.Claim)
  assert.deepEqual(await query(db, 'select from revision where revision > 1'), [])
  const [{ entries, numbers } = {}] = await query(
    db,
    'select count(*)::int as entries, max(seq)::int as numbers from feed_entry',
  )
  assert.deepEqual([entries, numbers], [report.line, report.line])
})

test('of all 700 UCDP events the figures are those of UCDP, and places keep their precision', {
  skip,
}, async (t) => {
  const db = await openTestDatabase({ statementTimeoutMs: 0 })
  const { report, milliseconds } = await importTimed(t, db, readUcdp())
  assert.equal(report.created.Event, 700)
  assert.ok(milliseconds < MAX_UCDP_MS, 'three times the target')

  const rows = await query<{ slug: string; low: number; high: number; best: number; precision: string }>(
    db,
    `select event.slug, low, high, best, place.precision
     from event_figure join event on event.id = event_figure.event_id
     join event_place on event_place.event_id = event.id join place on place.id = place_id
     where measure = 'KILLED' and population is null`,
  )
  const found = new Map(rows.map(({ slug, ...figure }) => [slug, figure]))
  assert.equal(rows.length, 700)
  let inOrder = 0
  for (const row of readTable(readShared('ucdp-ged-sample.csv').toString())) {
    const [low, best, high] = [Number(row('low')), Number(row('best')), Number(row('high'))]
    // A few rows of UCDP are out of order; the range holds all three there.
    if (low <= best && best <= high) inOrder++
    assert.deepEqual(found.get(`ucdp-ged-${row('id')}`), {
      low: Math.min(low, best, high),
      high: Math.max(low, best, high),
      best,
      precision: PLACE_PRECISIONS[Number(row('where_prec')) - 1],
    })
  }
  assert.ok(inOrder > 690)
  t.diagnostic(`${inOrder} of 700 rows have low <= best <= high`)
})
