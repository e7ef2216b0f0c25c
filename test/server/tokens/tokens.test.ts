import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { exportSPKI, type JWTPayload } from 'jose'
import { openTokens } from '../../../server/tokens.ts'
import {
  AUDIENCE,
  ISSUER,
  joinToken,
  makeSigningKey,
  makeToken,
  openIssuer,
  openIssuersTokens,
  secondsFromNow,
} from '../../support/tokens.ts'

const [rsa, ec, ed, stranger] = await Promise.all([
  makeSigningKey('rsa'),
  makeSigningKey('ec', 'ES256'),
  makeSigningKey('ed', 'EdDSA'),
  makeSigningKey('rsa'),
])
const ps = await makeSigningKey('ps', 'PS256')
const issuer = await openIssuer([rsa, ec, ed])
const { tokens } = await openIssuersTokens(issuer)
const secret = await exportSPKI(rsa.publicKey)

for (const key of [rsa, ec, ed]) {
  test(`a token by ${key.alg} names its subject, in its role, until its end`, async () => {
    const exp = secondsFromNow(60)
    assert.deepEqual(await tokens.findActor(await makeToken(key, { exp })), {
      name: 'jwt:alice',
      keyId: 'jwt:alice',
      role: 'EDITOR',
      expiresAt: (exp + 3) * 1_000,
    })
  })
}

const refused = (token: string) =>
  tokens.findActor(token).then(
    ({ name }) => `it was taken: ${name}`,
    ({ extensions, message }) => `${extensions.code}: ${message}`,
  )

const claims = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', role: 'admin', exp: secondsFromNow(60) }

test('a token is of one of three algorithms, whatever it says of itself', async () => {
  const unreadable = /^UNAUTHENTICATED: The token is no JWT that is signed by RS256, ES256 or EdDSA/
  const header = { alg: 'HS256', kid: 'rsa' }
  const signed = joinToken(header, claims).slice(0, -1)
  // Signed with what everybody knows, as a secret.
  const confused = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
  for (const token of [
    joinToken({ alg: 'none' }, claims),
    joinToken({ alg: 'none', kid: 'rsa' }, claims, 'AAAA'),
    joinToken({ alg: 'NonE' }, claims),
    confused,
    await makeToken(ps),
    joinToken({ alg: 'RS256', kid: 'rsa', crit: ['x'], x: 1 }, claims, 'AAAA'),
    joinToken({ kid: 'rsa' }, claims, 'AAAA'),
    'a.b.c',
    '..',
  ])
    assert.match(await refused(token), unreadable)
})

test('a token of 16,384 characters is read, one of 20 KB is not looked at', async () => {
  const padding = async (length: number) => makeToken(ec, { padding: 'x'.repeat(length) })
  const spare = 16_384 - (await padding(3_000)).length
  const long = await padding(3_000 + Math.floor((spare * 3) / 4) - 2)
  assert.ok(long.length > 16_300 && long.length <= 16_384, String(long.length))
  assert.equal((await tokens.findActor(long)).name, 'jwt:alice')
  const asked = issuer.asked
  assert.match(await refused(await makeToken(stranger, { padding: 'x'.repeat(15_000) })), /16,384 characters/)
  assert.equal(issuer.asked, asked)
})

test('a token that is signed by another key, or changed, is refused', async () => {
  const good = await makeToken(rsa)
  const [header, , signature] = good.split('.')
  const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`
  for (const token of [
    await makeToken(stranger),
    forged,
    `${good.slice(0, -8)}AAAAAAAA`,
    // Its algorithm is another than that of the key which it names.
    await makeToken({ ...ec, kid: 'rsa' }),
    await makeToken({ ...rsa, kid: 'nobody' }),
  ])
    assert.match(
      await refused(token),
      /^UNAUTHENTICATED: The token is not signed by a key that is known here$/,
    )
})

for (const [what, given, words] of [
  ['of another issuer', { iss: 'https://issuer.example' }, 'The token is of another issuer (iss)'],
  ['without an issuer', { iss: undefined }, 'The token is of another issuer (iss)'],
  ['for another audience', { aud: 'elsewhere' }, 'The token is for another audience (aud)'],
  ['for other audiences', { aud: ['elsewhere', 'there'] }, 'The token is for another audience (aud)'],
  ['without an audience', { aud: undefined }, 'The token is for another audience (aud)'],
  ['that has expired', { exp: secondsFromNow(-10) }, 'The token has expired'],
  ['that never expires', { exp: undefined }, 'The token has no expiry (exp)'],
  ['that holds from later on', { nbf: secondsFromNow(60) }, 'The token holds from a later time on (nbf)'],
  ['of nobody', { sub: undefined }, 'The token names nobody: sub is 1 to 255 characters'],
  ['of an empty name', { sub: '' }, 'The token names nobody'],
  ['of a blank', { sub: ' alice' }, 'The token names nobody'],
  ['of a name with U+0000', { sub: 'al\u0000ice' }, 'The token names nobody'],
  ['of a name with half of a surrogate pair', { sub: 'al\ud800ice' }, 'The token names nobody'],
  ['of a name that turns the writing round', { sub: 'al\u202eice' }, 'The token names nobody'],
  ['of a name of two lines', { sub: 'al\u2028ice' }, 'The token names nobody'],
  ['of a name of 256 characters', { sub: '𝔞'.repeat(256) }, 'The token names nobody'],
  ['without a role', { role: undefined }, 'The token has no role: reader, editor or admin'],
  ['in a role that there is not', { role: 'owner' }, 'The token has no role'],
  ['in a role in capitals', { role: 'ADMIN' }, 'The token has no role'],
  ['in a role that is an object', { role: { admin: true } }, 'The token has no role'],
  ['in no role of a list', { role: ['owner', 7] }, 'The token has no role'],
] as [string, JWTPayload, string][]) {
  test(`a token ${what} is refused in words that say so, and hold nothing of it`, async () => {
    const told = await refused(await makeToken(ec, given))
    assert.ok(told.startsWith(`UNAUTHENTICATED: ${words}`), told)
    assert.ok(Buffer.byteLength(told.slice('UNAUTHENTICATED: '.length)) <= 123)
    for (const value of ['elsewhere', 'owner', 'alice']) assert.equal(told.includes(value), false)
  })
}

test('an expiry that is no number, or beyond all numbers, is refused', async () => {
  for (const exp of ['tomorrow', null, 1.7e308 * 10])
    assert.match(await refused(await makeToken(ec, JSON.parse(JSON.stringify({ exp })))), /exp|form/)
  // JSON can say what JSON.stringify does not.
  const text = JSON.stringify({ ...claims, exp: 0 }).replace('"exp":0', '"exp":1e400')
  const { CompactSign } = await import('jose')
  const token = await new CompactSign(Buffer.from(text))
    .setProtectedHeader({ alg: 'ES256', kid: 'ec' })
    .sign(ec.privateKey)
  assert.match(await refused(token), /no expiry/)
})

test('clocks may be three seconds apart, and no more', async () => {
  let now = Date.now()
  const { tokens: here } = await openIssuersTokens(issuer, { now: () => now })
  const token = await makeToken(ec, { nbf: Math.floor(now / 1_000) + 3, exp: Math.floor(now / 1_000) + 10 })
  assert.equal((await here.findActor(token)).role, 'EDITOR')
  now = (Math.floor(now / 1_000) + 13) * 1_000 - 1
  assert.equal((await here.findActor(token)).role, 'EDITOR')
  now += 1
  await assert.rejects(here.findActor(token), /The token has expired/)
  await assert.rejects(here.findActor(await makeToken(ec, { nbf: Math.floor(now / 1_000) + 4 })), /nbf/)
})

test('of a list of roles the highest counts, and others in it are nothing to us', async () => {
  for (const [role, read] of [
    [['reader'], 'READER'],
    [['auditor', 'reader', 'admin', 'editor'], 'ADMIN'],
  ] as const)
    assert.equal((await tokens.findActor(await makeToken(ec, { role }))).role, read)
})

test('the role is in the claim that the settings name', async () => {
  const roleClaim = 'https://dateline.example/role'
  const { tokens: others } = await openIssuersTokens({
    ...issuer,
    settings: { ...issuer.settings, roleClaim },
  })
  assert.equal((await others.findActor(await makeToken(ec, { [roleClaim]: 'admin' }))).role, 'ADMIN')
  await assert.rejects(others.findActor(await makeToken(ec)), /no role/)
})

test('a subject may be in any script, of 255 characters', async () => {
  const sub = `${'𝔞'.repeat(249)} علی|王`
  assert.equal((await tokens.findActor(await makeToken(ec, { sub }))).name, `jwt:${sub}`)
})

test('keys of a file are taken too, and one without keys stops the start', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-keys-'))
  t.after(() => rm(folder, { recursive: true }))
  const file = join(folder, 'keys.json')
  const settings = { ...issuer.settings, keys: pathToFileURL(file) }
  const options = { onWarning: () => {} }
  await assert.rejects(openTokens(settings, options), /DATELINE_JWT_JWKS/)
  await writeFile(file, '{"keys": 7}')
  await assert.rejects(openTokens(settings, options), /^TokenKeysFailure: DATELINE_JWT_JWKS names a file/)
  await writeFile(file, JSON.stringify({ keys: [ed.jwk] }))
  const own = await openTokens(settings, options)
  assert.equal((await own.findActor(await makeToken(ed))).name, 'jwt:alice')
  await assert.rejects(own.findActor(await makeToken(ec)), /not signed by a key/)
})
