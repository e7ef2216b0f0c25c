import type { ArticleRecord, OutletRecord } from '../../db/records.ts'
import { isPlainDate } from '../../db/values/plain-date.ts'
import { slugOf, slugWithDigest } from './slug.ts'
import { count, type Tally } from './tally.ts'
import { clip, onOneLine } from './words.ts'

const HEADLINE_LENGTH = 300
const OUTLET_NAME_LENGTH = 300

/**
 * The reports that a source_article names as `"office,date,headline"` joined by `;`: each office, then its
 * article. A part of another form (older entries cite freely) is counted as skipped.
 */
export function* sourcesOf(printed: string, skipped: Tally): Generator<OutletRecord | ArticleRecord> {
  for (const part of printed.split(/"\s*;\s*"/).filter((text) => text.trim() !== '')) {
    const [, office, date, words = ''] = PART.exec(part) ?? []
    const outlet = office ? outletOf(office) : null
    if (!outlet || !date || !isPlainDate(date)) {
      count(skipped, 'source_article part without office and date')
      continue
    }
    const headline = onOneLine(words)
      .replace(/^"+|"+$/g, '')
      .trim()
    yield outlet
    yield {
      record: 'Article',
      slug: `ucdp-source/${outlet.slug}/${date}/${slugWithDigest(headline)}`,
      headline: clip(headline || `${outlet.name}, ${date}`, HEADLINE_LENGTH),
      outlet: outlet.slug,
      publishedOn: date,
      language: 'und',
      note: 'Known from UCDP GED alone.',
    }
  }
}

/** An office may hold commas; the date ends it. */
const PART = /^\s*"?\s*([^\n]+?)\s*,\s*(\d{4}-\d\d-\d\d)\s*,(.*)$/s

/** Offices that UCDP writes in several ways, by the slug of what it writes. */
const OFFICES = new Map([
  ['afp', 'Agence France Presse'],
  ['airwars-org', 'Airwars'],
  ['ap', 'Associated Press Newswires'],
  ['bakhtar-news', 'Bakhtar News Agency'],
  ['globe-and-mail-breaking-news', 'The Globe and Mail'],
  ['icg', 'International Crisis Group'],
  ['nigeria-watch-ibd005091', 'Nigeria Watch'],
  ['nytimes-com-feed', 'The New York Times'],
  ['pajhwok-afghan-news', 'Pajhwok News'],
  ['press-trust-of-india-limited', 'Press Trust of India'],
  ['reuters-news', 'Reuters'],
  ['syrian-committe-for-human-rights', 'Syrian Human Rights Committee'],
  ['ukrinform-news', 'Ukrinform'],
])

function outletOf(office: string): OutletRecord | null {
  const plain = onOneLine(office.replace(/^BBC Monitoring.*/i, 'BBC Monitoring'))
  const name = OFFICES.get(slugOfOffice(plain)) ?? plain
  const slug = slugOfOffice(name)
  return slug === '' ? null : { record: 'Outlet', slug, name: clip(name, OUTLET_NAME_LENGTH) }
}

const slugOfOffice = (name: string) => slugOf(name.replace(/^the /i, ''))
