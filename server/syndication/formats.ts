import type { Feed } from './feed.ts'
import { writeAtom } from './formats/atom.ts'
import { writeJson } from './formats/json.ts'
import { writeRss } from './formats/rss.ts'

/** How a feed is written. */
export interface Format {
  contentType: string
  write: (feed: Feed) => string
}

/** The formats by the ending of a feed's address. */
export const formats: ReadonlyMap<string, Format> = new Map([
  ['rss', { contentType: 'application/rss+xml; charset=utf-8', write: writeRss }],
  ['atom', { contentType: 'application/atom+xml; charset=utf-8', write: writeAtom }],
  ['json', { contentType: 'application/feed+json; charset=utf-8', write: writeJson }],
])
