import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { checkClock } from '../../db/doctor/server.ts'
import { grantService } from '../../db/grant.ts'
import { openDatabase } from '../../db/open.ts'
import { type DoctorOptions, runDoctor } from '../../server/commands/doctor.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeKey } from '../support/keys.ts'
import { makeOutlet } from '../support/make.ts'
import { hasPgBouncer, openPgBouncer } from '../support/pgbouncer.ts'

const database = await openTestDatabase()
await makeOutlet(database)

async function examine(of: Database = database, given: Partial<DoctorOptions> = {}) {
  let text = ''
  const out = { write: (part: string) => (text += part) }
  const code = await runDoctor({
    database: of,
    replica: null,
    embedded: false,
    folder: null,
    workers: 1,
    out,
    ...given,
  })
  return { code, text }
}

/** The database as a role of its own sees it, which has what the service needs but for what is said, which is gone after the test. */
async function openAs(
  t: { after: (work: () => Promise<void>) => void },
  rights: (role: string) => string[] = () => [],
) {
  const role = `doctor_${randomBytes(4).toString('hex')}`
  await sql.raw(`create role ${role} login password 'a-secret'`).execute(database.kysely)
  await grantService(database.kysely, role)
  for (const statement of rights(role)) await sql.raw(statement).execute(database.kysely)
  const url = new URL(database.url)
  url.username = role
  url.password = 'a-secret'
  const opened = openDatabase(url.href)
  t.after(async () => {
    await opened.close()
    await sql.raw(`reassign owned by ${role} to current_user`).execute(database.kysely)
    await sql.raw(`drop owned by ${role}`).execute(database.kysely)
    await sql.raw(`drop role ${role}`).execute(database.kysely)
  })
  return { ...opened, url: url.href }
}

test('a sound deployment without a key of an admin is warned of that, and then of nothing', async (t) => {
  const service = await openAs(t)
  const without = await examine(service)
  assert.equal(without.code, 0)
  assert.match(
    without.text,
    /^warn {1,}admin key +none holds: dateline key create --name NAME --role admin$/m,
  )
  await makeKey(database, 'ADMIN')
  const { code, text } = await examine(service)
  assert.equal(code, 0)
  assert.deepEqual(text.match(/^(warn|fail).*$/gm), null, text)
  for (const check of [
    'database',
    'PostgreSQL',
    'durability',
    'characters',
    'clock',
    'listening',
    'migrations',
    'rights',
    'feed',
  ])
    assert.match(text, new RegExp(`^ok +${check} `, 'm'))
})

test('a role that may change the schema is warned of, but for the embedded database', async () => {
  assert.match((await examine()).text, /^warn +rights +\w+ is a superuser: /m)
  assert.match((await examine(database, { embedded: true })).text, /^ok +rights/m)
})

test('a right that is missing fails by its name', async (t) => {
  const service = await openAs(t, (role) => [`revoke update on feed_head from ${role}`])
  const { code, text } = await examine(service)
  assert.equal(code, 1)
  assert.match(text, /^fail +rights +\w+ lacks update on feed_head: /m)
})

test('a right on a column alone is looked for, and fails by its name', async (t) => {
  const service = await openAs(t, (role) => [`revoke update (seq) on feed_entry from ${role}`])
  assert.match((await examine(service)).text, /^fail +rights +\w+ lacks update \(seq\) on feed_entry: /m)
})

for (const { more, found } of [
  {
    more: 'grant update, truncate on revision to',
    found: 'needs no truncate on revision and 1 more: dateline migrate',
  },
  { more: 'grant update on feed_entry to', found: 'needs no update on feed_entry: dateline migrate' },
  { more: 'grant select on import_point to', found: 'needs no select on import_point: dateline migrate' },
  { more: 'grant pg_write_all_data to', found: 'needs no delete on api_key and \\d+ more: dateline migrate' },
  { more: 'grant update (actor) on revision to', found: 'needs no update on revision: dateline migrate' },
  {
    more: 'grant update on sequence outlet_id_seq to',
    found: 'needs no update on outlet_id_seq: dateline migrate',
  },
  { more: 'grant create on schema public to', found: 'may change the schema: serve as' },
  { more: 'alter table import_point owner to', found: 'may change the schema: serve as' },
  { more: 'grant pg_read_server_files to', found: 'may reach the files of the server: serve as' },
])
  test(`a right too many is warned of: ${more} it`, async (t) => {
    const service = await openAs(t, (role) => [`${more} ${role}`])
    const { code, text } = await examine(service)
    assert.equal(code, 0)
    assert.match(text, new RegExp(`^warn +rights +\\w+ ${found}`, 'm'))
  })

test('a role that may become the owner, though it has none of its rights as it is, is warned of', async (t) => {
  const owner = `owner_${randomBytes(4).toString('hex')}`
  const service = await openAs(t, (role) => [
    `create role ${owner}`,
    `alter table import_point owner to ${owner}`,
    `grant ${owner} to ${role} with inherit false`,
  ])
  assert.match((await examine(service)).text, /^warn +rights +\w+ may change the schema: /m)
  await sql.raw(`reassign owned by ${owner} to current_user; drop role ${owner}`).execute(database.kysely)
})

test('a function that not everybody may run is missing until it is given', async (t) => {
  const found = 'function search_hits'
  await sql.raw(`revoke execute on ${found} from public`).execute(database.kysely)
  t.after(() => sql.raw(`grant execute on ${found} to public`).execute(database.kysely))
  const service = await openAs(t, (role) => [`revoke execute on ${found} from ${role}`])
  assert.match((await examine(service)).text, /^fail +rights +\w+ lacks execute on search_hits\(text,.+\): /m)
  await grantService(database.kysely, new URL(service.url).username)
  assert.match((await examine(service)).text, /^ok +rights/m)
})

test('a role that was given nothing is told so, and one that may not even use the schema', async (t) => {
  const given = await openAs(t, (role) => [
    `revoke all on all tables in schema public from ${role}`,
    `revoke all on all sequences in schema public from ${role}`,
  ])
  const { code, text } = await examine(given)
  assert.equal(code, 1)
  assert.match(text, /^fail +rights +\w+ lacks insert on api_key and \d+ more: dateline migrate --grant/m)
  await sql`revoke usage on schema public from public`.execute(database.kysely)
  t.after(() => sql`grant usage on schema public to public`.execute(database.kysely))
  const outside = await openAs(t, (role) => [`revoke usage on schema public from ${role}`])
  assert.match(
    (await examine(outside)).text,
    /^fail +rights +\w+ may use no schema: dateline migrate --grant/m,
  )
})

test('a sequence that it may not draw from is missing', async (t) => {
  const service = await openAs(t, (role) => [`revoke all on sequence outlet_id_seq from ${role}`])
  assert.match((await examine(service)).text, /^fail +rights +\w+ lacks usage on outlet_id_seq: /m)
})

for (const { more, found } of [
  { more: 'bypassrls', found: 'passes by row rules' },
  { more: 'createrole', found: 'may create roles' },
  { more: 'replication', found: 'may copy the whole server' },
])
  test(`a role that has ${more} is warned of`, async (t) => {
    const service = await openAs(t, (role) => [`alter role ${role} ${more}`])
    assert.match((await examine(service)).text, new RegExp(`^warn +rights +\\w+ ${found}: `, 'm'))
  })

test('a database that does not answer is the one failure, and its address is not told', async () => {
  const nobody = openDatabase('postgres://someone:a-secret@127.0.0.1:1/nothing')
  const { code, text } = await examine(nobody)
  await nobody.close()
  assert.equal(code, 1)
  assert.match(
    text,
    /^fail +database +does not answer \(ECONNREFUSED\): look at DATABASE_URL, and whether it runs\n$/,
  )
})

test('synchronous commits that are off fail', async (t) => {
  const service = await openAs(t, (role) => [`alter role ${role} set synchronous_commit = off`])
  const { code, text } = await examine(service)
  assert.equal(code, 1)
  assert.match(text, /^fail +durability +synchronous_commit off: /m)
})

test('a database without the schema fails, and is asked no more', async () => {
  const url = new URL(database.url)
  url.pathname = '/postgres'
  const bare = openDatabase(url.href)
  const { code, text } = await examine(bare)
  await bare.close()
  assert.equal(code, 1)
  assert.match(text, /^fail +migrations +\d+ are missing, from 0001_foundation: dateline migrate/m)
  assert.doesNotMatch(text, /admin key/)
})

test('a feed whose head is not its newest entry fails', async () => {
  const torn = await openTestDatabase()
  await sql`update feed_head set seq = 7`.execute(torn.kysely)
  const { code, text } = await examine(torn)
  assert.equal(code, 1)
  assert.match(text, /^fail +feed +.*restored in part/m)
})

test('a clock is judged by how far it is from that of the database', async () => {
  const states = []
  for (const ms of [0, 5_000, -5_000, 120_000])
    states.push((await checkClock(database, () => Date.now() + ms)).state)
  assert.deepEqual(states, ['ok', 'warn', 'warn', 'fail'])
})

test('more workers than the database has connections for are warned of', async () => {
  assert.match((await examine(database, { workers: 13 })).text, /^warn +connections /m)
})

test('what is no replica fails, and one that is away is warned of', async () => {
  const other = await examine(database, { replica: database })
  assert.match(other.text, /^fail +replica +is no replica of DATABASE_URL/m)
  const away = openDatabase('postgres://someone@127.0.0.1:1/nothing')
  assert.match(
    (await examine(database, { replica: away })).text,
    /^warn +replica +does not answer \(ECONNREFUSED\)/m,
  )
  await away.close()
})

test('a free disk is told of the embedded database', async () => {
  assert.match((await examine(database, { folder: '/tmp' })).text, /^(ok|warn) +disk +[\d.]+ GiB are free/m)
})

const skip = (await hasPgBouncer()) ? false : 'pgbouncer is not installed'

test('behind a transaction pooler it is told that notifications do not arrive', { skip }, async (t) => {
  const pooled = openDatabase(await openPgBouncer(t, database.url), { pooled: true })
  const { text } = await examine(pooled)
  await pooled.close()
  assert.match(text, /^warn +listening /m)
})

test('dateline doctor ends with its code and prints no secret', async (t) => {
  const service = await openAs(t)
  const cli = new URL('../../server/cli.ts', import.meta.url).pathname
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [cli, 'doctor'], {
    env: { PATH: process.env.PATH, DATABASE_URL: service.url },
  })
  assert.equal(stderr, '')
  assert.match(stdout, /^ok +database +answers\n/)
  assert.doesNotMatch(stdout, /a-secret/)
})
