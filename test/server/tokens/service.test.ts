import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { query } from '../../db/writes/saving.ts'
import { post } from '../../support/ask.ts'
import { makeKey } from '../../support/keys.ts'
import { openTestService } from '../../support/serve.ts'
import { openStream } from '../../support/stream.ts'
import {
  makeSigningKey,
  makeToken,
  openIssuer,
  openIssuersTokens,
  secondsFromNow,
} from '../../support/tokens.ts'
import { connect, openSocket, subscribe } from '../../support/web-socket.ts'

let logged = ''
const log = pino({ level: 'trace' }, { write: (line) => (logged += line) })
const key = await makeSigningKey('one', 'ES256')
const issuer = await openIssuer([key])
const { tokens } = await openIssuersTokens(issuer)
const { url, database } = await openTestService({ publicRead: false, tokens, log })
const limited = await openTestService({
  tokens,
  protection: { limits: { keyRate: 30, keySubscriptions: 1 } },
})
const away = await openIssuer([key])
away.state = 'AWAY'
const waiting = await openTestService({ tokens: (await openIssuersTokens(away)).tokens })
const without = await openTestService()

const QUERY = '{ outlets { totalCount } }'
const ENTRIES = 'subscription { entries { cursor } }'
const CREATE =
  'mutation ($input: CreateOutletInput!) { createOutlet(input: $input) { ... on CreateOutletPayload { node { revisions { nodes { actor } } } } ... on Error { code } } }'
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const good = await makeToken(key, { role: 'reader' })
const editor = await makeToken(key, { sub: 'auth0|bob' })
const bad = await makeToken(key, { aud: 'elsewhere' })

for (const [way, mark] of [
  ['short', ''],
  ['long', '?'],
] as const) {
  test(`on the ${way} way a token opens what nobody else may read, in its role and no higher`, async () => {
    const ask = (text: string, token: string) =>
      post(`${url}${mark}`, text, { key: token, variables: { input: { name: way } } })
    assert.match(await (await ask(QUERY, good)).text(), /"totalCount":\d/)
    const forbidden = await ask(CREATE, good)
    assert.equal(forbidden.status, 403)
    const refusal = await ask(QUERY, bad)
    assert.equal(refusal.status, 401)
    assert.equal(refusal.headers.get('www-authenticate'), 'Bearer')
    assert.deepEqual(await refusal.json(), {
      errors: [
        {
          message: 'The token is for another audience (aud)',
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    })
  })

  test(`on the ${way} way a token is told to come again while the keys of its issuer are away`, async () => {
    const answer = await post(`${waiting.url}${mark}`, QUERY, { key: good })
    assert.equal(answer.status, 503)
    assert.equal(answer.headers.get('retry-after'), '5')
    assert.equal((await answer.json()).errors[0].extensions.code, 'BUSY')
    // Keys need no issuer.
    const own = await makeKey(waiting.database, 'READER')
    assert.equal((await post(`${waiting.url}${mark}`, QUERY, { key: own })).status, 200)
  })
}

test('the history names the subject of a token as who made a change, and that is the name of no key', async () => {
  const answer = await post(url, CREATE, { key: editor, variables: { input: { name: 'By a token' } } })
  assert.match(await answer.text(), /"actor":"jwt:auth0\|bob"/)
})

test('an idempotency key is of its subject, whichever token it comes with', async () => {
  const variables = { input: { name: 'Once', idempotencyKey: 'once' } }
  const again = await makeToken(key, { sub: 'auth0|bob', exp: secondsFromNow(1_800) })
  const other = await makeToken(key, { sub: 'auth0|eve' })
  for (const token of [editor, again, other]) await post(url, CREATE, { key: token, variables })
  const found = await query(database, `select count(*)::int from outlet where name = 'Once'`)
  assert.deepEqual(found, [{ count: 2 }])
})

test('a service that takes no tokens refuses them as it refuses bad keys', async () => {
  const answer = await post(without.url, QUERY, { key: good })
  assert.equal(answer.status, 401)
  assert.match(await answer.text(), /The API key is not valid/)
})

test('rates and subscriptions are counted by subject, whichever of its tokens they come with', async () => {
  const [one, two] = [await makeToken(key, { jti: '1' }), await makeToken(key, { jti: '2' })]
  const PAGE = '{ articles(first: 6) { nodes { id } } }'
  const statuses: number[] = []
  for (const token of [one, two, one, two])
    statuses.push((await post(limited.url, PAGE, { key: token })).status)
  assert.deepEqual(statuses, [200, 200, 200, 429])
  const [three, four] = [
    await makeToken(key, { sub: 'carol', jti: '3' }),
    await makeToken(key, { sub: 'carol', jti: '4' }),
  ]
  const stream = await openStream(limited.url, ENTRIES, {}, bearer(three))
  assert.ok(await stream.next())
  const refused = await post(limited.url, ENTRIES, {
    key: four,
    headers: { accept: 'text/event-stream' },
  })
  assert.match(await refused.text(), /TOO_MANY_SUBSCRIPTIONS/)
  stream.close()
})

test('a stream ends within five seconds of the expiry of its token, with the code of a key that has ended', async () => {
  const exp = secondsFromNow(1)
  const stream = await openStream(url, ENTRIES, {}, bearer(await makeToken(key, { exp })))
  assert.ok((await stream.next())?.data.data.entries.cursor)
  const other = await openStream(url, ENTRIES, {}, bearer(good))
  await other.next()
  const last = await stream.next()
  assert.equal(last?.data.errors[0].extensions.code, 'UNAUTHENTICATED')
  assert.equal(last?.data.errors[0].message, 'The token has expired')
  assert.ok(Date.now() < (exp + 5) * 1_000)
  assert.equal((await stream.next())?.event, 'complete')
  other.close()
})

test('a WebSocket is opened by a token in its header or in connection_init', async () => {
  for (const options of [{ headers: bearer(good) }, { payload: bearer(good) }]) {
    const caller = await connect(url, options)
    caller.send(subscribe('1', QUERY))
    assert.ok((await caller.next())?.payload.data.outlets.totalCount > 0)
    caller.socket.close()
  }
  await assert.rejects(openSocket(url, { headers: bearer(bad) }), /response: 401/)
  await assert.rejects(openSocket(waiting.url, { headers: bearer(good) }), /response: 503/)
})

test('a WebSocket with a bad token is closed with 4401 and why; with 1013 while it cannot be told', async () => {
  for (const [service, token, code, reason] of [
    [url, bad, 4401, /^The token is for another audience \(aud\)$/],
    [url, `${good}x`, 4401, /^The token is not signed by a key that is known here$/],
    [waiting.url, good, 1013, /try again/],
  ] as const) {
    const caller = await openSocket(service)
    caller.send({ type: 'connection_init', payload: bearer(token) })
    const closed = await caller.closed()
    assert.equal(closed.code, code)
    assert.match(closed.reason, reason)
  }
})

test('a WebSocket is closed within five seconds of the expiry of its token', async () => {
  const exp = secondsFromNow(1)
  const caller = await connect(url, { payload: bearer(await makeToken(key, { exp })) })
  caller.send(subscribe('1', ENTRIES))
  assert.deepEqual(await caller.closed(), { code: 4401, reason: 'The token has expired' })
  assert.ok(Date.now() < (exp + 5) * 1_000)
})

test('nothing of a token is in the log, good or bad', async () => {
  await post(url, `query Marked ${QUERY}`, { key: good })
  await post(url, QUERY, { key: bad })
  assert.match(logged, /Marked/)
  for (const token of [good, bad, editor])
    for (const part of token.split('.').slice(1)) assert.equal(logged.includes(part), false)
})
