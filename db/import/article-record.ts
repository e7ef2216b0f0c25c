import type { ArticleRecord, AuthorRecord, Slug } from '../records.ts'
import { placeLinks } from './article-links.ts'
import type { RecordedArticle, RecordedAuthor } from './article-lookup.ts'
import type { ArticleAuthor, ArticleText } from './article-text.ts'

/** The slugs of what a text names beside the article. */
export interface NamedSlugs {
  outlet: Slug | null
  authors: Slug[]
  subjects: Slug[]
}

/** All that a text says, as the record of a new article. */
export function newArticle(slug: Slug, text: ArticleText, named: NamedSlugs): Partial<ArticleRecord> {
  return {
    record: 'Article',
    slug,
    headline: text.headline,
    alternativeHeadline: text.alternativeHeadline,
    url: text.url,
    outlet: named.outlet,
    byline: text.byline,
    authors: named.authors,
    ...(text.publishedOn !== null && { publishedOn: text.publishedOn }),
    dateline: text.dateline,
    ...(text.language !== null && { language: text.language }),
    subjects: named.subjects,
    body: text.body,
    image: text.image,
    rights: text.rights,
    note: noteOf(text),
    links: text.links,
  }
}

/**
 * What a text adds to an article on record: its body, the places of its links, and all that is missing there.
 * What is recorded stays, also where the text has other words for it.
 */
export function completeArticle(
  { row, authors, subjects, links }: RecordedArticle,
  text: ArticleText,
  named: NamedSlugs,
): Partial<ArticleRecord> {
  return {
    record: 'Article',
    slug: row.slug,
    body: text.body,
    links: placeLinks(links, text.links),
    subjects: [...new Set([...subjects, ...named.subjects])],
    authors: authors.length > 0 ? authors : named.authors,
    ...(row.outlet_id === null && { outlet: named.outlet }),
    ...(row.language === 'und' && text.language !== null && { language: text.language }),
    ...(row.url === null && { url: text.url }),
    alternativeHeadline: row.alternative_headline ?? text.alternativeHeadline,
    byline: row.byline ?? text.byline,
    dateline: row.dateline ?? text.dateline,
    note: row.note ?? noteOf(text),
    image: {
      url: row.image_url ?? text.image?.url ?? null,
      caption: row.image_caption ?? text.image?.caption ?? null,
      credit: row.image_credit ?? text.image?.credit ?? null,
    },
    rights: {
      holder: row.rights_holder ?? text.rights?.holder ?? null,
      notice: row.rights_notice ?? text.rights?.notice ?? null,
      usageTerms: row.rights_usage_terms ?? text.rights?.usageTerms ?? null,
    },
  }
}

export const newAuthor = (slug: Slug, author: ArticleAuthor): AuthorRecord => ({
  record: 'Author',
  slug,
  ...author,
})

/** What a text adds to an author on record. */
export const completeAuthor = (
  { slug, bio, affiliations, works }: RecordedAuthor,
  author: ArticleAuthor,
): Partial<AuthorRecord> => ({
  record: 'Author',
  slug,
  bio: bio ?? author.bio,
  affiliations: affiliations.length > 0 ? affiliations : author.affiliations,
  ...(works === 0 && { works: author.works }),
})

/** Notes stand outside the body; another first publisher is one of them. */
function noteOf({ notes, originalSource, outlet }: ArticleText): string | null {
  const isCopy = originalSource !== null && originalSource !== outlet
  const all = isCopy ? [...notes, `First published by ${originalSource}.`] : notes
  return all.length === 0 ? null : all.join('\n\n')
}
