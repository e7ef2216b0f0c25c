/** What one request, caller or connection may take: a setting each. A limit that is off is Infinity. */
export type Limits = Record<keyof typeof LIMITS, number>

/** How a limit is set, what it is unless set, and what it bounds. */
export interface LimitSetting {
  setting: string
  /** Infinity where it is off unless set. */
  usual: number
  /** The highest that it can be set to. */
  most: number
  /** What is counted, as messages name it. */
  unit: string
  /** For the table of docs/safety.md. */
  bounds: string
}

const MIB = 1_048_576

/** The limits that are settings. Those that the schema promises in its descriptions are not: pages, bulk, texts. */
export const LIMITS = {
  tokens: {
    setting: 'DATELINE_MAX_TOKENS',
    usual: 2_000,
    most: 20_000,
    unit: 'tokens',
    bounds: 'names, marks and values of a document',
  },
  depth: {
    setting: 'DATELINE_MAX_DEPTH',
    usual: 12,
    most: 100,
    unit: 'levels of fields',
    bounds: 'fields inside of each other, fragments as if written out',
  },
  aliases: {
    setting: 'DATELINE_MAX_ALIASES',
    usual: 30,
    most: 10_000,
    unit: 'aliases',
    bounds: 'fields that are answered under another name, fragments as if written out',
  },
  rootFields: {
    setting: 'DATELINE_MAX_ROOT_FIELDS',
    usual: 20,
    most: 1_000,
    unit: 'root fields',
    bounds: 'fields of the outermost level, repeated ones too',
  },
  fields: {
    setting: 'DATELINE_MAX_FIELDS',
    usual: 2_000,
    most: 100_000,
    unit: 'fields',
    bounds: 'all fields, fragments as if written out wherever they are spread',
  },
  repeats: {
    setting: 'DATELINE_MAX_REPEATS',
    usual: 10_000,
    most: 1_000_000,
    unit: 'pairs of fields that are answered as one',
    bounds: 'pairs of fields under one name in one place, fragments as if written out: each pair is compared',
  },
  directives: {
    setting: 'DATELINE_MAX_DIRECTIVES',
    usual: 10,
    most: 1_000,
    unit: 'directives',
    bounds: 'directives of a document',
  },
  fieldDirectives: {
    setting: 'DATELINE_MAX_FIELD_DIRECTIVES',
    usual: 5,
    most: 1_000,
    unit: 'directives in one place',
    bounds: 'directives of one field or fragment',
  },
  inputDepth: {
    setting: 'DATELINE_MAX_INPUT_DEPTH',
    usual: 32,
    most: 1_000,
    unit: 'levels of objects and lists',
    bounds: 'values inside of each other, in the document or its variables',
  },
  list: {
    setting: 'DATELINE_MAX_LIST',
    usual: 250,
    most: 100_000,
    unit: 'items in one list',
    bounds:
      'items of a list that a query or subscription is given; records that are written have limits of their own',
  },
  inputFields: {
    setting: 'DATELINE_MAX_INPUT_FIELDS',
    usual: 250,
    most: 100_000,
    unit: 'fields in one object',
    bounds: 'fields of an object in the variables',
  },
  inputValues: {
    setting: 'DATELINE_MAX_INPUT_VALUES',
    usual: 100_000,
    most: 10_000_000,
    unit: 'values in the variables',
    bounds: 'values in the variables, objects and lists too: of a full `bulk` a hundred a record',
  },
  inputText: {
    setting: 'DATELINE_MAX_INPUT_TEXT',
    usual: 4_096,
    most: 10_000_000,
    unit: 'characters in one text',
    bounds:
      'a text in a query or subscription, or in its variables; texts that are written have limits of their own',
  },
  conditions: {
    setting: 'DATELINE_MAX_CONDITIONS',
    usual: 1_000,
    most: 100_000,
    unit: 'conditions',
    bounds: 'conditions of all filters of an operation, in the document or its variables',
  },
  cost: {
    setting: 'DATELINE_MAX_COST',
    usual: 50_000,
    most: 1_000_000_000,
    unit: 'points',
    bounds: 'records that an operation may read: its cost, below',
  },
  body: {
    setting: 'DATELINE_MAX_BODY',
    usual: MIB,
    most: 100 * MIB,
    unit: 'bytes',
    bounds: 'body of a request',
  },
  bulkBody: {
    setting: 'DATELINE_MAX_BULK_BODY',
    usual: 8 * MIB,
    most: 100 * MIB,
    unit: 'bytes',
    bounds: 'body of a request whose key may write',
  },
  headers: {
    setting: 'DATELINE_MAX_HEADERS',
    usual: 65_536,
    most: MIB,
    unit: 'bytes',
    bounds: 'headers of a request, with its address',
  },
  requestSeconds: {
    setting: 'DATELINE_REQUEST_SECONDS',
    usual: 30,
    most: 3_600,
    unit: 'seconds',
    bounds: 'until a request has been sent whole',
  },
  executionSeconds: {
    setting: 'DATELINE_EXECUTION_SECONDS',
    usual: 10,
    most: 3_600,
    unit: 'seconds',
    bounds:
      'until a query or mutation is answered; each of its statements has 8, and 2 to wait for a connection',
  },
  keySubscriptions: {
    setting: 'DATELINE_KEY_SUBSCRIPTIONS',
    usual: 100,
    most: 1_000_000,
    unit: 'subscriptions at once',
    bounds: 'subscriptions of a key at once, in one process',
  },
  addressSubscriptions: {
    setting: 'DATELINE_ADDRESS_SUBSCRIPTIONS',
    usual: Number.POSITIVE_INFINITY,
    most: 1_000_000,
    unit: 'subscriptions at once',
    bounds: 'subscriptions of an address without a key at once, in one process',
  },
  keyRate: {
    setting: 'DATELINE_KEY_RATE',
    usual: Number.POSITIVE_INFINITY,
    most: 1_000_000_000,
    unit: 'points a minute',
    bounds: 'what a key may ask within a minute, in one process: a point a request, and its cost',
  },
  addressRate: {
    setting: 'DATELINE_ADDRESS_RATE',
    usual: Number.POSITIVE_INFINITY,
    most: 1_000_000_000,
    unit: 'points a minute',
    bounds: 'the same of an address without a key',
  },
} as const satisfies Record<string, LimitSetting>

export type LimitName = keyof typeof LIMITS

/** Whether a text names a limit. */
const isLimitName = (name: string): name is LimitName => Object.hasOwn(LIMITS, name)

/** The names of all limits, in the order of the documentation. */
export const LIMIT_NAMES: readonly LimitName[] = Object.keys(LIMITS).filter(isLimitName)

/** Every limit by what `read` says of it. */
export const limitsBy = (read: (setting: LimitSetting) => number): Limits => ({
  tokens: read(LIMITS.tokens),
  depth: read(LIMITS.depth),
  aliases: read(LIMITS.aliases),
  rootFields: read(LIMITS.rootFields),
  fields: read(LIMITS.fields),
  repeats: read(LIMITS.repeats),
  directives: read(LIMITS.directives),
  fieldDirectives: read(LIMITS.fieldDirectives),
  inputDepth: read(LIMITS.inputDepth),
  list: read(LIMITS.list),
  inputFields: read(LIMITS.inputFields),
  inputValues: read(LIMITS.inputValues),
  inputText: read(LIMITS.inputText),
  conditions: read(LIMITS.conditions),
  cost: read(LIMITS.cost),
  body: read(LIMITS.body),
  bulkBody: read(LIMITS.bulkBody),
  headers: read(LIMITS.headers),
  requestSeconds: read(LIMITS.requestSeconds),
  executionSeconds: read(LIMITS.executionSeconds),
  keySubscriptions: read(LIMITS.keySubscriptions),
  addressSubscriptions: read(LIMITS.addressSubscriptions),
  keyRate: read(LIMITS.keyRate),
  addressRate: read(LIMITS.addressRate),
})

/** What they are unless set. */
export const USUAL_LIMITS: Limits = limitsBy(({ usual }) => usual)
