/**
 * The row types of every table and view, as `pg` returns them with this project's parsers (open.ts): ids are
 * strings of digits, plain dates `YYYY-MM-DD` (or `infinity`), instants strings with an offset.
 */
import type { ColumnType, Generated } from 'kysely'
import type {
  ANCHOR_HEALTHS,
  ARTICLE_STATUSES,
  ATTRIBUTION_ROLES,
  AUTHOR_KINDS,
  CHANGE_ACTIONS,
  CLAIM_KINDS,
  CLAIM_STATUSES,
  COMPARATORS,
  EVENT_STATUSES,
  MEASURES,
  NodeKind,
  PARTICIPANT_ROLES,
  PARTY_KINDS,
  PLACE_PRECISIONS,
  RATINGS,
  RELATION_KINDS,
  Role,
  WebhookState,
} from './vocabulary.ts'

type OneOf<List extends readonly string[]> = List[number]
type Id = string
type GeneratedId = ColumnType<string, never, never>

/** What every noun that is a node has: migrations/node-columns.ts. */
interface NodeRow {
  id: GeneratedId
  slug: string
  revision: Generated<number>
  created_at: Generated<string>
  updated_at: Generated<string>
  withdrawn_at: string | null
  withdrawn_reason: string | null
  merged_into: Id | null
}

interface AltIdRow {
  position: number
  scheme: string
  value: string
}

export interface Outlet extends NodeRow {
  name: string
  url: string | null
  country_code: string | null
  language: string | null
}

export interface Author extends NodeRow {
  name: string
  kind: OneOf<typeof AUTHOR_KINDS>
  bio: string | null
  affiliations: Generated<string[]>
}

export interface AuthorWork {
  author_id: Id
  position: number
  title: string
  publisher: string | null
  published: string | null
  url: string | null
}

export interface Subject extends NodeRow {
  scheme: string
  code: string
  label: string
}

export interface Article extends NodeRow {
  headline: string
  alternative_headline: string | null
  url: string | null
  canonical_url: string | null
  outlet_id: Id | null
  byline: string | null
  published_on: string
  published_at: string | null
  modified_at: string | null
  dateline: string | null
  language: string
  body: string | null
  word_count: number | null
  image_url: string | null
  image_caption: string | null
  image_credit: string | null
  rights_holder: string | null
  rights_notice: string | null
  rights_usage_terms: string | null
  discussion_url: string | null
  note: string | null
  status: OneOf<typeof ARTICLE_STATUSES>
  translation_of: Id | null
  republication_of: Id | null
  search: ColumnType<string, never, never>
}

export interface ArticleAuthor {
  article_id: Id
  position: number
  author_id: Id
}

export interface ArticleSubject {
  article_id: Id
  position: number
  subject_id: Id
}

export interface ArticleLink {
  id: GeneratedId
  article_id: Id
  position: number
  url: string | null
  canonical_url: string | null
  text: string
  starts: number | null
  ends: number | null
}

/** What a stored body is like: migrations/0013_copies.ts. */
export interface ArticleSketch {
  article_id: Id
  hashes: number[]
}

/** Function `similar_articles(article)`: articles whose body is nearly the same. */
export interface SimilarArticle {
  article_id: Id
  likeness: number
}

export interface Party extends NodeRow {
  name: string
  kind: OneOf<typeof PARTY_KINDS>
  description: string | null
  country_code: string | null
  member_of: Id | null
  article_id: Id | null
}

export interface Place extends NodeRow {
  name: string
  country_code: string | null
  subdivision_code: string | null
  latitude: number | null
  longitude: number | null
  precision: OneOf<typeof PLACE_PRECISIONS>
}

export interface Event extends NodeRow {
  title: string
  summary: string | null
  type_scheme: string
  type_code: string
  edtf: string
  earliest: string
  latest: string
  part_of: Id | null
  status: OneOf<typeof EVENT_STATUSES>
  search: ColumnType<string, never, never>
}

export interface EventPlace {
  event_id: Id
  position: number
  place_id: Id
}

export interface EventParticipant {
  event_id: Id
  position: number
  party_id: Id
  role: OneOf<typeof PARTICIPANT_ROLES>
  as_described: string | null
}

export interface EventArticle {
  event_id: Id
  position: number
  article_id: Id
}

export interface Claim extends NodeRow {
  article_id: Id
  text: string
  kind: OneOf<typeof CLAIM_KINDS>
  status: OneOf<typeof CLAIM_STATUSES>
  said_edtf: string | null
  said_earliest: string
  said_latest: string
  search: ColumnType<string, never, never>
}

export interface ClaimEvent {
  claim_id: Id
  position: number
  event_id: Id
  preferred: boolean
}

export interface ClaimAttribution {
  claim_id: Id
  position: number
  role: OneOf<typeof ATTRIBUTION_ROLES>
  party_id: Id | null
  outlet_id: Id | null
  author_id: Id | null
  cue: string | null
  as_described: string | null
}

export interface ClaimAnchor {
  claim_id: Id
  position: number
  starts: number
  ends: number
  exact: string | null
  prefix: string | null
  suffix: string | null
  digest: string | null
  health: OneOf<typeof ANCHOR_HEALTHS>
}

export interface ClaimFigure {
  claim_id: Id
  position: number
  verbatim: string
  comparator: OneOf<typeof COMPARATORS>
  low: number | null
  high: number | null
  unit: string | null
  measure: OneOf<typeof MEASURES>
  population: string | null
}

export interface ClaimCitation {
  claim_id: Id
  position: number
  link_id: Id
}

export interface ClaimRelation {
  claim_id: Id
  position: number
  kind: OneOf<typeof RELATION_KINDS>
  other_id: Id
  note: string | null
}

export interface Review extends NodeRow {
  claim_id: Id
  outlet_id: Id | null
  author_id: Id | null
  url: string | null
  rating_text: string
  rating: OneOf<typeof RATINGS>
  published_on: string
  summary: string | null
}

/** View: articles that report an event, listed with it or by a claim about it. */
export interface EventCoverage {
  event_id: Id
  article_id: Id
}

/** View: the range of one measure, unit and population over the accepted claims about an event. */
export interface EventFigure {
  event_id: Id
  measure: OneOf<typeof MEASURES>
  unit: string | null
  population: string | null
  low: number | null
  high: number | null
  best: number | null
  independent_sources: number
  claim_ids: Id[]
  low_claim_ids: Id[]
  high_claim_ids: Id[]
  best_claim_id: Id | null
}

/** View: pairs of claims about one event that cannot both hold, the one recorded first as `claim_id`. */
export interface EventDisagreement {
  event_id: Id
  basis: 'FIGURES' | 'CONTRADICTION'
  measure: OneOf<typeof MEASURES> | null
  unit: string | null
  population: string | null
  claim_id: Id
  other_id: Id
  note: string | null
}

export interface FeedHead {
  seq: Generated<string>
  floor_seq: Generated<string>
  epoch: Generated<string>
  history: string | null
  secret: Generated<Buffer>
  floor_check: Generated<Buffer>
}

export interface FeedEntry {
  id: GeneratedId
  seq: string | null
  tx: Generated<string>
  kind: NodeKind
  node_id: Id
  action: OneOf<typeof CHANGE_ACTIONS>
  revision: number
  at: Generated<string>
}

/** What `entries` answers with: a page of the feed, computed. */
export interface FeedPage {
  seqs: Id[]
  /** Where the page ends: behind its last entry, or behind all that was looked at. */
  seq: Id
  has_more: boolean
}

export interface Revision {
  id: GeneratedId
  kind: NodeKind
  node_id: Id
  revision: number
  action: OneOf<typeof CHANGE_ACTIONS>
  at: Generated<string>
  actor: string
  state: ColumnType<unknown, string, never>
}

/** View: each field that a revision changed, with its value before and after. */
export interface RevisionChange {
  revision_id: Id
  field: string
  was: unknown
  now: unknown
}

/** How far an import of a file came: the last line whose batch is committed. */
export interface ImportPoint {
  file_digest: string
  line: number
  at: Generated<string>
}

/** What a mutation with a key of its caller came to. */
export interface IdempotencyKeyRow {
  scope: string
  key: string
  digest: string
  outcome: ColumnType<unknown, string | null, string | null>
  at: Generated<string>
}

export interface ApiKey {
  /** Public: the part of the key's text that may be shown. */
  id: string
  name: string
  role: Role
  secret_hash: Buffer
  created_at: ColumnType<string, never, never>
  expires_at: string | null
  revoked_at: string | null
}

/** Where the feed is sent to, and how far it has come. */
export interface Webhook {
  id: GeneratedId
  name: string
  url: string
  /** A subscription: what is sent, and of what. */
  selection: string
  /** As JSON, both ways. */
  variables: ColumnType<Readonly<Record<string, unknown>>, string, string>
  role: Role
  /** The name of the key that made it, or of the terminal. */
  created_by: string
  secret: Buffer
  /** The one before, which signs too until its receiver has the new one. */
  former_secret: Buffer | null
  former_secret_until: string | null
  state: Generated<WebhookState>
  /** Why it is DISABLED. */
  reason: string | null
  /** The place in the feed behind what was delivered last. */
  cursor: string
  /** One more with each change of what is sent where: whoever is at work by an older one stops. */
  version: Generated<number>
  /** Failures since the last success. */
  attempts: Generated<number>
  failing_since: string | null
  next_attempt_at: string | null
  last_success_at: string | null
  last_failure_at: string | null
  /** Why. */
  last_failure: string | null
  /** The process that sends, until when nobody else does. */
  lease_holder: string | null
  lease_until: string | null
  created_at: ColumnType<string, never, never>
  updated_at: Generated<string>
}

/** One attempt to deliver; the latest of each webhook are kept. */
export interface WebhookDelivery {
  id: GeneratedId
  webhook_id: Id
  message_id: string
  attempt: number
  /** Of HTTP; null where no answer came, and `failure` says why. */
  status: number | null
  failure: string | null
  ms: number
  at: ColumnType<string, never, never>
}

/** Function `search_hits(words, languages, kinds)`: what matches, ranked from 0 to 1. */
export interface SearchHit {
  id: Id
  kind: NodeKind
  node_id: Id
  rank: number
  /** What was searched for, beside each hit for its highlights. */
  words: string
  query: string
}

/** Function `search_highlights(kind, id, words, query)`: the stretches of a hit that match. */
export interface SearchHighlight {
  place: number
  field: string
  fragment: string
  spans: unknown
}

export interface Tables {
  outlet: Outlet
  outlet_alt_id: AltIdRow & { outlet_id: Id }
  author: Author
  author_work: AuthorWork
  author_alt_id: AltIdRow & { author_id: Id }
  subject: Subject
  article: Article
  article_author: ArticleAuthor
  article_subject: ArticleSubject
  article_link: ArticleLink
  article_sketch: ArticleSketch
  similar_articles: SimilarArticle
  party: Party
  party_alt_id: AltIdRow & { party_id: Id }
  place: Place
  event: Event
  event_place: EventPlace
  event_participant: EventParticipant
  event_article: EventArticle
  event_coverage: EventCoverage
  event_figure: EventFigure
  event_disagreement: EventDisagreement
  claim: Claim
  claim_event: ClaimEvent
  claim_attribution: ClaimAttribution
  claim_anchor: ClaimAnchor
  claim_figure: ClaimFigure
  claim_citation: ClaimCitation
  claim_relation: ClaimRelation
  review: Review
  feed_head: FeedHead
  feed_entry: FeedEntry
  feed_page: FeedPage
  revision: Revision
  revision_change: RevisionChange
  import_point: ImportPoint
  idempotency_key: IdempotencyKeyRow
  api_key: ApiKey
  webhook: Webhook
  webhook_delivery: WebhookDelivery
  search_hits: SearchHit
  search_highlights: SearchHighlight
}

/** The tables whose rows are nodes. */
export type NodeTable =
  | 'outlet'
  | 'author'
  | 'subject'
  | 'article'
  | 'party'
  | 'place'
  | 'event'
  | 'claim'
  | 'review'
