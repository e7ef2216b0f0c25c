import type { ReviewsFeedQuery } from '../generated/types.ts'
import { noonOf } from '../item.ts'
import { createNoun } from '../noun.ts'
import { labelled, paragraphs, prose, sentence, titleOf } from '../words.ts'

export const reviews = createNoun<ReviewsFeedQuery>(
  'reviews',
  ({ url, rating, ratingText, publishedOn, summary, reviewer, claim }) => ({
    title: titleOf(`${ratingText.replace(/\.$/, '')}: ${claim.text}`),
    paragraphs: paragraphs(
      summary,
      labelled('Rating', `${ratingText} (${prose(rating)})`),
      labelled('Claim', claim.text),
    ),
    page: url,
    authors: [reviewer.name],
    categories: [{ scheme: 'RatingValue', term: rating, label: sentence(prose(rating)) }],
    published: noonOf(publishedOn),
  }),
)
