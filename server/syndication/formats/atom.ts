import { generateAtomFeed } from 'feedsmith'
import type { Feed, FeedItem } from '../feed.ts'
import { htmlOf } from '../html.ts'
import { xmlText } from './xml.ts'

/** Atom 1.0 (RFC 4287), in pages (RFC 5005). */
export const writeAtom = ({ title, description, self, home, next, updated, items }: Feed): string =>
  xmlText(
    generateAtomFeed({
      id: self,
      title: { value: title },
      subtitle: { value: description },
      updated,
      // Of the entries that have no author of their own.
      authors: [{ name: 'Dateline' }],
      generator: { text: 'Dateline' },
      links: [
        { rel: 'self', href: self, type: 'application/atom+xml' },
        { rel: 'alternate', href: home, type: 'text/html' },
        ...(next === null ? [] : [{ rel: 'next', href: next, type: 'application/atom+xml' }]),
      ],
      entries: items.map(entryOf),
    }),
  )

const entryOf = ({ language, ...item }: FeedItem) => ({
  id: item.uri,
  title: { value: item.title },
  content: { type: 'html', value: htmlOf(item.paragraphs) },
  links: [{ rel: 'alternate', href: item.link, ...(language !== null && { hreflang: language }) }],
  authors: item.authors.map((name) => ({ name })),
  categories: item.categories.map(({ term, schemeUri, label }) => ({
    term,
    scheme: schemeUri,
    ...(label !== null && { label }),
  })),
  published: item.published,
  updated: item.updated,
  ...(language !== null && { xml: { lang: language } }),
})
