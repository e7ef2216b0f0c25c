import assert from 'node:assert/strict'
import test from 'node:test'
import { ConfigError, readConfig } from '../../server/config.ts'
import { LIMIT_NAMES, LIMITS } from '../../server/limits/limits.ts'
import { OPEN } from '../../server/protection.ts'

test('without a setting the service is embedded, on port 4000 of this machine, with the sample data', () => {
  assert.deepEqual(readConfig({}, false), {
    databaseUrl: null,
    replicaUrl: null,
    pooled: false,
    directUrl: null,
    dataFolder: null,
    host: 'localhost',
    port: 4000,
    metrics: null,
    publicUrl: null,
    workers: 1,
    sample: true,
    publicRead: true,
    tokens: null,
    feed: { days: 7, entries: 10_000_000 },
    persisted: 'auto',
    manifest: null,
    webhooks: 'public',
    protection: OPEN,
    logLevel: 'info',
    readableLog: false,
  })
})

test('an external database is not filled with the sample data unless that is asked for', () => {
  const DATABASE_URL = 'postgres://dateline@db.example/dateline'
  assert.equal(readConfig({ DATABASE_URL }, false).sample, false)
  assert.equal(readConfig({ DATABASE_URL, DATELINE_SAMPLE: 'on' }, false).sample, true)
})

test('reading an external database needs a key unless it is said to be public', () => {
  const DATABASE_URL = 'postgres://dateline@db.example/dateline'
  assert.equal(readConfig({ DATABASE_URL }, false).publicRead, false)
  assert.equal(readConfig({ DATABASE_URL, DATELINE_PUBLIC_READ: 'on' }, false).publicRead, true)
  assert.equal(readConfig({ DATELINE_PUBLIC_READ: 'off' }, false).publicRead, false)
})

test('the log is for reading on a terminal, and JSON elsewhere', () => {
  assert.equal(readConfig({}, true).readableLog, true)
  assert.equal(readConfig({ DATELINE_LOG_FORMAT: 'json' }, true).readableLog, false)
})

test('an empty setting counts as none', () => {
  assert.equal(readConfig({ DATELINE_PORT: '' }, false).port, 4000)
})

for (const [name, text] of [
  ['DATELINE_PORT', '65536'],
  ['DATELINE_PORT', '80x'],
  ['DATELINE_PORT', '-1'],
  ['DATELINE_WORKERS', '0'],
  ['DATELINE_WORKERS', '21'],
  ['DATELINE_WORKERS', 'all'],
  ['DATELINE_SAMPLE', 'yes'],
  ['DATABASE_POOLER', 'session'],
  ['DATABASE_DIRECT_URL', 'db.example'],
  ['DATELINE_PUBLIC_READ', 'true'],
  ['DATELINE_JWT_ISSUER', ' https://issuer.example'],
  ['DATELINE_FEED_DAYS', '0'],
  ['DATELINE_FEED_DAYS', '3651'],
  ['DATELINE_FEED_ENTRIES', '1e6'],
  ['DATELINE_FEED_ENTRIES', '1000000001'],
  ['DATELINE_WEBHOOKS', 'on'],
  ['DATELINE_PERSISTED', 'always'],
  ['DATELINE_LOG', 'loud'],
  ['DATELINE_MAX_DEPTH', '0'],
  ['DATELINE_MAX_DEPTH', '101'],
  ['DATELINE_MAX_BODY', '1 MiB'],
  ['DATELINE_KEY_RATE', 'none'],
  ['DATELINE_PROXIES', '11'],
  ['DATELINE_ORIGINS', 'https://a.example/'],
  ['DATELINE_ORIGINS', '*'],
  ['DATELINE_INTROSPECTION', 'false'],
  ['DATELINE_LOG_FORMAT', 'xml'],
  ['DATABASE_URL', 'mysql://db.example/dateline'],
  ['DATABASE_URL', 'db.example'],
  ['DATELINE_URL', 'dateline.example'],
  ['DATELINE_URL', 'https://dateline.example/?a=b'],
  ['DATELINE_URL', 'ftp://dateline.example'],
] as const) {
  test(`${name}=${text} is refused with its name and its text`, () => {
    assert.throws(
      () => readConfig({ [name]: text }, false),
      (error) =>
        error instanceof ConfigError &&
        error.message.includes(
          `${name} is "${name.startsWith('DATABASE_') && name.endsWith('_URL') ? '…' : text}"; it must be`,
        ),
    )
  })
}

test('what is said of an external database needs its address', () => {
  const url = 'postgres://dateline@db.example/dateline'
  const settings = { DATABASE_REPLICA_URL: url, DATABASE_POOLER: 'transaction', DATABASE_DIRECT_URL: url }
  for (const [name, text] of Object.entries(settings)) {
    assert.throws(
      () => readConfig({ [name]: text }, false),
      new RegExp(`^ConfigError: ${name} needs DATABASE_URL`),
    )
  }
  const { replicaUrl, pooled, directUrl } = readConfig({ DATABASE_URL: url, ...settings }, false)
  assert.deepEqual({ replicaUrl, pooled, directUrl }, { replicaUrl: url, pooled: true, directUrl: url })
})

test('an external database is explored by its schema alone unless more is said', () => {
  const DATABASE_URL = 'postgres://dateline@db.example/dateline'
  const { introspection, suggestions, playground, readsByGet } = readConfig(
    { DATABASE_URL },
    false,
  ).protection
  assert.deepEqual([introspection, suggestions, playground, readsByGet], [true, false, false, false])
  assert.equal(readConfig({ DATABASE_URL, DATELINE_GET: 'on' }, false).protection.readsByGet, true)
})

test('every limit is set by its name, or off', () => {
  for (const name of LIMIT_NAMES) {
    const { setting, most } = LIMITS[name]
    const read = (text: string) => readConfig({ [setting]: text }, false).protection.limits
    assert.deepEqual(read('off'), { ...OPEN.limits, [name]: Number.POSITIVE_INFINITY })
    assert.equal(read(`${most}`)[name], most)
    assert.throws(() => read(`${most + 1}`), ConfigError)
  }
})

const TOKENS = {
  DATELINE_JWT_JWKS: 'https://issuer.example/keys',
  DATELINE_JWT_ISSUER: 'https://issuer.example/',
  DATELINE_JWT_AUDIENCE: 'dateline',
}

test('tokens are taken by three settings that go together; the role is in the claim role unless said otherwise', () => {
  assert.deepEqual(readConfig(TOKENS, false).tokens, {
    keys: new URL('https://issuer.example/keys'),
    issuer: 'https://issuer.example/',
    audience: 'dateline',
    roleClaim: 'role',
  })
  const roleClaim = { DATELINE_JWT_ROLE_CLAIM: 'https://dateline.example/role' }
  const named = readConfig({ ...TOKENS, ...roleClaim }, false).tokens
  assert.equal(named?.roleClaim, roleClaim.DATELINE_JWT_ROLE_CLAIM)
  for (const missing of ['DATELINE_JWT_JWKS', 'DATELINE_JWT_ISSUER', 'DATELINE_JWT_AUDIENCE'])
    assert.throws(
      () => readConfig({ ...TOKENS, [missing]: '' }, false),
      new RegExp(`^ConfigError: ${missing} is missing`),
    )
  assert.throws(() => readConfig(roleClaim, false), /JWKS is missing.*\n.*ISSUER is missing.*\n.*AUDIENCE is/)
})

test('the keys of an issuer come by https, from this machine, or from a file that is there', () => {
  const read = (text: string) => readConfig({ ...TOKENS, DATELINE_JWT_JWKS: text }, false).tokens?.keys.href
  assert.equal(read('http://localhost:8080/keys'), 'http://localhost:8080/keys')
  assert.match(read('package.json') ?? '', /^file:.*package\.json$/)
  for (const text of [
    'http://issuer.example/keys',
    'https://me:it@issuer.example/',
    'no-such-file',
    'server',
  ])
    assert.throws(() => read(text), /^ConfigError: DATELINE_JWT_JWKS is ".*"; it must be an address by https/)
})

test('origins are named with commas', () => {
  const { origins } = readConfig(
    { DATELINE_ORIGINS: 'https://a.example, http://localhost:3000' },
    false,
  ).protection
  assert.deepEqual(origins, ['https://a.example', 'http://localhost:3000'])
})

test('every wrong setting is named at once', () => {
  assert.throws(
    () => readConfig({ DATELINE_PORT: 'x', DATELINE_SAMPLE: 'x' }, false),
    /DATELINE_PORT.*\n.*DATELINE_SAMPLE/,
  )
})

test('the address of the service is kept without a slash at its end, whatever path it has', () => {
  const read = (text: string) => readConfig({ DATELINE_URL: text }, false).publicUrl
  assert.equal(read('https://dateline.example'), 'https://dateline.example')
  assert.equal(read('https://dateline.example/news/'), 'https://dateline.example/news')
})

test('a password in a wrong address is not shown', () => {
  assert.throws(
    () => readConfig({ DATABASE_URL: 'mysql://me:hunter2@db.example/x' }, false),
    (error) => error instanceof Error && !error.message.includes('hunter2'),
  )
})
