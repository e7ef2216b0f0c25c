/**
 * The nouns with their lists, as revisions hold them: the list's name in `revision.state`, and its table, whose
 * column `<noun>_id` names the node. Frozen with migration 0010: a later change is a migration of its own.
 */
export const AGGREGATES: readonly Aggregate[] = [
  { kind: 'Outlet', table: 'outlet', lists: { alt_ids: 'outlet_alt_id' } },
  { kind: 'Author', table: 'author', lists: { works: 'author_work', alt_ids: 'author_alt_id' } },
  { kind: 'Subject', table: 'subject', lists: {} },
  {
    kind: 'Article',
    table: 'article',
    lists: { authors: 'article_author', subjects: 'article_subject', links: 'article_link' },
  },
  { kind: 'Party', table: 'party', lists: { alt_ids: 'party_alt_id' } },
  { kind: 'Place', table: 'place', lists: {} },
  {
    kind: 'Event',
    table: 'event',
    lists: { places: 'event_place', participants: 'event_participant', coverage: 'event_article' },
  },
  {
    kind: 'Claim',
    table: 'claim',
    lists: {
      events: 'claim_event',
      attributions: 'claim_attribution',
      anchors: 'claim_anchor',
      figures: 'claim_figure',
      citations: 'claim_citation',
      relations: 'claim_relation',
    },
  },
  { kind: 'Review', table: 'review', lists: {} },
]

export interface Aggregate {
  kind: string
  table: string
  lists: Readonly<Record<string, string>>
}
