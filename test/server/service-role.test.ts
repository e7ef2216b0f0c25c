import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { trimFeed } from '../../db/feed/retention.ts'
import { findFunctions, findRelations, grantService, UnfitRole } from '../../db/grant.ts'
import { isCalled, rightsOn } from '../../db/rights.ts'
import { post } from '../support/ask.ts'
import { openAsService, openTestDatabase, serviceUrlOf } from '../support/database.ts'
import { makeKey } from '../support/keys.ts'
import { makeAll } from '../support/make.ts'
import { query } from '../support/postgres.ts'
import { startService } from '../support/process.ts'
import { openReceiver } from '../support/receiver.ts'
import { until } from '../support/until.ts'
import { makeWebhook } from '../support/webhooks.ts'

// What a service does otherwise it does as this role in all tests that open one: support/serve.ts.
const db = await openTestDatabase()
const url = serviceUrlOf(db.url)

test('a process that may change no table serves, records, sends webhooks and ends', async (t) => {
  const service = await startService({ DATABASE_URL: url, DATELINE_WEBHOOKS: 'any', DATELINE_SAMPLE: 'on' })
  t.after(() => service.kill('SIGKILL'))
  assert.ok(service.url, service.output())
  const receiver = await openReceiver()
  await makeWebhook(db, { url: receiver.url })
  const key = await makeKey(db, 'EDITOR')
  const create =
    'mutation { createOutlet(input: { name: "By the role", idempotencyKey: "1" }) { __typename } }'
  const answer = JSON.parse(await (await post(service.url, create, { key })).text())
  assert.deepEqual(answer, { data: { createOutlet: { __typename: 'CreateOutletPayload' } } })
  await until('the message', () => receiver.received.length > 0)
  service.kill('SIGTERM')
  assert.equal(await service.exit, 0)
  assert.doesNotMatch(service.output(), /"level":(50|60)/)
})

test('it trims the feed', async () => {
  await makeAll(db, 'Outlet', [{}, {}, {}])
  const served = openAsService(db)
  try {
    assert.ok((await trimFeed(served, { days: 7, entries: 1 })) >= 2)
  } finally {
    await served.close()
  }
})

test('the past, the schema and what is not its own it cannot change', async () => {
  const refused = [
    "update revision set actor = 'x'",
    'delete from revision',
    'truncate revision',
    'update former_outlet set name = $$x$$',
    'delete from former_claim',
    'delete from kysely_migration',
    "update feed_entry set kind = 'Claim'",
    'update feed_entry set node_id = 1',
    'delete from outlet',
    'delete from api_key',
    'delete from feed_head',
    'update webhook_delivery set status = 200',
    'select from import_point',
    'truncate outlet',
    'create table x ()',
    'create function f() returns int language sql as $$select 1$$',
    'alter table outlet add column x int',
    'drop table outlet',
    'drop view event_figure',
    'alter table outlet disable trigger all',
    'alter function keep_former() reset all',
    'create trigger t after insert on outlet execute function keep_former()',
    'create role x',
    "copy outlet to program 'cat'",
  ]
  for (const statement of refused) await assert.rejects(query(url, statement), { code: '42501' }, statement)
})

test('every table and view of the schema has a line that says what is needed of it', async () => {
  const found = (await findRelations(db.kysely)).filter(({ kind }) => kind !== 'S')
  assert.ok(found.length > 50)
  assert.deepEqual(
    found.filter(({ name }) => rightsOn(name) === null),
    [],
  )
})

test('so has every function, but for triggers and those of extensions', async () => {
  const found = await findFunctions(db.kysely)
  assert.ok(found.length > 30)
  assert.deepEqual(
    found.filter(({ name }) => !isCalled(name)),
    [],
  )
})

test('a table or function that nobody has said anything of is not given', async (t) => {
  await sql`create table unsaid (); create function wipe() returns void language sql security definer as 'truncate unsaid';
    create procedure tidy() language sql as 'truncate unsaid'; create extension dblink;
    revoke execute on function wipe from public`.execute(db.kysely)
  t.after(() =>
    sql`drop function wipe; drop procedure tidy; drop table unsaid; drop extension dblink`.execute(db.kysely),
  )
  await grantService(db.kysely, new URL(url).username)
  for (const statement of ['select from unsaid', 'select wipe()', "select dblink_connect_u('')"])
    await assert.rejects(query(url, statement), { code: '42501' }, statement)
})

test('what a role had beyond that is taken, and a role that is none is told so by name', async (t) => {
  const role = `Röle "${randomBytes(4).toString('hex')}"`
  await sql`create role ${sql.id(role)}`.execute(db.kysely)
  t.after(() => sql`drop owned by ${sql.id(role)}; drop role ${sql.id(role)}`.execute(db.kysely))
  await sql`grant all on revision, outlet to ${sql.id(role)}; grant all on schema public to ${sql.id(role)}`.execute(
    db.kysely,
  )
  for (const _ of ['once', 'again']) await grantService(db.kysely, role)
  const { rows } = await sql`select has_table_privilege(${role}, 'revision', 'update') as revises,
    has_table_privilege(${role}, 'outlet', 'truncate') as empties, has_schema_privilege(${role}, 'public', 'create') as creates,
    has_table_privilege(${role}, 'outlet', 'update') as updates`.execute(db.kysely)
  assert.deepEqual(rows, [{ revises: false, empties: false, creates: false, updates: true }])
  await assert.rejects(grantService(db.kysely, 'nobody'), UnfitRole)
})

test('from the owner of the schema, and whoever may become it, nothing is taken', async (t) => {
  const [owner, member] = ['owner', 'member'].map((name) => `${name}_${randomBytes(4).toString('hex')}`)
  assert.ok(owner && member)
  await sql
    .raw(`create role ${owner}; create role ${member} in role ${owner}; create table owned ();
    alter table owned owner to ${owner}`)
    .execute(db.kysely)
  t.after(() => sql.raw(`drop table owned; drop role ${member}; drop role ${owner}`).execute(db.kysely))
  for (const role of [owner, member, new URL(db.url).username])
    await assert.rejects(grantService(db.kysely, role), UnfitRole, role)
})

test('a schema that is behind is told by what to do, and a role that is none too', async () => {
  const cli = new URL('../../server/cli.ts', import.meta.url).pathname
  const run = (args: string[], DATABASE_URL: string) =>
    promisify(execFile)(process.execPath, [cli, ...args], {
      env: { PATH: process.env.PATH, DATABASE_URL },
    }).then(
      () => assert.fail('It cannot succeed'),
      ({ code, stderr }) => ({ code, stderr }),
    )
  assert.deepEqual(await run(['migrate', '--grant', 'nobody'], db.url), {
    code: 1,
    stderr: "There is no role nobody: create role … login password '…'\n",
  })
  const denied = await run(['migrate'], url)
  assert.equal(denied.code, 1)
  assert.match(denied.stderr, /^permission denied for .+\. What the owner of the schema does, .+\n$/)
  await sql`delete from kysely_migration where name > '0018'`.execute(db.kysely)
  const { code, stderr } = await run(['serve'], url)
  assert.equal(code, 1)
  assert.match(stderr, /dateline -- migrate`/)
  assert.doesNotMatch(stderr, / at /)
  await sql.raw(`revoke usage on schema public from public, ${new URL(url).username}`).execute(db.kysely)
  const outside = await run(['serve'], url)
  assert.equal(outside.code, 1)
  assert.match(
    outside.stderr,
    /^\w+ may use no schema: `npm run dateline -- migrate --grant \w+` as the owner .+\n$/,
  )
})
