/**
 * The closed vocabularies of the model, in the words of DOMAIN's sources (schema.org, UCDP, IPTC, Airwars).
 * The database checks them, the graph shows them as enums, and an import refuses anything else.
 */
export const AUTHOR_KINDS = ['PERSON', 'ORGANIZATION', 'AGENCY'] as const

export const ARTICLE_STATUSES = ['PUBLISHED', 'CORRECTED', 'RETRACTED'] as const

export const PARTY_KINDS = [
  'PERSON',
  'ORGANIZATION',
  'GOVERNMENT',
  'ARMED_FORCE',
  'ARMED_GROUP',
  'INTERNATIONAL_BODY',
  'UNNAMED',
] as const

/** UCDP `where_prec` 1 to 7, from a point to "somewhere abroad". */
export const PLACE_PRECISIONS = [
  'EXACT',
  'NEAR',
  'ADM2',
  'ADM1',
  'PART_OF_COUNTRY',
  'COUNTRY',
  'INTERNATIONAL',
] as const

export const EVENT_STATUSES = ['CONFIRMED', 'FAIR', 'WEAK', 'CONTESTED', 'DISCOUNTED'] as const

export const PARTICIPANT_ROLES = [
  'PERPETRATOR',
  'TARGET',
  'PARTICIPANT',
  'MEDIATOR',
  'VENUE_HOST',
  'OTHER',
] as const

export const CLAIM_KINDS = [
  'EVENT_PROPERTY',
  'NUMERICAL',
  'QUOTATION',
  'CAUSAL',
  'POSITION',
  'PREDICTION',
] as const

export const CLAIM_STATUSES = ['CANDIDATE', 'ACCEPTED', 'WITHDRAWN'] as const

export const ATTRIBUTION_ROLES = ['SAID_BY', 'REPORTED_VIA', 'PUBLISHED_BY'] as const

export const ANCHOR_HEALTHS = ['EXACT', 'RELOCATED', 'LOST', 'UNCHECKED'] as const

export const COMPARATORS = [
  'EXACTLY',
  'AT_LEAST',
  'MORE_THAN',
  'AT_MOST',
  'LESS_THAN',
  'ABOUT',
  'NEARLY',
  'BETWEEN',
  'VAGUE',
] as const

export const MEASURES = [
  'KILLED',
  'INJURED',
  'MISSING',
  'DETAINED',
  'DISPLACED',
  'TROOPS',
  'STRIKES',
  'TARGETS',
  'MONEY',
  'OTHER',
] as const

export const RELATION_KINDS = ['SUPPORTS', 'CONTRADICTS', 'REPEATS', 'UPDATES'] as const

export const RATINGS = ['TRUE', 'MOSTLY_TRUE', 'MIXED', 'MOSTLY_FALSE', 'FALSE', 'UNPROVEN', 'OTHER'] as const

export const CHANGE_ACTIONS = ['CREATED', 'REVISED', 'WITHDRAWN'] as const

/** The nouns that have an id, a slug, a history and a place in the feed; also the type names of the graph. */
export const NODE_KINDS = [
  'Outlet',
  'Author',
  'Subject',
  'Article',
  'Party',
  'Place',
  'Event',
  'Claim',
  'Review',
] as const

export type NodeKind = (typeof NODE_KINDS)[number]

/** What the holder of an API key may do, lowest first: each may do what those before it may. */
export const ROLES = ['READER', 'EDITOR', 'ADMIN'] as const

export type Role = (typeof ROLES)[number]

/** Whether a webhook is sent to: by its owner's will, or because it could not be any more. */
export const WEBHOOK_STATES = ['ACTIVE', 'PAUSED', 'DISABLED'] as const

export type WebhookState = (typeof WEBHOOK_STATES)[number]
