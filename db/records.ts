/**
 * The record format: what one line of an import file says. A record is one noun with all that belongs to it
 * (a claim with its attribution chain, anchors and figures), and refers to other nouns by their slugs, which
 * must stand on an earlier line or be in the database already. docs/records.md shows an example of each.
 *
 * An absent field of a record that is in the database already is left as it is; `null` clears it; a list
 * replaces the list.
 */
import type {
  ARTICLE_STATUSES,
  ATTRIBUTION_ROLES,
  AUTHOR_KINDS,
  CLAIM_KINDS,
  CLAIM_STATUSES,
  EVENT_STATUSES,
  MEASURES,
  PARTICIPANT_ROLES,
  PARTY_KINDS,
  PLACE_PRECISIONS,
  RATINGS,
  RELATION_KINDS,
} from './vocabulary.ts'

type OneOf<List extends readonly string[]> = List[number]

/**
 * A key that stays the same for ever, unique within its noun: 1 to 200 characters, letters and digits of any
 * script with `. _ : / # -` between them.
 */
export type Slug = string
/** Plain date, `YYYY-MM-DD`. */
export type PlainDate = string
/** Uncertain date or interval by ISO 8601-2 (EDTF): `2024-02-XX`, `2014/2017`, `2024-01~`. */
export type Edtf = string
/** RFC 3339 instant with an offset, kept to the millisecond. */
export type Instant = string

export interface AltId {
  scheme: string
  value: string
}

export interface OutletRecord {
  record: 'Outlet'
  slug: Slug
  name: string
  url?: string | null
  countryCode?: string | null
  language?: string | null
  altIds?: AltId[]
}

export interface WorkRecord {
  title: string
  publisher?: string | null
  published?: Edtf | null
  url?: string | null
}

export interface AuthorRecord {
  record: 'Author'
  slug: Slug
  name: string
  kind: OneOf<typeof AUTHOR_KINDS>
  bio?: string | null
  affiliations?: string[]
  works?: WorkRecord[]
  altIds?: AltId[]
}

export interface SubjectRecord {
  record: 'Subject'
  slug: Slug
  scheme: string
  code: string
  label: string
}

export interface LinkRecord {
  /** As given; null where the source kept only the words. */
  url?: string | null
  text: string
  /** Code points of the body, end exclusive; null while the body is not stored. */
  start?: number | null
  end?: number | null
}

export interface ArticleRecord {
  record: 'Article'
  slug: Slug
  headline: string
  alternativeHeadline?: string | null
  url?: string | null
  outlet?: Slug | null
  byline?: string | null
  authors?: Slug[]
  publishedOn: PlainDate
  publishedAt?: Instant | null
  modifiedAt?: Instant | null
  dateline?: string | null
  /** BCP 47; `und` when unknown. */
  language?: string
  subjects?: Slug[]
  body?: string | null
  image?: { url?: string | null; caption?: string | null; credit?: string | null } | null
  rights?: { holder?: string | null; notice?: string | null; usageTerms?: string | null } | null
  discussionUrl?: string | null
  note?: string | null
  status?: OneOf<typeof ARTICLE_STATUSES>
  translationOf?: Slug | null
  republicationOf?: Slug | null
  links?: LinkRecord[]
}

export interface PartyRecord {
  record: 'Party'
  slug: Slug
  name: string
  kind: OneOf<typeof PARTY_KINDS>
  description?: string | null
  countryCode?: string | null
  memberOf?: Slug | null
  /** The article an UNNAMED party belongs to; required for UNNAMED, refused for all others. */
  article?: Slug | null
  altIds?: AltId[]
}

export interface PlaceRecord {
  record: 'Place'
  slug: Slug
  name: string
  countryCode?: string | null
  subdivisionCode?: string | null
  /** Degrees, WGS 84; both or neither. */
  latitude?: number | null
  longitude?: number | null
  precision: OneOf<typeof PLACE_PRECISIONS>
}

export interface EventRecord {
  record: 'Event'
  slug: Slug
  title: string
  summary?: string | null
  /** Scheme is `ACLED` when left out. */
  type: { scheme?: string; code: string }
  when: Edtf
  places?: Slug[]
  participants?: { party: Slug; role: OneOf<typeof PARTICIPANT_ROLES>; asDescribed?: string | null }[]
  partOf?: Slug | null
  status: OneOf<typeof EVENT_STATUSES>
  /** Articles that report the event, beside those of the claims about it. */
  coverage?: Slug[]
}

/** One link of an attribution chain: exactly one of party, outlet and author. */
export interface AttributionRecord {
  role: OneOf<typeof ATTRIBUTION_ROLES>
  party?: Slug
  outlet?: Slug
  author?: Slug
  /** The word that attributes: "said", "denied". */
  cue?: string | null
  asDescribed?: string | null
}

/**
 * One passage. Positions count code points of the body from 0, end exclusive. `exact` are its words; where
 * they may not be stored, `digest` (SHA-256 of `exact` in UTF-8, lower-case hex) checks the position instead.
 */
export interface AnchorRecord {
  start: number
  end: number
  exact?: string | null
  prefix?: string | null
  suffix?: string | null
  digest?: string | null
}

/** Only `verbatim` and `measure` are required: comparator, low, high and unit are derived from the words. */
export interface FigureRecord {
  verbatim: string
  measure: OneOf<typeof MEASURES>
  comparator?: string
  low?: number | null
  high?: number | null
  unit?: string | null
  population?: string | null
}

export interface ClaimRecord {
  record: 'Claim'
  slug: Slug
  article: Slug
  /** In the recorder's own words. */
  text: string
  kind: OneOf<typeof CLAIM_KINDS>
  status?: OneOf<typeof CLAIM_STATUSES>
  saidOn?: Edtf | null
  events?: Slug[]
  /** Those of `events` for which an editor prefers this claim's figures as the best. */
  preferredFor?: Slug[]
  /** In order: who said it first, through whom, who published it. */
  attributions?: AttributionRecord[]
  anchors?: AnchorRecord[]
  figures?: FigureRecord[]
  /** Positions in the article's `links`, from 0. */
  citations?: number[]
  relations?: { kind: OneOf<typeof RELATION_KINDS>; claim: Slug; note?: string | null }[]
}

/** Reviewed by exactly one of outlet and author. */
export interface ReviewRecord {
  record: 'Review'
  slug: Slug
  claim: Slug
  outlet?: Slug
  author?: Slug
  url?: string | null
  ratingText: string
  rating: OneOf<typeof RATINGS>
  publishedOn: PlainDate
  summary?: string | null
}

export type AnyRecord =
  | OutletRecord
  | AuthorRecord
  | SubjectRecord
  | ArticleRecord
  | PartyRecord
  | PlaceRecord
  | EventRecord
  | ClaimRecord
  | ReviewRecord
