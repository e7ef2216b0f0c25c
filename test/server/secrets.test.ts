import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { post } from '../support/ask.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeKey } from '../support/keys.ts'
import { startService } from '../support/process.ts'
import { AUDIENCE, ISSUER, makeSigningKey, makeToken, openIssuer } from '../support/tokens.ts'
import { until } from '../support/until.ts'
import { openSocket, subscribe } from '../support/web-socket.ts'

const CLI = new URL('../../server/cli.ts', import.meta.url).pathname

/** Something secret, which nothing else looks like. */
const canary = () => `canary${randomBytes(12).toString('hex')}`

const role = `role_${randomBytes(6).toString('hex')}`
// Before the database of the test is closed.
after(() => sql`drop role ${sql.id(role)}`.execute(db.kysely))
const db = await openTestDatabase()
const password = canary()
await sql`create role ${sql.id(role)} superuser login password ${sql.lit(password)}`.execute(db.kysely)
const address = new URL(db.url)
Object.assign(address, { username: role, password })

/** All that a process has told, and answered by. */
let told = ''
const secrets: Record<string, string> = { 'the password of the database': password }

/** Sends a request, and keeps what was answered. */
async function say(url: string, query: string, options: Parameters<typeof post>[2] = {}): Promise<string> {
  const answer = await post(url, query, options)
  const text = `${JSON.stringify([...answer.headers])} ${await answer.text()}`
  told += text
  return text
}

/** However a secret may be written. */
const formsOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret)
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
  ]
}

function assertKept(): void {
  for (const [name, secret] of Object.entries(secrets))
    for (const form of formsOf(secret))
      assert.ok(
        !told.includes(form),
        `${name} was told: ${told.slice(told.indexOf(form) - 300).slice(0, 400)}`,
      )
}

const CREATE_WEBHOOK = `mutation ($url: String!, $name: String!) {
  createWebhook(input: { url: $url, name: $name, selection: "subscription { entries { cursor } }" }) {
    ... on CreateWebhookPayload { secret webhook { id } } ... on ValidationError { message }
  }
}`

test('no secret is in a log, a metric or an answer, whatever becomes of the request that brought it', async (t) => {
  const issuer = await openIssuer([await makeSigningKey('one')])
  const [signing] = issuer.keys
  assert.ok(signing)
  const service = await startService({
    DATABASE_URL: address.href,
    DATELINE_LOG: 'trace',
    DATELINE_METRICS_PORT: '0',
    DATELINE_WEBHOOKS: 'any',
    DATELINE_JWT_JWKS: issuer.settings.keys.href,
    DATELINE_JWT_ISSUER: ISSUER,
    DATELINE_JWT_AUDIENCE: AUDIENCE,
  })
  t.after(() => service.kill('SIGKILL'))
  const url = service.url ?? ''
  assert.ok(url, service.output())
  const admin = await makeKey(db, 'ADMIN')
  const [keyless, forged] = [`${admin.slice(0, 20)}${canary()}`, canary()]
  const token = await makeToken(signing)
  Object.assign(secrets, {
    'a key': admin.split('_')[2],
    'a key that is none': keyless.slice(20),
    'a token': token.split('.')[2],
    'a token that is none': forged,
    'a value': canary(),
    'a literal': canary(),
    'what a WebSocket says of itself': canary(),
    'a query string': canary(),
    'a header of somebody else': canary(),
  })
  for (const key of [admin, keyless, token, `${token.slice(0, -30)}${forged}`, forged]) {
    await say(url, '{ apiVersion: __typename outlets { totalCount } }', { key })
    await say(url, '{ outlets { nobody } }', { key })
    await say(url, '{ outlets {', { key })
    const caller = await openSocket(url)
    caller.send({
      type: 'connection_init',
      payload: { authorization: `Bearer ${key}`, more: secrets['what a WebSocket says of itself'] },
    })
    caller.send(
      subscribe('1', 'query ($v: Int) { outlets(first: $v) { totalCount } }', { v: secrets['a value'] }),
    )
    told += JSON.stringify([await caller.next(), await caller.next()]).replaceAll(
      String(secrets['a value']),
      '',
    )
    caller.socket.close()
  }
  const headers = {
    cookie: `session=${secrets['a header of somebody else']}`,
    'x-api-key': `${secrets['a header of somebody else']}`,
  }
  await say(url, '{ outlets { totalCount } }', { key: admin, headers })
  await say(`${url}?access_token=${secrets['a query string']}`, '{ outlets { totalCount } }', { key: admin })
  await say(`${url}/${'x'.repeat(9)}?key=${secrets['a query string']}`, '{ outlets { totalCount } }')

  // What PostgreSQL refuses it shows as a whole row.
  const made = JSON.parse(
    await (
      await post(url, CREATE_WEBHOOK, { key: admin, variables: { url: 'http://127.0.0.1:1/', name: 'one' } })
    ).text(),
  )
  secrets["a webhook's secret"] = made.data.createWebhook.secret.slice('whsec_'.length)
  await sql`alter table webhook add constraint refused check (false) not valid`.execute(db.kysely)
  const refused = await say(url, CREATE_WEBHOOK, {
    key: admin,
    variables: { url: 'http://127.0.0.1:1/', name: 'refused' },
  })
  assert.match(refused, /INTERNAL_ERROR|Unexpected/)
  // Of two kinds: an error that a resolver threw, and one of PostgreSQL as it came.
  await until('it is in the log', () => service.output().includes('"type":"GraphQLError"'))
  await until('so is this', () => service.output().includes('"type":"DatabaseError"'))
  // The refused webhook's secret nobody knows: no row is in the log at all.
  assert.doesNotMatch(service.output(), /Failing row|whsec_/)

  await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${role}`.execute(db.kysely)
  await say(url, '{ outlets { totalCount } }', { key: admin })
  const metrics = /"metrics":"([^"]+)"/.exec(service.output())?.[1]
  assert.ok(metrics)
  told += await (await fetch(metrics)).text()
  service.kill('SIGTERM')
  assert.equal(await service.exit, 0)
  told += service.output()
  assertKept()
})

test('the commands tell no password, whatever is wrong with an address', async () => {
  const run = promisify(execFile)
  for (const command of ['serve', 'migrate', 'doctor', 'key list', 'export /nowhere/file']) {
    for (const at of [
      `${role}:${password}@127.0.0.1:1/x`,
      `${role}:${password}@nowhere.invalid/x`,
      `${role}:${password}@:x`,
    ]) {
      const asked = run(process.execPath, [CLI, ...command.split(' ')], {
        env: { PATH: process.env.PATH, DATABASE_URL: `postgres://${at}` },
        timeout: 30_000,
      })
      const { code, stdout, stderr } = await asked.then(
        () => assert.fail('It cannot succeed'),
        (error) => error,
      )
      assert.ok(code > 0, `${command} ${code}`)
      assert.ok(stdout + stderr, command)
      told += stdout + stderr
    }
  }
  assertKept()
})
