import type { Feed, FeedItem } from '../feed.ts'

/** JSON Feed 1.1. */
export const writeJson = ({ title, description, self, home, next, items }: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description,
    home_page_url: home,
    feed_url: self,
    ...(next !== null && { next_url: next }),
    items: items.map(itemOf),
  })

const itemOf = ({ authors, categories, language, ...item }: FeedItem) => ({
  id: item.uri,
  url: item.link,
  title: item.title,
  content_text: item.paragraphs.join('\n\n'),
  date_published: item.published,
  date_modified: item.updated,
  ...(authors.length > 0 && { authors: authors.map((name) => ({ name })) }),
  ...(categories.length > 0 && { tags: categories.map(({ term, label }) => label ?? term) }),
  ...(language !== null && { language }),
})
