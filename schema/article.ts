import { sql } from 'kysely'
import { canonicalUrl } from '../db/values/canonical-url.ts'
import { ARTICLE_STATUSES } from '../db/vocabulary.ts'
import { Author } from './author.ts'
import { fullText } from './full-text.ts'
import { Image } from './image.ts'
import { Link } from './link.ts'
import { nodeType } from './node.ts'
import { Outlet } from './outlet.ts'
import { Rights } from './rights.ts'
import { belongsTo, enumType, fields, filters, hasMany, list, lookup, through } from './sql/index.ts'
import { Subject } from './subject.ts'
import { mutations } from './writes/index.ts'

const ArticleStatus = enumType(
  'ArticleStatus',
  ARTICLE_STATUSES,
  'Whether its publisher stands by an article.',
  {
    PUBLISHED: 'As first published, as far as is known.',
    CORRECTED: 'Its publisher has corrected it.',
    RETRACTED: 'Its publisher has taken it back.',
  },
)

export const Article = nodeType('article', 'Article', 'One text as one outlet published it.')

fields(Article, (t) => ({
  headline: t.column('headline', {
    description: 'Headline as printed; in square brackets where the recorder had to describe it.',
    input: true,
    filter: 'Its headline compares so.',
    order: 'By headline, in the order of code points.',
  }),
  alternativeHeadline: t.column('alternative_headline', {
    nullable: true,
    description: 'Second headline or deck; null without one.',
    input: true,
  }),
  url: t.column('url', {
    type: 'URL',
    nullable: true,
    description: 'Address as given; null when not known.',
    input: true,
  }),
  canonicalUrl: t.column('canonical_url', {
    type: 'URL',
    nullable: true,
    description: 'Address in normal form, by which one page is one article. Null without a `url`.',
    filter: 'The address in normal form.',
  }),
  outlet: t.one(Outlet, belongsTo('outlet_id'), {
    description: 'Who published it; null when not known.',
    input: true,
    filter: 'Published by an outlet that matches.',
  }),
  byline: t.column('byline', {
    nullable: true,
    description: 'Byline as printed; null where none is.',
    input: true,
    filter: 'The byline as printed.',
  }),
  authors: t.list(
    Author,
    through('article_author', { here: 'article_id', there: 'author_id', order: 'position' }),
    {
      description: 'Who signed it, in byline order; empty where nobody did.',
      input: true,
      filter:
        'Signed by authors that match: `{ none: { kind: [PERSON] } }` finds articles without a named author.',
    },
  ),
  publishedOn: t.column('published_on', {
    type: 'Date',
    description: 'Day of publication as printed, wherever that was.',
    input: true,
    filter: 'Day of publication.',
    order: 'Articles published first come first.',
  }),
  publishedAt: t.column('published_at', {
    type: 'DateTime',
    nullable: true,
    description: 'Instant of publication; null where only a day was printed.',
    input: true,
    filter: 'Instant of publication.',
  }),
  modifiedAt: t.column('modified_at', {
    type: 'DateTime',
    nullable: true,
    description: 'When its publisher last changed it; null when not known.',
    input: true,
  }),
  dateline: t.column('dateline', {
    nullable: true,
    description: 'Place and date line that opens it, as printed: `BAGHDAD, Feb. 9`. Null without one.',
    input: true,
  }),
  language: t.column('language', {
    type: 'Language',
    description: 'Language of the text; `und` when not known.',
    input: true,
    filter: 'Is in one of these languages, to the letter: `en` does not match `en-GB`.',
  }),
  subjects: t.list(
    Subject,
    through('article_subject', { here: 'article_id', there: 'subject_id', order: 'position' }),
    {
      description: 'What it is filed under, in the order of its source.',
      input: true,
      filter: 'Filed under subjects that match.',
    },
  ),
  body: t.column('body', {
    nullable: true,
    description:
      'Plain text, paragraphs parted by an empty line. Null where its publisher’s rights forbid storing it.',
    input: true,
  }),
  wordCount: t.column('word_count', {
    type: 'Int',
    nullable: true,
    description: 'Words of the body; null where the body is not stored.',
  }),
  image: t.part(Image, {
    description: 'The picture it is printed with; null without one.',
    input: true,
    present: (article) =>
      sql`num_nonnulls(${article('image_url')}, ${article('image_caption')}, ${article('image_credit')}) > 0`,
  }),
  rights: t.part(Rights, {
    description: 'Rights in the text; null when nothing is stated.',
    input: true,
    present: (article) =>
      sql`num_nonnulls(${article('rights_holder')}, ${article('rights_notice')}, ${article('rights_usage_terms')}) > 0`,
  }),
  links: t.list(Link, hasMany('article_id', 'position'), {
    description: 'Links in the body, in the order of the text.',
    input: true,
    filter: 'Links to pages that match.',
  }),
  discussionUrl: t.column('discussion_url', {
    type: 'URL',
    nullable: true,
    description: 'Where readers discuss it; null when not known.',
    input: true,
  }),
  note: t.column('note', {
    nullable: true,
    description: 'What a recorder wants readers to know; null without one.',
    input: true,
  }),
  status: t.column('status', {
    type: ArticleStatus,
    description: 'Whether its publisher stands by it.',
    input: true,
    filter: 'Has one of these statuses.',
  }),
  translationOf: t.one(Article, belongsTo('translation_of'), {
    description: 'The article it is a translation of; null for an original.',
    input: true,
    filter: 'A translation of an article that matches.',
  }),
  translations: t.connection(Article, hasMany('translation_of'), {
    description: 'Its translations, by day of publication; `language` tells them apart.',
    order: { field: 'PUBLISHED_ON', direction: 'ASC' },
    filter: 'Has translations that match.',
  }),
  republicationOf: t.one(Article, belongsTo('republication_of'), {
    description:
      'The article it is a copy of; null for an original. Copies never count as independent sources.',
    input: true,
    filter: 'A copy of an article that matches.',
  }),
  republications: t.connection(Article, hasMany('republication_of'), {
    description: 'Its copies in other outlets, by day of publication.',
    order: { field: 'PUBLISHED_ON', direction: 'ASC' },
    filter: 'Has copies that match.',
  }),
}))

filters(Article, {
  search: fullText('article', 'headlines and body'),
})

fields(Outlet, (t) => ({
  articles: t.connection(Article, hasMany('outlet_id'), {
    description: 'What it published, newest first unless asked otherwise.',
    order: { field: 'PUBLISHED_ON', direction: 'DESC' },
    filter: 'Published articles that match.',
  }),
}))

fields(Author, (t) => ({
  articles: t.connection(Article, through('article_author', { here: 'author_id', there: 'article_id' }), {
    description: 'What the author signed, alone or with others, newest first unless asked otherwise.',
    order: { field: 'PUBLISHED_ON', direction: 'DESC' },
    filter: 'Signed articles that match.',
  }),
}))

fields(Subject, (t) => ({
  articles: t.connection(Article, through('article_subject', { here: 'subject_id', there: 'article_id' }), {
    description: 'What is filed under it, newest first unless asked otherwise.',
    order: { field: 'PUBLISHED_ON', direction: 'DESC' },
    filter: 'Has articles that match.',
  }),
}))

lookup(Article, 'article', {
  description: 'One article. Null when there is none by that key.',
  keys: {
    url: {
      type: 'URL',
      column: 'canonical_url',
      description: 'Address; compared in normal form, so that tracking parameters do not matter.',
      normalise: (url) => {
        try {
          return canonicalUrl(url)
        } catch {
          return null
        }
      },
    },
  },
})
list(Article, 'articles', {
  description: 'Articles, newest publication first unless asked otherwise.',
  order: { field: 'PUBLISHED_ON', direction: 'DESC' },
})
mutations(Article, 'articles')
