import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pino from 'pino'
import { createApiKeyText, parseApiKey, printApiKey } from '../../db/values/api-key.ts'
import { revokeApiKey } from '../../db/writes/api-key.ts'
import { inTransaction } from '../../db/writes/transaction.ts'
import { post } from '../support/ask.ts'
import { idOf, makeEndedKey, makeKey } from '../support/keys.ts'
import { makeOutlet } from '../support/make.ts'
import { openTestService } from '../support/serve.ts'
import { openStream } from '../support/stream.ts'

let logged = ''
const { url, database } = await openTestService({
  publicRead: false,
  log: pino({ level: 'trace' }, { write: (line) => (logged += line) }),
})
const open = await openTestService()

const QUERY = '{ outlets { totalCount } }'
const ENTRIES = 'subscription { entries { cursor } }'
const reader = await makeKey(database, 'READER')
const other = await makeKey(database, 'READER')

const ask = (authorization: string | undefined, query = QUERY, headers = {}) =>
  post(url, query, { headers: { ...(authorization !== undefined && { authorization }), ...headers } })

const statusOf = async (authorization: string | undefined) => (await ask(authorization)).status

const revoke = (text: string) => inTransaction(database.kysely, (trx) => revokeApiKey(trx, idOf(text)))

// Before the first test: while the file waits between two, the runner may take it for done.
const expired = await makeEndedKey(database, 'ADMIN', 'expires_at')
const revoked = await makeEndedKey(database, 'ADMIN', 'revoked_at')

test('a key opens what nobody else may read, and whoever has none is told what is needed', async () => {
  const answer = await ask(`Bearer ${reader}`)
  assert.equal(answer.status, 200)
  assert.match(await answer.text(), /"totalCount":\d/)

  const refusal = await ask(undefined)
  assert.equal(refusal.status, 401)
  assert.equal(refusal.headers.get('www-authenticate'), 'Bearer')
  assert.deepEqual(await refusal.json(), {
    errors: [
      {
        message: 'This needs an API key, sent as `Authorization: Bearer dl_…`',
        locations: [{ line: 1, column: 3 }],
        path: ['outlets'],
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  })
})

for (const [how, header] of [
  ['in small letters', `bearer ${reader}`],
  ['in capitals', `BEARER ${reader}`],
  ['with more blanks', `Bearer   ${reader}  `],
] as const) {
  test(`the scheme may be written ${how}`, async () => {
    assert.equal(await statusOf(header), 200)
  })
}

const { id = '', secret = '' } = parseApiKey(reader) ?? {}

for (const [what, header] of [
  ['an empty header', ''],
  ['a scheme without a key', 'Bearer'],
  ['a key without a scheme', reader],
  ['another scheme', `Basic ${reader}`],
  ['a key in capitals', `Bearer ${reader.toUpperCase()}`],
  ['an unknown key', `Bearer ${printApiKey(createApiKeyText())}`],
  ['the id of one key with the secret of another', `Bearer dl_${id}_${parseApiKey(other)?.secret}`],
  ['a secret that differs in its last digit', `Bearer ${reader.slice(0, -1)}${reader.endsWith('0') ? 1 : 0}`],
  ['two keys', `Bearer ${reader}, Bearer ${other}`],
  ['two keys after one scheme', `Bearer ${reader} ${other}`],
  ['letters beyond ASCII', 'Bearer dl_\u00e9\u00ff'],
  ['a tab for the blank', `Bearer\t${reader}`],
  ['ten thousand characters', `Bearer dl_${'0'.repeat(10_000)}`],
  ['an expired key', `Bearer ${expired}`],
  ['a revoked key', `Bearer ${revoked}`],
] as const) {
  test(`${what} is refused, in the one sentence for every bad key`, async () => {
    const answer = await ask(header)
    assert.equal(answer.status, 401)
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer')
    assert.deepEqual(await answer.json(), {
      errors: [
        {
          message: 'The API key is not valid; it is sent as `Authorization: Bearer dl_…`',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    })
  })
}

test('of two headers the first counts, as Node reads them', async () => {
  const status = (first: string, second: string) =>
    new Promise((resolve, reject) => {
      const headers = ['host', 'localhost', 'content-type', 'application/json']
      const sent = request(url, {
        method: 'POST',
        headers: [...headers, 'authorization', `Bearer ${first}`, 'authorization', `Bearer ${second}`],
      })
      sent.once('response', (answer) => resolve(answer.resume().statusCode)).once('error', reject)
      sent.end(JSON.stringify({ query: QUERY }))
    })
  assert.equal(await status('nonsense', reader), 401)
  assert.equal(await status(reader, 'nonsense'), 200)
})

test('a bad key is refused before anything is read, also where reading is public', async () => {
  open.database.reads.length = 0
  for (const query of [QUERY, '{ __typename }', '{ no such', ENTRIES]) {
    const answer = await post(open.url, query, { key: printApiKey(createApiKeyText()) })
    assert.equal(answer.status, 401)
  }
  assert.equal((await post(open.url, QUERY)).status, 200)
  assert.equal(open.database.reads.length, 1)
})

test('a refusal has the media type that was asked for', async () => {
  for (const accept of ['application/json', 'application/graphql-response+json', 'text/event-stream']) {
    const answer = await ask('Bearer nonsense', QUERY, { accept })
    assert.equal(answer.status, 401)
    assert.ok(answer.headers.get('content-type')?.startsWith(accept))
    await answer.body?.cancel()
  }
})

test('what is needed to look after the service needs no key, and what is no GraphQL asks for none', async () => {
  const origin = new URL(url).origin
  for (const path of ['/live', '/ready']) {
    const answer = await fetch(`${origin}${path}`, { headers: { authorization: 'Bearer nonsense' } })
    assert.equal(answer.status, 200)
  }
  assert.equal((await fetch(url, { headers: { accept: 'text/html' } })).status, 200)
})

test('a key that is used again and again is looked up once, and refused within two seconds of its end', async () => {
  const key = await makeKey(database, 'READER')
  assert.equal(await statusOf(`Bearer ${key}`), 200)
  await revoke(key)
  const revokedAt = performance.now()
  assert.equal(await statusOf(`Bearer ${key}`), 200)
  while ((await statusOf(`Bearer ${key}`)) === 200) await sleep(50)
  assert.ok(performance.now() - revokedAt < 2_500)
})

test('a remembered key expires to the millisecond', async () => {
  const expiresAt = new Date(Date.now() + 700)
  const key = await makeKey(database, 'READER', { expiresAt: expiresAt.toISOString() })
  assert.equal(await statusOf(`Bearer ${key}`), 200)
  await sleep(expiresAt.getTime() - Date.now())
  assert.equal(await statusOf(`Bearer ${key}`), 401)
})

for (const [end, given, work] of [
  ['is revoked', {}, revoke],
  ['expires', { expiresAt: new Date(Date.now() + 60_000).toISOString() }, expire],
] as const) {
  test(`a stream whose key ${end} ends within five seconds, and that of another key goes on`, async () => {
    const key = await makeKey(database, 'READER', given)
    const [mine, theirs] = [await subscribe(key), await subscribe(other)]
    for (const stream of [mine, theirs]) await stream.next()
    await makeOutlet(database)
    for (const stream of [mine, theirs]) assert.ok((await stream.next())?.data.data.entries.cursor)
    await work(key)
    // Waits for five seconds at the most.
    assert.equal((await mine.next())?.data.errors[0].extensions.code, 'UNAUTHENTICATED')
    assert.equal((await mine.next())?.event, 'complete')
    await makeOutlet(database)
    assert.ok((await theirs.next())?.data.data.entries.cursor)
    theirs.close()
  })
}

const subscribe = (key: string) => openStream(url, ENTRIES, {}, { authorization: `Bearer ${key}` })

async function expire(text: string): Promise<void> {
  await sql`update api_key set expires_at = now() where id = ${idOf(text)}`.execute(database.kysely)
}

test('no secret is in the log, whatever became of the request', async () => {
  await (await ask(`Bearer ${reader}`, `query Marked { outlets { totalCount } }`)).text()
  await ask(`Bearer ${reader}0`)
  await ask(`Bearer ${reader}`, '{ outlets(first: 1000) { totalCount } }')
  assert.match(logged, /Marked/)
  assert.match(logged, /UNAUTHENTICATED/)
  assert.equal(logged.includes(secret), false)
  assert.equal(logged.includes('Bearer'), false)
})
