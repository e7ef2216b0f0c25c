import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeSigningKey, makeToken, openIssuer, openIssuersTokens } from '../../support/tokens.ts'

const [first, second] = await Promise.all([
  makeSigningKey('first', 'ES256'),
  makeSigningKey('second', 'ES256'),
])

/** A service whose clock a test moves, and an issuer that counts how often it is asked. */
async function open() {
  const issuer = await openIssuer([first])
  const clock = { now: Date.now() }
  const { tokens, warnings } = await openIssuersTokens(issuer, { now: () => clock.now })
  const codeOf = (token: string) =>
    tokens.findActor(token).then(
      () => 'OK',
      ({ extensions }) => extensions.code,
    )
  const pass = (seconds: number) => {
    clock.now += seconds * 1_000
  }
  return { issuer, tokens, warnings, codeOf, pass }
}

let subjects = 0
/** One that was never seen before. */
const fresh = (key = first) => makeToken(key, { sub: `somebody-${++subjects}` })

test('keys are read once for many tokens, and again after ten minutes', async () => {
  const { issuer, codeOf, pass } = await open()
  for (let at = 0; at < 20; at++) assert.equal(await codeOf(await fresh()), 'OK')
  assert.equal(issuer.asked, 1)
  pass(600)
  assert.deepEqual(await Promise.all([codeOf(await fresh()), codeOf(await fresh())]), ['OK', 'OK'])
  assert.equal(issuer.asked, 2)
})

test('a new key of the issuer is found half a minute after the last look, by one request for many tokens', async () => {
  const { issuer, codeOf, pass } = await open()
  issuer.keys = [first, second]
  assert.equal(await codeOf(await fresh(second)), 'UNAUTHENTICATED')
  assert.equal(issuer.asked, 1)
  pass(30)
  const made = await Promise.all(Array.from({ length: 20 }, () => fresh(second)))
  assert.deepEqual(new Set(await Promise.all(made.map(codeOf))), new Set(['OK']))
  assert.equal(issuer.asked, 2)
})

test('made-up keys cause one request in half a minute, however many there are', async () => {
  const { issuer, codeOf, pass } = await open()
  pass(30)
  for (let at = 0; at < 50; at++) {
    const token = await fresh({ ...second, kid: `made-up-${at}` })
    assert.equal(await codeOf(token), 'UNAUTHENTICATED')
  }
  assert.equal(issuer.asked, 2)
})

test('a key that the issuer takes out is good for twenty minutes at most, also for a token in use', async () => {
  const { issuer, codeOf, pass } = await open()
  const inUse = await fresh()
  assert.equal(await codeOf(inUse), 'OK')
  issuer.keys = [second]
  pass(600)
  assert.deepEqual([await codeOf(inUse), await codeOf(await fresh())], ['UNAUTHENTICATED', 'UNAUTHENTICATED'])
})

for (const state of ['AWAY', 'NONSENSE'] as const) {
  test(`an issuer that is ${state} is told of once, and tokens of known keys go on being good`, async () => {
    const { issuer, codeOf, pass, warnings } = await open()
    issuer.state = state
    pass(600)
    assert.equal(await codeOf(await fresh()), 'OK')
    // Of an unknown key it cannot be told whether it is bad.
    assert.equal(await codeOf(await fresh(second)), 'BUSY')
    assert.equal(issuer.asked, 2)
    pass(5)
    assert.equal(await codeOf(await fresh(second)), 'BUSY')
    assert.equal(issuer.asked, 3)
    assert.equal(warnings.length, 1)
    issuer.state = 'OK'
    issuer.keys = [first, second]
    pass(5)
    assert.equal(await codeOf(await fresh(second)), 'OK')
  })
}

test('an issuer that is away at the start is no reason not to start: tokens are told to come again', async () => {
  const issuer = await openIssuer([first])
  issuer.state = 'AWAY'
  const clock = { now: Date.now() }
  const { tokens, warnings } = await openIssuersTokens(issuer, { now: () => clock.now })
  assert.equal(warnings.length, 1)
  const token = await fresh()
  await assert.rejects(tokens.findActor(token), ({ extensions }) => extensions.http.status === 503)
  assert.equal(issuer.asked, 1)
  issuer.state = 'OK'
  clock.now += 5_000
  assert.equal((await tokens.findActor(token)).role, 'EDITOR')
})
