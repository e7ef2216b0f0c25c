import type { ArticleRecord } from '../records.ts'
import { canonicalUrl } from '../values/canonical-url.ts'
import { countWords } from '../values/text.ts'
import { ARTICLE_STATUSES } from '../vocabulary.ts'
import { links } from './article-links.ts'
import { putSketches } from './article-sketches.ts'
import { defaulted, group, optional, reference, references, required } from './fields.ts'
import type { Field, FieldsOf, Noun } from './shape.ts'
import {
  instant,
  language,
  MAX_BODY,
  MAX_NAME,
  MAX_PROSE,
  oneOf,
  plainDate,
  text,
  webAddress,
} from './values.ts'

const url: Field = {
  columns: { url: null, canonical_url: null },
  presence: 'OPTIONAL',
  read: (value, row) => {
    const given = webAddress(value)
    Object.assign(row, { url: given, canonical_url: canonicalUrl(given) })
  },
}

const body: Field = {
  columns: { body: null, word_count: null },
  presence: 'OPTIONAL',
  read: (value, row) => {
    const words = text(MAX_BODY)(value)
    Object.assign(row, { body: words, word_count: countWords(words) })
  },
}

const fields: FieldsOf<ArticleRecord> = {
  headline: required('headline', text(MAX_NAME)),
  alternativeHeadline: optional('alternative_headline', text(MAX_PROSE)),
  url,
  outlet: reference('outlet_id', 'Outlet'),
  byline: optional('byline', text(MAX_PROSE)),
  authors: references('article_author', 'article_id', 'author_id', 'Author'),
  publishedOn: required('published_on', plainDate),
  publishedAt: optional('published_at', instant),
  modifiedAt: optional('modified_at', instant),
  dateline: optional('dateline', text(MAX_NAME)),
  language: defaulted('language', language, 'und'),
  subjects: references('article_subject', 'article_id', 'subject_id', 'Subject'),
  body,
  image: group({
    url: optional('image_url', webAddress),
    caption: optional('image_caption', text(MAX_PROSE)),
    credit: optional('image_credit', text(MAX_PROSE)),
  }),
  rights: group({
    holder: optional('rights_holder', text(MAX_PROSE)),
    notice: optional('rights_notice', text(MAX_PROSE)),
    usageTerms: optional('rights_usage_terms', text(MAX_PROSE)),
  }),
  discussionUrl: optional('discussion_url', webAddress),
  note: optional('note', text(MAX_PROSE)),
  status: defaulted('status', oneOf(ARTICLE_STATUSES), 'PUBLISHED'),
  translationOf: reference('translation_of', 'Article'),
  republicationOf: reference('republication_of', 'Article'),
  links,
}

export const article: Noun = {
  kind: 'Article',
  table: 'article',
  fields,
  derive: putSketches,
  unique: { url: ['canonical_url'] },
  constraints: {
    article_translation_of_other: {
      field: 'translationOf',
      code: 'SELF_REFERENCE',
      message: 'This refers to the record itself.',
    },
    article_republication_of_other: {
      field: 'republicationOf',
      code: 'SELF_REFERENCE',
      message: 'This refers to the record itself.',
    },
    article_canonical_url_unique: {
      field: 'url',
      code: 'DUPLICATE',
      message: 'Another article has this address.',
    },
    claim_citation_link_fk: {
      field: 'links',
      code: 'CITED',
      message: 'A claim cites a link that would vanish.',
    },
  },
}
