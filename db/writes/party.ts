import type { PartyRecord } from '../records.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { PARTY_KINDS } from '../vocabulary.ts'
import { placeOf } from './draft.ts'
import { altIds, optional, reference, required } from './fields.ts'
import { report } from './reading.ts'
import type { Draft, FieldsOf, Noun } from './shape.ts'
import { countryCode, MAX_NAME, MAX_PROSE, oneOf, text } from './values.ts'

const fields: FieldsOf<PartyRecord> = {
  name: required('name', text(MAX_NAME)),
  kind: required('kind', oneOf(PARTY_KINDS)),
  description: optional('description', text(MAX_PROSE)),
  countryCode: optional('country_code', countryCode),
  memberOf: reference('member_of', 'Party'),
  article: reference('article_id', 'Article'),
  altIds: altIds('party'),
}

const UNNAMED_IN_ARTICLE = 'An UNNAMED party belongs to an article, and no other party does.'

export const party: Noun = {
  kind: 'Party',
  table: 'party',
  fields,
  check: checkArticle,
  constraints: {
    party_member_of_other: {
      field: 'memberOf',
      code: 'SELF_REFERENCE',
      message: 'This refers to the record itself.',
    },
    party_unnamed_in_article: { field: 'article', code: 'INCONSISTENT', message: UNNAMED_IN_ARTICLE },
  },
}

function checkArticle(draft: Draft): void {
  const { kind, article } = draft.record
  if (kind === undefined) return
  const isUnnamed = kind === 'UNNAMED'
  if (isUnnamed && article === undefined) draft.missing.push('article')
  else if (isUnnamed !== (article !== undefined && article !== null)) {
    report(placeOf(draft, 'article'), new InvalidValue('INCONSISTENT', UNNAMED_IN_ARTICLE))
  }
}
