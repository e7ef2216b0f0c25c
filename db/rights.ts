import type { Tables } from './tables.ts'

/** What a role may do with the rows of a table, as GRANT has it. Never more: to change tables is the owner's. */
export type Right = 'select' | 'insert' | 'update' | 'update (seq)' | 'delete'

const READ: readonly Right[] = ['select']
const ADD: readonly Right[] = ['select', 'insert']
/** A node is withdrawn or merged, and never deleted. */
const NODE: readonly Right[] = ['select', 'insert', 'update']
const ROWS: readonly Right[] = ['select', 'insert', 'update', 'delete']

/** What answers by a function, and has no rights of its own: it does what its caller may. */
type Answer = 'similar_articles' | 'feed_page' | 'search_hits' | 'search_highlights'

/** What the service needs of each table and view. One that has no line here does not compile. */
const RIGHTS: Readonly<Record<Exclude<keyof Tables, Answer>, readonly Right[]>> = {
  outlet: NODE,
  outlet_alt_id: ROWS,
  author: NODE,
  author_work: ROWS,
  author_alt_id: ROWS,
  subject: NODE,
  article: NODE,
  article_author: ROWS,
  article_subject: ROWS,
  article_link: ROWS,
  article_sketch: NODE,
  party: NODE,
  party_alt_id: ROWS,
  place: NODE,
  event: NODE,
  event_place: ROWS,
  event_participant: ROWS,
  event_article: ROWS,
  event_coverage: READ,
  event_figure: READ,
  event_disagreement: READ,
  claim: NODE,
  claim_event: ROWS,
  claim_attribution: ROWS,
  claim_anchor: ROWS,
  claim_figure: ROWS,
  claim_citation: ROWS,
  claim_relation: ROWS,
  review: NODE,
  // Its one row is made by the owner.
  feed_head: ['select', 'update'],
  // Numbered by its trigger at the commit and trimmed when it is old; what it tells of stands.
  feed_entry: ['select', 'insert', 'update (seq)', 'delete'],
  revision: ADD,
  revision_change: READ,
  // Of imports, which are the owner's.
  import_point: [],
  idempotency_key: ROWS,
  // A key is revoked, and stays to be seen.
  api_key: NODE,
  webhook: ROWS,
  webhook_delivery: ['select', 'insert', 'delete'],
}

const BY_NAME = new Map<string, readonly Right[]>([
  ...Object.entries(RIGHTS),
  ['kysely_migration', READ],
  ['kysely_migration_lock', []],
  // Read by the views over it, as their owner.
  ['event_claim_figure', []],
])

/** What the service needs of a table or view, by its name; null of one that it knows nothing of. */
export function rightsOn(table: string): readonly Right[] | null {
  const former = table.startsWith('former_') && BY_NAME.has(table.slice('former_'.length))
  return former ? ADD : (BY_NAME.get(table) ?? null)
}

/** What queries, views and checks of rows call. Triggers run whoever writes. */
const CALLED = new Set([
  'article_original',
  'feed_check',
  'feed_cursor',
  'feed_cursor_text',
  'feed_place',
  'named_spans',
  'plain_name',
  'refuse_null',
  'search_config',
  'search_highlights',
  'search_hits',
  'search_query',
  'similar_articles',
])

/** Whether the service may call a function of this name: those that have the past of a table or view, and what is named here. */
export function isCalled(name: string): boolean {
  const present = name.endsWith(AS_OF) ? name.slice(0, -AS_OF.length) : name
  return CALLED.has(present) || (present !== name && BY_NAME.has(present))
}

const AS_OF = '_as_of'
