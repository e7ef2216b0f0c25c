import type { Retention } from '../db/feed/retention.ts'
import type { Reach } from '../schema/webhook/address.ts'
import { type LimitSetting, limitsBy } from './limits/limits.ts'
import { PERSISTED_MODES, type PersistedMode } from './persisted.ts'
import type { Protection } from './protection.ts'
import { keysAddress, type TokenSettings, tokenSettingsOf } from './tokens/settings.ts'
import { MAX_WORKERS } from './workers/connections.ts'

/** Every setting of the process, read from its environment once. Nothing else reads process.env. */
export interface Config {
  /** Address of an external PostgreSQL; null for the embedded one. */
  databaseUrl: string | null
  /** Address of a streaming replica of it, which queries read from; null without one. */
  replicaUrl: string | null
  /** Whether transaction poolers stand before both. */
  pooled: boolean
  /** Address of the primary past its pooler, for what needs a session of its own; null without one. */
  directUrl: string | null
  /** Folder of the embedded PostgreSQL's data; null for the default, `.dateline`. */
  dataFolder: string | null
  host: string
  port: number
  /** Where Prometheus may ask, on a port of its own; null where nothing is measured. */
  metrics: { host: string; port: number } | null
  /** Address of the service as its readers know it, without a slash at its end; null for the one that they ask at. */
  publicUrl: string | null
  /** Processes that serve the port. */
  workers: number
  /** Whether a database without records is filled with the sample data. */
  sample: boolean
  /** Whether reading needs no key. Writing always does. */
  publicRead: boolean
  /** Whose tokens are taken beside keys; null where none are. */
  tokens: TokenSettings | null
  /** How much of the feed is kept for subscribers who come back. */
  feed: Retention
  /** How documents may be asked for. */
  persisted: PersistedMode
  /** A file of documents that may be asked for by their hash, beside those of the SDK; null without one. */
  manifest: string | null
  /** Where webhooks may go; null where this process sends none. */
  webhooks: Reach | null
  protection: Protection
  logLevel: LogLevel
  /** Lines for a terminal instead of JSON. */
  readableLog: boolean
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof LOG_LEVELS)[number]

/** Settings that cannot be read. The message names each of them, what it holds and what it may hold. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

const MAX_PORT = 65_535
const MAX_PROXIES = 10
const MAX_CLAIM_CHARACTERS = 500
const MAX_FEED_DAYS = 3_650
const MAX_FEED_ENTRIES = 1_000_000_000

/** Reads the settings. Throws ConfigError with every wrong one at once. */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
  isTerminal = process.stdout.isTTY,
): Config {
  const wrong: string[] = []
  const setting = <T>(
    name: string,
    otherwise: T,
    read: (text: string) => T | undefined,
    expected: string,
  ): T => {
    const text = environment[name]
    if (text === undefined || text === '') return otherwise
    const value = read(text)
    if (value === undefined)
      wrong.push(`${name} is ${JSON.stringify(secretless(name, text))}; it must be ${expected}`)
    return value ?? otherwise
  }
  const address = (name: string) =>
    setting(name, null, postgresUrl, 'an address like postgres://user@host/database')
  const databaseUrl = address('DATABASE_URL')
  const toExplore = (name: string) => setting(name, databaseUrl === null, onOrOff, 'on or off')
  const text = (name: string, most: number) =>
    setting(name, null, printable(most), `1 to ${most} characters, without blanks at its ends`)
  const tokens = tokenSettingsOf({
    DATELINE_JWT_JWKS: setting('DATELINE_JWT_JWKS', null, keysAddress, 'an address by https, or a file'),
    DATELINE_JWT_ISSUER: text('DATELINE_JWT_ISSUER', MAX_CLAIM_CHARACTERS),
    DATELINE_JWT_AUDIENCE: text('DATELINE_JWT_AUDIENCE', MAX_CLAIM_CHARACTERS),
    DATELINE_JWT_ROLE_CLAIM: text('DATELINE_JWT_ROLE_CLAIM', MAX_CLAIM_CHARACTERS),
  })
  const limit = ({ setting: name, usual, most }: LimitSetting) =>
    setting<number>(name, usual, amountOrOff(most), `a number from 1 to ${most}, or off`)
  const port = `a port from 0 (any free one) to ${MAX_PORT}`
  const metricsHost = setting('DATELINE_METRICS_HOST', 'localhost', (text) => text, 'a host name or address')
  const metricsPort = setting<number | null>('DATELINE_METRICS_PORT', null, portNumber, port)
  const config: Config = {
    databaseUrl,
    replicaUrl: address('DATABASE_REPLICA_URL'),
    pooled: setting('DATABASE_POOLER', false, poolerMode, 'transaction or none'),
    directUrl: address('DATABASE_DIRECT_URL'),
    dataFolder: setting('DATELINE_DATA', null, (text) => text, 'a folder'),
    host: setting('DATELINE_HOST', 'localhost', (text) => text, 'a host name or address'),
    port: setting('DATELINE_PORT', 4000, portNumber, port),
    metrics: metricsPort === null ? null : { host: metricsHost, port: metricsPort },
    publicUrl: setting(
      'DATELINE_URL',
      null,
      webUrl,
      'an address like https://dateline.example, without a query',
    ),
    workers: setting('DATELINE_WORKERS', 1, workerNumber, `a number from 1 to ${MAX_WORKERS}`),
    sample: setting('DATELINE_SAMPLE', databaseUrl === null, onOrOff, 'on or off'),
    publicRead: setting('DATELINE_PUBLIC_READ', databaseUrl === null, onOrOff, 'on or off'),
    tokens: Array.isArray(tokens) ? null : tokens,
    feed: {
      days: setting(
        'DATELINE_FEED_DAYS',
        7,
        amount(MAX_FEED_DAYS),
        `a number of days from 1 to ${MAX_FEED_DAYS}`,
      ),
      entries: setting(
        'DATELINE_FEED_ENTRIES',
        10_000_000,
        amount(MAX_FEED_ENTRIES),
        `a number of entries from 1 to ${MAX_FEED_ENTRIES}`,
      ),
    },
    webhooks: setting<Reach | null>('DATELINE_WEBHOOKS', 'public', webhookReach, 'public, any or off'),
    persisted: setting('DATELINE_PERSISTED', 'auto', oneOf(PERSISTED_MODES), 'auto, only or off'),
    manifest: setting('DATELINE_MANIFEST', null, (text) => text, 'a file'),
    protection: {
      limits: limitsBy(limit),
      proxies: setting('DATELINE_PROXIES', 0, proxyNumber, `a number from 0 to ${MAX_PROXIES}`),
      origins: setting('DATELINE_ORIGINS', null, originList, 'origins like https://a.example, with commas'),
      introspection: setting('DATELINE_INTROSPECTION', true, onOrOff, 'on or off'),
      suggestions: toExplore('DATELINE_SUGGESTIONS'),
      playground: toExplore('DATELINE_PLAYGROUND'),
      readsByGet: toExplore('DATELINE_GET'),
    },
    logLevel: setting('DATELINE_LOG', 'info', oneOf(LOG_LEVELS), `one of ${LOG_LEVELS.join(', ')}`),
    readableLog: setting('DATELINE_LOG_FORMAT', isTerminal === true, logFormat, 'json or text'),
  }
  if (Array.isArray(tokens)) wrong.push(...tokens.filter((name) => !environment[name]).map(missing))
  if (!environment.DATABASE_URL)
    wrong.push(...BESIDE_DATABASE_URL.filter((name) => environment[name]).map(lonely))
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'))
  return config
}

/** They say more of the database that DATABASE_URL names. */
const BESIDE_DATABASE_URL = ['DATABASE_REPLICA_URL', 'DATABASE_POOLER', 'DATABASE_DIRECT_URL']

const lonely = (name: string) => `${name} needs DATABASE_URL, the address of the database`

const missing = (name: string) => `${name} is missing: tokens need it beside the other DATELINE_JWT_ settings`

const oneOf =
  <T extends string>(values: readonly T[]) =>
  (text: string): T | undefined =>
    values.find((value) => value === text)

const printable = (most: number) => (text: string) =>
  text.length <= most && text.trim() === text && /^\P{C}+$/u.test(text) ? text : undefined

const onOrOff = (text: string) => (text === 'on' ? true : text === 'off' ? false : undefined)

const logFormat = (text: string) => (text === 'text' ? true : text === 'json' ? false : undefined)

const poolerMode = (text: string) => (text === 'transaction' ? true : text === 'none' ? false : undefined)

const webhookReach = (text: string) => (text === 'off' ? null : oneOf(REACHES)(text))

const REACHES = ['public', 'any'] as const satisfies readonly Reach[]

const portNumber = (text: string) =>
  /^\d{1,5}$/.test(text) && Number(text) <= MAX_PORT ? Number(text) : undefined

/** A whole number from 1 on. */
const amount = (most: number) => (text: string) =>
  /^[1-9]\d{0,9}$/.test(text) && Number(text) <= most ? Number(text) : undefined

const amountOrOff = (most: number) => (text: string) =>
  text === 'off' ? Number.POSITIVE_INFINITY : amount(most)(text)

const proxyNumber = (text: string) =>
  /^\d{1,2}$/.test(text) && Number(text) <= MAX_PROXIES ? Number(text) : undefined

const originList = (text: string) => {
  const origins = text.split(',').map((origin) => origin.trim())
  return origins.every((origin) => URL.parse(origin)?.origin === origin) ? origins : undefined
}

/** A number of workers; undefined for what is none. */
export const workerNumber = (text: string) =>
  /^[1-9]\d?$/.test(text) && Number(text) <= MAX_WORKERS ? Number(text) : undefined

const postgresUrl = (text: string) => {
  const url = URL.parse(text)
  return url && /^postgres(ql)?:$/.test(url.protocol) && url.hostname !== '' ? text : undefined
}

const webUrl = (text: string) => {
  const url = URL.parse(text)
  const isPlain = url && /^https?:$/.test(url.protocol) && url.username + url.search + url.hash === ''
  return isPlain ? url.href.replace(/\/+$/, '') : undefined
}

/** An address may hold a password, and a message may end up in a log. */
const secretless = (name: string, text: string) =>
  name.startsWith('DATABASE_') && name.endsWith('URL') ? '…' : text
