import type { ArticlesFeedQuery } from '../generated/types.ts'
import { noonOf } from '../item.ts'
import { createNoun } from '../noun.ts'
import { joined, paragraphs, prose, sentence } from '../words.ts'

/** Without the body: it is its publisher's, whose page is the link. */
export const articles = createNoun<ArticlesFeedQuery>('articles', (article) => {
  const { headline, alternativeHeadline, url, byline, authors, outlet, publishedOn, publishedAt, status } =
    article
  const names = authors.map(({ name }) => name)
  return {
    title: headline,
    paragraphs: paragraphs(
      alternativeHeadline,
      byline,
      joined([outlet?.name ?? null, publishedOn]),
      status === 'PUBLISHED' ? null : `${sentence(prose(status))} by its publisher.`,
    ),
    page: url,
    authors: names.length > 0 || !outlet ? names : [outlet.name],
    language: article.language,
    categories: article.subjects.map(({ scheme, code, label }) => ({ scheme, term: code, label })),
    published: publishedAt ?? noonOf(publishedOn),
  }
})
