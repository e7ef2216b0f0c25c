import assert from 'node:assert/strict'
import { all, one, parseXml, texts } from './xml.ts'

export const FEED_FORMATS = ['rss', 'atom', 'json'] as const
export type FeedFormat = (typeof FEED_FORMATS)[number]

/** An item of a feed, as a reader of any format would have it. */
export interface ReadItem {
  id: string
  title: string
  link: string
  /** HTML, but plain text in a JSON feed. */
  content: string
  published: string
  updated: string
  authors: string[]
  categories: string[]
  language: string | null
}

export interface ReadFeed {
  title: string
  self: string
  next: string | null
  items: ReadItem[]
}

/** Reads a feed by a parser that knows nothing of what wrote it. Throws where a required part is missing. */
export const readFeed = (format: FeedFormat, text: string): ReadFeed => READERS[format](text)

const READERS: Record<FeedFormat, (text: string) => ReadFeed> = {
  rss: (text) => {
    const rss = parseXml(text)
    assert.deepEqual([rss.name, rss.attributes.version], ['rss', '2.0'])
    const channel = one(rss, 'channel')
    assert.ok(one(channel, 'link').text && one(channel, 'description').text)
    const links = all(channel, 'atom:link').map(({ attributes }) => attributes)
    return {
      title: one(channel, 'title').text,
      ...linksOf(links),
      items: all(channel, 'item').map((item) => ({
        id: one(item, 'guid').text,
        title: one(item, 'title').text,
        link: one(item, 'link').text,
        content: one(item, 'description').text,
        published: new Date(one(item, 'pubDate').text).toISOString(),
        updated: one(item, 'atom:updated').text,
        authors: texts(item, 'dc:creator'),
        categories: texts(item, 'category'),
        language: texts(item, 'dc:language')[0] ?? null,
      })),
    }
  },
  atom: (text) => {
    const feed = parseXml(text)
    assert.deepEqual([feed.name, feed.attributes.xmlns], ['feed', 'http://www.w3.org/2005/Atom'])
    assert.ok(one(feed, 'id').text && one(feed, 'updated').text && all(feed, 'author').length > 0)
    return {
      title: one(feed, 'title').text,
      ...linksOf(all(feed, 'link').map(({ attributes }) => attributes)),
      items: all(feed, 'entry').map((entry) => ({
        id: one(entry, 'id').text,
        title: one(entry, 'title').text,
        link: one(entry, 'link').attributes.href ?? '',
        content: one(entry, 'content').text,
        published: one(entry, 'published').text,
        updated: one(entry, 'updated').text,
        authors: all(entry, 'author').map((author) => one(author, 'name').text),
        categories: all(entry, 'category').map(({ attributes: { label, term = '' } }) => label ?? term),
        language: entry.attributes['xml:lang'] ?? null,
      })),
    }
  },
  json: (text) => {
    const feed = JSON.parse(text)
    assert.equal(feed.version, 'https://jsonfeed.org/version/1.1')
    return {
      title: feed.title,
      self: feed.feed_url,
      next: feed.next_url ?? null,
      items: feed.items.map((item: Record<string, unknown>) => ({
        id: item.id,
        title: item.title,
        link: item.url,
        content: item.content_text,
        published: item.date_published,
        updated: item.date_modified,
        authors: Array.isArray(item.authors) ? item.authors.map(({ name }) => name) : [],
        categories: item.tags ?? [],
        language: item.language ?? null,
      })),
    }
  },
}

function linksOf(links: readonly Record<string, string>[]): Pick<ReadFeed, 'self' | 'next'> {
  const find = (rel: string) => links.find((link) => link.rel === rel)?.href ?? null
  return { self: find('self') ?? '', next: find('next') }
}
