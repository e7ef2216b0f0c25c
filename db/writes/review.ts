import type { ReviewRecord } from '../records.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { RATINGS } from '../vocabulary.ts'
import { placeOf } from './draft.ts'
import { optional, reference, required, requiredReference } from './fields.ts'
import { report } from './reading.ts'
import type { Draft, FieldsOf, Noun } from './shape.ts'
import { MAX_NAME, MAX_PROSE, oneOf, plainDate, text, webAddress } from './values.ts'

const fields: FieldsOf<ReviewRecord> = {
  claim: requiredReference('claim_id', 'Claim'),
  outlet: reference('outlet_id', 'Outlet'),
  author: reference('author_id', 'Author'),
  url: optional('url', webAddress),
  ratingText: required('rating_text', text(MAX_NAME)),
  rating: required('rating', oneOf(RATINGS)),
  publishedOn: required('published_on', plainDate),
  summary: optional('summary', text(MAX_PROSE)),
}

const ONE_REVIEWER = 'A review is by one outlet or one author.'

export const review: Noun = {
  kind: 'Review',
  table: 'review',
  fields,
  check: checkReviewer,
  constraints: {
    review_one_reviewer: { field: 'outlet', code: 'INCONSISTENT', message: ONE_REVIEWER },
  },
}

/** The reviewer that a record names replaces one of the other kind. */
function checkReviewer(draft: Draft): void {
  const { outlet = null, author = null } = draft.record
  if (outlet !== null && author !== null) {
    report(placeOf(draft, 'author'), new InvalidValue('INCONSISTENT', ONE_REVIEWER))
  }
  if (outlet !== null) draft.row.author_id = null
  else if (author !== null) draft.row.outlet_id = null
  else draft.missing.push('outlet')
}
