import { generateRssFeed } from 'feedsmith'
import type { Feed, FeedItem } from '../feed.ts'
import { htmlOf } from '../html.ts'
import { xmlText } from './xml.ts'

/** RSS 2.0, with what it lacks from Atom and Dublin Core: its own address, names without mail addresses, changes. */
export const writeRss = ({ title, description, self, home, next, updated, items }: Feed): string =>
  xmlText(
    generateRssFeed({
      title,
      description,
      link: home,
      lastBuildDate: updated,
      generator: 'Dateline',
      atom: {
        links: [
          { rel: 'self', href: self, type: 'application/rss+xml' },
          ...(next === null ? [] : [{ rel: 'next', href: next, type: 'application/rss+xml' }]),
        ],
      },
      items: items.map(itemOf),
    }),
  )

const itemOf = ({ language, ...item }: FeedItem) => ({
  title: item.title,
  link: item.link,
  // Readers take it for HTML.
  description: htmlOf(item.paragraphs),
  guid: { value: item.uri, isPermaLink: false },
  pubDate: item.published,
  categories: item.categories.map(({ term, scheme, label }) => ({ name: label ?? term, domain: scheme })),
  dc: { creators: [...item.authors], ...(language !== null && { languages: [language] }) },
  atom: { updated: item.updated },
})
