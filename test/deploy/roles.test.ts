import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { query } from '../support/postgres.ts'

const run = promisify(execFile)
const CLI = new URL('../../server/cli.ts', import.meta.url).pathname
const file = await readFile(new URL('../../deploy/roles.sql', import.meta.url), 'utf8')
const superuser = process.env.TEST_POSTGRES_URL ?? ''
const PASSWORDS = { OWNER_PASSWORD: "o'ne", SERVICE_PASSWORD: 'tw"o' }

const hasPsql = await run('psql', ['--version']).then(
  () => true,
  () => false,
)

const byPsql = async (text: string) => {
  const running = run('psql', ['--no-psqlrc', '--set', 'ON_ERROR_STOP=1', '--file', '-', superuser], {
    env: { PATH: process.env.PATH, ...PASSWORDS },
  })
  running.child.stdin?.end(text)
  await running
}

/** What psql does with the file, where there is none. */
async function byHand(text: string): Promise<void> {
  const values = new Map<string, string>()
  const given: Record<string, string> = PASSWORDS
  const statements = text
    .replaceAll(/^--.*$/gm, '')
    .replaceAll(/^\\getenv (\w+) (\w+)$/gm, (_, name, from) => {
      values.set(name, given[from] ?? '')
      return ''
    })
    .replaceAll(/:'(\w+)'/g, (_, name) => `'${values.get(name)?.replaceAll("'", "''")}'`)
  // One by one: a database is made in no transaction.
  for (const statement of statements.split(';')) await query(superuser, statement)
}

/** The addresses of a database that the file has made, under a name that no other test has. */
async function make(t: TestContext, execute: (text: string) => Promise<void>) {
  const name = `roles_${randomBytes(4).toString('hex')}`
  t.after(async () => {
    await query(superuser, `drop database if exists ${name} with (force)`)
    for (const role of ['owner', 'service']) await query(superuser, `drop role if exists ${name}_${role}`)
  })
  await execute(file.replaceAll(/\bdateline(?=_owner|_service|\b)(?! migrate)/g, name))
  const addressOf = (role: string, password: string) =>
    Object.assign(new URL(superuser), { pathname: name, username: `${name}_${role}`, password }).href
  return {
    service: `${name}_service`,
    asOwner: addressOf('owner', PASSWORDS.OWNER_PASSWORD),
    asService: addressOf('service', PASSWORDS.SERVICE_PASSWORD),
  }
}

for (const [how, execute, skip] of [
  ['by psql', byPsql, !hasPsql && 'psql is not installed'],
  ['by hand', byHand, false],
] as const) {
  test(`the owner that roles.sql makes, given ${how}, migrates, and its service has all that it needs and no more`, {
    skip,
  }, async (t) => {
    const { service, asOwner, asService } = await make(t, execute)
    const dateline = (DATABASE_URL: string, ...args: string[]) =>
      run(process.execPath, [CLI, ...args], { env: { PATH: process.env.PATH, DATABASE_URL } })
    await dateline(asOwner, 'migrate', '--grant', service)
    await dateline(asService, 'key', 'create', '--name', 'Operations', '--role', 'admin')
    const { stdout } = await dateline(asService, 'doctor')
    assert.match(stdout, /^ok +rights/m)
    assert.doesNotMatch(stdout, /^(warn|fail)/m)
    const found = await query(
      asOwner,
      'select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
    )
    assert.deepEqual(found, [{ rolsuper: false, rolcreaterole: false, rolcreatedb: false }])
    const open = await query(
      asOwner,
      "select has_database_privilege('pg_monitor', current_database(), 'connect') as open",
    )
    assert.deepEqual(open, [{ open: false }])
  })
}
