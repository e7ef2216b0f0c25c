/** Which records belong to which: how the oracle finds them, and in what order. */
import { by, byId, byNullable, inTurn } from './compare.ts'
import type { OracleTables, Row } from './tables.ts'

export interface OracleRelation {
  /** The type of the related records. */
  to: string
  find: (row: Row, tables: OracleTables) => readonly Row[]
}

const one = (to: string, column: string): OracleRelation => ({
  to,
  find: (row, tables) => tables.where(to.toLowerCase(), 'id', row[column]),
})

const many = (to: string, table: string, column: string): OracleRelation => ({
  to,
  find: (row, tables) => tables.where(table, column, row.id).toSorted(by('position')),
})

/** Records whose column names this one: a page sorts them. */
const back = (to: string, column: string): OracleRelation => ({
  to,
  find: (row, tables) => tables.where(to.toLowerCase(), column, row.id),
})

const through = (to: string, link: string, here: string, there: string, table = to.toLowerCase()) => ({
  to,
  find: (row: Row, tables: OracleTables) => {
    const links = tables.where(link, here, row.id)
    const sorted = links.every(({ position }) => position !== undefined)
      ? links.toSorted(by('position'))
      : links
    return sorted.flatMap((item) => tables.where(table, 'id', item[there]))
  },
})

/** Each once, however many rows lead to it. */
const onceThrough = (to: string, link: string, here: string, there: string): OracleRelation => {
  const { find } = through(to, link, here, there)
  return { to, find: (row, tables) => [...new Set(find(row, tables))] }
}

/** The records whose ids stand in a list, or are found by a function, in the order of ids. */
const listed = (to: string, ids: (row: Row, tables: OracleTables) => unknown): OracleRelation => ({
  to,
  find: (row, tables) => {
    const found = ids(row, tables)
    const distinct = Array.isArray(found) ? [...new Set(found)] : []
    return distinct.flatMap((id) => tables.where(to.toLowerCase(), 'id', id)).toSorted(byId('id'))
  },
})

const contradicting = (row: Row, tables: OracleTables) => [
  ...tables
    .where('claim_relation', 'claim_id', row.id)
    .flatMap(({ kind, other_id }) => (kind === 'CONTRADICTS' ? [other_id] : [])),
  ...tables
    .where('claim_relation', 'other_id', row.id)
    .flatMap(({ kind, claim_id }) => (kind === 'CONTRADICTS' ? [claim_id] : [])),
]

const figures: OracleRelation = {
  to: 'EventFigure',
  find: (row, tables) =>
    tables
      .where('event_figure', 'event_id', row.id)
      .toSorted(inTurn(by('measure'), byNullable('population', 'first'), byNullable('unit', 'first'))),
}

const disagreements: OracleRelation = {
  to: 'Disagreement',
  find: (row, tables) =>
    tables
      .where('event_disagreement', 'event_id', row.id)
      .toSorted(
        inTurn(
          byId('claim_id'),
          byId('other_id'),
          by('basis'),
          byNullable('measure', 'last'),
          byNullable('population', 'last'),
          byNullable('unit', 'last'),
        ),
      ),
}

export const RELATIONS: Record<string, Record<string, OracleRelation>> = {
  Outlet: {
    altIds: many('AltId', 'outlet_alt_id', 'outlet_id'),
    articles: back('Article', 'outlet_id'),
    claims: onceThrough('Claim', 'claim_attribution', 'outlet_id', 'claim_id'),
  },
  Author: {
    altIds: many('AltId', 'author_alt_id', 'author_id'),
    works: many('Work', 'author_work', 'author_id'),
    articles: through('Article', 'article_author', 'author_id', 'article_id'),
    claims: onceThrough('Claim', 'claim_attribution', 'author_id', 'claim_id'),
  },
  Subject: { articles: through('Article', 'article_subject', 'subject_id', 'article_id') },
  Article: {
    outlet: one('Outlet', 'outlet_id'),
    authors: through('Author', 'article_author', 'article_id', 'author_id'),
    subjects: through('Subject', 'article_subject', 'article_id', 'subject_id'),
    links: many('Link', 'article_link', 'article_id'),
    translationOf: one('Article', 'translation_of'),
    translations: back('Article', 'translation_of'),
    republicationOf: one('Article', 'republication_of'),
    republications: back('Article', 'republication_of'),
    possibleCopies: {
      to: 'PossibleCopy',
      find: (row, tables) =>
        tables
          .where('similar_articles', 'of_article', row.id)
          .toSorted(inTurn((a, b) => by('likeness')(b, a), byId('article_id'))),
    },
    unnamedParties: back('Party', 'article_id'),
    events: through('Event', 'event_coverage', 'article_id', 'event_id'),
    claims: back('Claim', 'article_id'),
  },
  PossibleCopy: { article: one('Article', 'article_id') },
  Party: {
    altIds: many('AltId', 'party_alt_id', 'party_id'),
    memberOf: one('Party', 'member_of'),
    members: back('Party', 'member_of'),
    article: one('Article', 'article_id'),
    events: onceThrough('Event', 'event_participant', 'party_id', 'event_id'),
    claims: onceThrough('Claim', 'claim_attribution', 'party_id', 'claim_id'),
  },
  Place: { events: through('Event', 'event_place', 'place_id', 'event_id') },
  Event: {
    places: through('Place', 'event_place', 'event_id', 'place_id'),
    participants: many('Participant', 'event_participant', 'event_id'),
    partOf: one('Event', 'part_of'),
    parts: back('Event', 'part_of'),
    coverage: through('Article', 'event_coverage', 'event_id', 'article_id'),
    claims: through('Claim', 'claim_event', 'event_id', 'claim_id'),
    figures,
    disagreements,
  },
  Participant: { party: one('Party', 'party_id') },
  Claim: {
    article: one('Article', 'article_id'),
    events: through('Event', 'claim_event', 'claim_id', 'event_id'),
    attributions: many('Attribution', 'claim_attribution', 'claim_id'),
    anchors: many('Anchor', 'claim_anchor', 'claim_id'),
    figures: many('Figure', 'claim_figure', 'claim_id'),
    citations: through('Link', 'claim_citation', 'claim_id', 'link_id', 'article_link'),
    relations: many('ClaimRelation', 'claim_relation', 'claim_id'),
    relatedBy: {
      to: 'ClaimRelation',
      find: (row, tables) =>
        tables.where('claim_relation', 'other_id', row.id).toSorted(inTurn(byId('claim_id'), by('position'))),
    },
    contradictions: listed('Claim', contradicting),
    reviews: back('Review', 'claim_id'),
  },
  Attribution: {
    party: one('Party', 'party_id'),
    outlet: one('Outlet', 'outlet_id'),
    author: one('Author', 'author_id'),
  },
  ClaimRelation: { claim: one('Claim', 'claim_id'), other: one('Claim', 'other_id') },
  EventFigure: {
    claims: listed('Claim', (row) => row.claim_ids),
    lowClaims: listed('Claim', (row) => row.low_claim_ids),
    highClaims: listed('Claim', (row) => row.high_claim_ids),
    bestClaim: one('Claim', 'best_claim_id'),
  },
  Disagreement: { claim: one('Claim', 'claim_id'), other: one('Claim', 'other_id') },
  Review: { claim: one('Claim', 'claim_id') },
  Revision: {
    changes: {
      to: 'FieldChange',
      find: (row, tables) => tables.where('revision_change', 'revision_id', row.id).toSorted(by('field')),
    },
  },
}

/** The relations that every node has. */
export function relationOf(type: string, field: string, isNode: boolean): OracleRelation | undefined {
  if (isNode && field === 'mergedInto') return one(type, 'merged_into')
  if (isNode && field === 'revisions') {
    return {
      to: 'Revision',
      find: (row, tables) => tables.where('revision', 'node_id', row.id).filter(({ kind }) => kind === type),
    }
  }
  return RELATIONS[type]?.[field]
}
