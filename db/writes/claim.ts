import type { Transaction } from 'kysely'
import type { ClaimRecord } from '../records.ts'
import type { Tables } from '../tables.ts'
import { CLAIM_KINDS, CLAIM_STATUSES, RELATION_KINDS } from '../vocabulary.ts'
import { anchors, checkAnchors } from './claim-anchors.ts'
import { recheckAnchors } from './claim-anchors-recheck.ts'
import { findArticles } from './claim-article.ts'
import { attributions } from './claim-attributions.ts'
import { citations, settleCitations } from './claim-citations.ts'
import { completeEvents, events, preferredFor } from './claim-events.ts'
import { figures } from './claim-figures.ts'
import { defaulted, list, optional, required, requiredReference } from './fields.ts'
import { isObject } from './reading.ts'
import { lockRows } from './rows.ts'
import type { Draft, Field, FieldsOf, Noun } from './shape.ts'
import { edtfDate, MAX_CLAIM, MAX_PROSE, oneOf, text } from './values.ts'

const saidOn: Field = {
  columns: { said_edtf: null, said_earliest: '-infinity', said_latest: 'infinity' },
  presence: 'OPTIONAL',
  read: (value, row) => {
    const { edtf, earliest, latest } = edtfDate(value)
    Object.assign(row, { said_edtf: edtf, said_earliest: earliest, said_latest: latest })
  },
}

const relations = list(
  'claim_relation',
  'claim_id',
  {
    kind: required('kind', oneOf(RELATION_KINDS)),
    claim: requiredReference('other_id', 'Claim'),
    note: optional('note', text(MAX_PROSE)),
  },
  {
    keyOf: (item) => (isObject(item) ? `${item.kind} ${item.claim}` : undefined),
    unique: ['other_id', 'kind'],
  },
)

const fields: FieldsOf<ClaimRecord> = {
  article: requiredReference('article_id', 'Article'),
  text: required('text', text(MAX_CLAIM)),
  kind: required('kind', oneOf(CLAIM_KINDS)),
  status: defaulted('status', oneOf(CLAIM_STATUSES), 'ACCEPTED'),
  saidOn,
  events,
  preferredFor,
  attributions,
  anchors,
  figures,
  citations,
  relations,
}

export const claim: Noun = {
  kind: 'Claim',
  table: 'claim',
  fields,
  complete,
  follows: { kind: 'Article', column: 'body', follow: recheckAnchors },
  constraints: {
    claim_citation_link_fk: {
      field: 'citations',
      code: 'UNKNOWN_REFERENCE',
      message: 'The article has no such link.',
    },
    claim_relation_two_claims: {
      field: 'relations',
      code: 'SELF_REFERENCE',
      message: 'This refers to the record itself.',
    },
  },
}

async function complete(trx: Transaction<Tables>, drafts: readonly Draft[]): Promise<void> {
  const articles = await findArticles(trx, drafts)
  // What is stored of a claim and of its article stays as it is read here. The article first, as in recheckAnchors.
  await lockArticles(trx, drafts, articles)
  await lockRows(trx, claim, slugsOf(drafts))
  await completeEvents(trx, drafts)
  await settleCitations(trx, drafts, articles)
  await checkAnchors(trx, drafts, articles)
}

const slugsOf = (drafts: readonly Draft[]) => drafts.flatMap(({ id, slug }) => (id === null ? [] : [slug]))

/** Against a change of the body and the links that drafts speak of. */
async function lockArticles(
  trx: Transaction<Tables>,
  drafts: readonly Draft[],
  articles: ReadonlyMap<Draft, string>,
): Promise<void> {
  const speaking = drafts.filter(
    ({ lists }) => lists.get('anchors')?.length || lists.get('citations')?.length,
  )
  const ids = [...new Set(speaking.flatMap((draft) => articles.get(draft) ?? []))]
  if (ids.length === 0) return
  await trx.selectFrom('article').select('id').where('id', 'in', ids).orderBy('id').forShare().execute()
}
