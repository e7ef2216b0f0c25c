import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import edtf, { parse } from 'edtf'
import type { AnyRecord, ClaimRecord, EventRecord, PlaceRecord } from '../../db/records.ts'
import { PLACE_PRECISIONS } from '../../db/vocabulary.ts'
import { readTable } from './csv.ts'
import { readShared, skipWithoutSharedData } from './shared-data.ts'
import { countByNoun, type Tally } from './tally.ts'
import { readUcdp } from './ucdp.ts'

describe('UCDP GED as records', { skip: skipWithoutSharedData }, () => {
  const skipped: Tally = new Map()
  const records = [...readUcdp(skipped)]

  it('converts all 700 events', (t) => {
    const counts = countByNoun(records)
    t.diagnostic(`written ${JSON.stringify([...counts])}, skipped ${JSON.stringify([...skipped])}`)
    assert.equal(counts.get('Event'), 700)
  })

  it('dates each event from date_start to date_end', () => {
    for (const [row, { when }] of rowsWith(eventsIn(records))) {
      assert.equal(when.includes('/'), row('date_start') !== row('date_end'))
      assert.match(when, /^[\d/-]+$/)
      const { min, max } = edtf(parse(when))
      assert.equal(new Date(min).toISOString().slice(0, 10), row('date_start'))
      assert.equal(new Date(max).toISOString().slice(0, 10), row('date_end'))
    }
  })

  it('places each event in a country, with the precision of where_prec', () => {
    const places = new Map<string, PlaceRecord>()
    const events: EventRecord[] = []
    for (const record of records) {
      if (record.record === 'Place') places.set(record.slug, record)
      if (record.record === 'Event') events.push(record)
    }
    for (const [row, { places: [slug = ''] = [] }] of rowsWith(events)) {
      const place = places.get(slug)
      assert.ok(place)
      assert.equal(PLACE_PRECISIONS.indexOf(place.precision) + 1, Number(row('where_prec')))
      assert.equal(place.latitude, Number(row('latitude')))
      assert.equal(place.longitude, Number(row('longitude')))
      assert.match(place.countryCode ?? '', /^[A-Z]{2}$/, row('country'))
    }
  })

  it('gives each event the low, best and high deaths of its row, or the range of all three out of order', () => {
    const claims = Map.groupBy(claimsIn(records), (claim) => claim.events?.[0])
    let outOfOrder = 0
    for (const [row, event] of rowsWith(eventsIn(records))) {
      const [low, best, high] = [Number(row('low')), Number(row('best')), Number(row('high'))]
      const overall = (claims.get(event.slug) ?? []).flatMap(({ figures = [], preferredFor = [] }) =>
        figures
          .filter(
            ({ measure, population, unit }) => measure === 'KILLED' && population === null && unit === null,
          )
          .map((figure) => ({ low: figure.low, high: figure.high, preferredFor })),
      )
      const preferred = overall.filter(({ preferredFor }) => preferredFor.includes(event.slug))
      assert.deepEqual(preferred, [{ low: best, high: best, preferredFor: [event.slug] }])
      const bounds = overall.flatMap((figure) => [figure.low ?? Number.NaN, figure.high ?? Number.NaN])
      assert.equal(Math.min(...bounds), Math.min(low, best, high))
      assert.equal(Math.max(...bounds), Math.max(low, best, high))
      if (low > best || best > high) outOfOrder += 1
    }
    assert.equal(outOfOrder, 8)
  })

  it('never puts the lower bound of a figure above the upper', () => {
    for (const { slug, figures = [] } of claimsIn(records)) {
      for (const { low, high } of figures) assert.ok((low ?? 0) <= (high ?? 0), slug)
    }
  })

  it('gives each actor number one party, and the civilians of each event a party of their own', () => {
    const parties = Map.groupBy(
      records.filter((record) => record.record === 'Party'),
      ({ name }) => name,
    )
    assert.equal(parties.get('DPR')?.length, 2)
    assert.equal(parties.get('Taleban')?.length, 1)
    const civilians = parties.get('Civilians') ?? []
    assert.equal(civilians.length, 101)
    assert.ok(civilians.every(({ kind, article }) => kind === 'UNNAMED' && article))
  })

  it('makes side A the perpetrator against civilians and both sides participants in battles', () => {
    for (const [row, event] of rowsWith(eventsIn(records))) {
      const roles = event.participants?.map(({ role }) => role)
      const oneSided = row('type_of_violence') === '3'
      assert.deepEqual(roles, oneSided ? ['PERPETRATOR', 'TARGET'] : ['PARTICIPANT', 'PARTICIPANT'])
    }
  })
})

const claimsIn = (records: AnyRecord[]): ClaimRecord[] =>
  records.filter((record) => record.record === 'Claim')

const eventsIn = (records: AnyRecord[]): EventRecord[] =>
  records.filter((record) => record.record === 'Event')

/** Each row of the UCDP file with the event that was made of it: both keep the file's order. */
const rowsWith = (events: EventRecord[]) =>
  Array.from(readTable(readShared('ucdp-ged-sample.csv').toString()), (row, index) => {
    const event = events[index]
    assert.equal(event?.slug, `ucdp-ged-${row('id')}`)
    return [row, event] as const
  })
