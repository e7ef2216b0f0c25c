import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { AnyRecord } from '../../db/records.ts'
import { checkSlug } from '../../db/values/slug.ts'
import { checkCharacters, countCodePoints } from '../../db/values/text.ts'
import { readPolnear } from './polnear.ts'
import { skipWithoutSharedData } from './shared-data.ts'
import { readUcdp } from './ucdp.ts'

describe('the real test input as records', { skip: skipWithoutSharedData }, () => {
  for (const [name, read] of [
    ['PolNeAR', readPolnear],
    ['UCDP GED', readUcdp],
  ] as const) {
    const records = [...read()]

    it(`gives every record of ${name} a slug of its own that fits the rule`, () => {
      const seen = new Set<string>()
      for (const { record, slug } of records) {
        assert.equal(checkSlug(slug), slug)
        assert.ok(!seen.has(`${record} ${slug}`), `${record} ${slug} twice`)
        seen.add(`${record} ${slug}`)
      }
    })

    it(`refers in every record of ${name} to earlier ones`, () => {
      const seen = new Set<string>()
      for (const record of records) {
        for (const reference of referencesOf(record)) {
          assert.ok(seen.has(reference), `${record.record} ${record.slug} refers to ${reference}`)
        }
        seen.add(`${record.record} ${record.slug}`)
      }
    })

    it(`names no author and no report of ${name} twice in one record`, () => {
      for (const record of records) {
        const list =
          record.record === 'Article' ? record.authors : record.record === 'Event' && record.coverage
        if (list) assert.equal(new Set(list).size, list.length, record.slug)
      }
    })

    it(`keeps names and texts of ${name} within the lengths of the database`, () => {
      for (const record of records) {
        const text = titleOf(record)
        const length = countCodePoints(checkCharacters(text))
        assert.ok(length > 0 && length <= (record.record === 'Claim' ? 2_000 : 300), text)
      }
    })

    it(`converts ${name} to the same records every time`, () => {
      const again = read()
      for (const record of records) assert.deepEqual(again.next().value, record)
      assert.ok(again.next().done)
    })
  }
})

/** `Noun slug` of each record that a record refers to. */
function referencesOf(record: AnyRecord): string[] {
  const to = (noun: AnyRecord['record'], ...slugs: (string | null | undefined)[]) =>
    slugs.filter((slug) => slug !== null && slug !== undefined).map((slug) => `${noun} ${slug}`)
  switch (record.record) {
    case 'Article':
      return [...to('Outlet', record.outlet), ...to('Author', ...(record.authors ?? []))]
    case 'Party':
      return to('Article', record.article)
    case 'Event':
      return [
        ...to('Place', ...(record.places ?? [])),
        ...to('Party', ...(record.participants ?? []).map(({ party }) => party)),
        ...to('Article', ...(record.coverage ?? [])),
      ]
    case 'Claim':
      return [
        ...to('Article', record.article),
        ...to('Event', ...(record.events ?? []), ...(record.preferredFor ?? [])),
        ...(record.attributions ?? []).flatMap(({ party, outlet, author }) => [
          ...to('Party', party),
          ...to('Outlet', outlet),
          ...to('Author', author),
        ]),
      ]
    default:
      return []
  }
}

function titleOf(record: AnyRecord): string {
  if ('name' in record) return record.name
  if ('headline' in record) return record.headline
  if ('title' in record) return record.title
  return 'text' in record ? record.text : record.slug
}
