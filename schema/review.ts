import { RATINGS } from '../db/vocabulary.ts'
import { Agent } from './attribution.ts'
import { Author } from './author.ts'
import { Claim } from './claim.ts'
import { nodeType } from './node.ts'
import { Outlet } from './outlet.ts'
import { belongsTo, enumType, fields, hasMany, inputs, list, lookup } from './sql/index.ts'
import { mutations } from './writes/index.ts'

const RatingValue = enumType('RatingValue', RATINGS, 'A reviewer’s verdict on a common scale.', {
  TRUE: 'The claim is right.',
  MOSTLY_TRUE: 'Right in what matters.',
  MIXED: 'Right in part.',
  MOSTLY_FALSE: 'Wrong in what matters.',
  FALSE: 'The claim is wrong.',
  UNPROVEN: 'The evidence does not decide.',
  OTHER: 'None of these; see `ratingText`.',
})

export const Review = nodeType(
  'review',
  'Review',
  'What one reviewer made of one claim (schema.org ClaimReview).',
)

fields(Review, (t) => ({
  claim: t.one(Claim, belongsTo('claim_id'), {
    description: 'The claim under review.',
    input: true,
    filter: 'Of a claim that matches.',
    nullable: false,
  }),
  reviewer: t.variant(
    Agent,
    [
      { to: Outlet, join: belongsTo('outlet_id') },
      { to: Author, join: belongsTo('author_id') },
    ],
    { description: 'Who reviewed it: an outlet or an author.' },
  ),
  url: t.column('url', {
    type: 'URL',
    nullable: true,
    description: 'Where the review stands; null when not online.',
    input: true,
  }),
  ratingText: t.column('rating_text', { description: 'The verdict in the reviewer’s words.', input: true }),
  rating: t.column('rating', {
    type: RatingValue,
    description: 'The verdict on a common scale.',
    input: true,
    filter: 'Has one of these verdicts.',
  }),
  publishedOn: t.column('published_on', {
    type: 'Date',
    description: 'Day of publication.',
    input: true,
    filter: 'Day of publication.',
    order: 'Reviews published first come first.',
  }),
  summary: t.column('summary', {
    nullable: true,
    description: 'What was compared with what; null without one.',
    input: true,
  }),
}))

inputs(Review, {
  outlet: {
    is: 'reference',
    to: Outlet,
    description: 'Who reviewed it, where that is an outlet; else give `author`.',
  },
  author: {
    is: 'reference',
    to: Author,
    description: 'Who reviewed it, where that is an author; else give `outlet`.',
  },
})

fields(Claim, (t) => ({
  reviews: t.connection(Review, hasMany('claim_id'), {
    description: 'What reviewers made of it, newest first.',
    order: { field: 'PUBLISHED_ON', direction: 'DESC' },
    filter: 'Has reviews that match.',
  }),
}))

lookup(Review, 'review', { description: 'One review. Null when there is none by that key.' })
list(Review, 'reviews', {
  description: 'Reviews, newest first unless asked otherwise.',
  order: { field: 'PUBLISHED_ON', direction: 'DESC' },
})
mutations(Review, 'reviews')
