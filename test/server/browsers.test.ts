import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestService } from '../support/serve.ts'
import { openSocket } from '../support/web-socket.ts'

const OURS = 'https://desk.example'
const THEIRS = 'https://elsewhere.example'
const open = await openTestService({ publicUrl: 'https://dateline.example' })
const closed = await openTestService({ protection: { origins: [OURS] } })

const ask = (url: string, origin: string, method = 'POST') =>
  fetch(url, {
    method,
    headers: { origin, 'content-type': 'application/json', 'access-control-request-method': 'POST' },
    ...(method === 'POST' && { body: '{"query":"{ __typename }"}' }),
  })

test('pages of all origins may ask unless some are named, and then those alone', async () => {
  const allowed = async (url: string, origin: string, method?: string) =>
    (await ask(url, origin, method)).headers.get('access-control-allow-origin')
  assert.equal(await allowed(open.url, THEIRS), '*')
  for (const method of ['POST', 'OPTIONS']) {
    assert.equal(await allowed(closed.url, OURS, method), OURS)
    assert.equal(await allowed(closed.url, THEIRS, method), null)
  }
})

test('a WebSocket is opened by pages of the named origins, by its own, and by programs', async () => {
  for (const headers of [{ origin: OURS }, { origin: new URL(closed.url).origin }, {}]) {
    const { socket } = await openSocket(closed.url, { headers })
    socket.close()
  }
  await assert.rejects(openSocket(closed.url, { headers: { origin: THEIRS } }), /403/)
})

for (const [what, path, init] of [
  [
    'an answer',
    '/graphql',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' },
  ],
  ['an answer of the long way', '/graphql?query=%7B__typename%7D', {}],
  ['a refusal', '/graphql', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }],
  ['a feed', '/feed/articles.rss', {}],
  ['what is not there', '/nothing', {}],
] as const) {
  test(`${what} is told to browsers as no page, to be framed and run by nobody`, async () => {
    const { headers } = await fetch(new URL(path, open.url), init)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('referrer-policy'), 'no-referrer')
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; frame-ancestors 'none'")
    assert.match(headers.get('strict-transport-security') ?? '', /^max-age=\d{8}$/)
  })
}

test('a service that is not known by https does not ask for it', async () => {
  assert.equal((await fetch(closed.url)).headers.get('strict-transport-security'), null)
})

test('the playground runs its own scripts, by their digests, and asks its own service alone', async () => {
  const page = await fetch(open.url, { headers: { accept: 'text/html' } })
  const policy = page.headers.get('content-security-policy') ?? ''
  assert.match(policy, /script-src 'sha256-[\w+/=]{44}'/)
  assert.match(policy, /connect-src 'self'/)
  assert.doesNotMatch(policy, /script-src[^;]*unsafe|\*/)
})
