import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { listApiKeys } from '../../db/queries/api-key.ts'
import { openAdminKey, tellAdminKey } from '../../server/admin-key.ts'
import { post } from '../support/ask.ts'
import { openTestDatabase } from '../support/database.ts'
import { startService } from '../support/process.ts'

const CLI = new URL('../../server/cli.ts', import.meta.url).pathname
const KEY = /dl_[0-9a-f]{16}_[0-9a-f]{64}/

const folder = await mkdtemp(join(tmpdir(), 'dateline-admin-'))
const DATELINE_DATA = await mkdtemp(join(tmpdir(), 'dateline-admin-'))
after(() => Promise.all([folder, DATELINE_DATA].map((path) => rm(path, { recursive: true, force: true }))))

test('many starts at once make one key, in a file for its owner alone, in place of a link', async () => {
  const database = await openTestDatabase()
  const elsewhere = join(folder, 'elsewhere')
  await writeFile(elsewhere, 'untouched')
  await symlink(elsewhere, join(folder, 'admin-key'))
  const made = (await Promise.all(Array.from({ length: 5 }, () => openAdminKey(database, folder)))).filter(
    (key) => key !== null,
  )
  assert.equal(made.length, 1)
  const path = join(folder, 'admin-key')
  assert.deepEqual([made[0]?.path, `${made[0]?.text}\n`], [path, await readFile(path, 'utf8')])
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  assert.equal(await readFile(elsewhere, 'utf8'), 'untouched')
  assert.deepEqual((await readdir(folder)).sort(), ['admin-key', 'elsewhere'])
  const keys = await listApiKeys(database.kysely)
  assert.deepEqual(
    keys.map(({ name, role, expires_at }) => [name, role, expires_at]),
    [['admin', 'ADMIN', null]],
  )
})

test('a key whose file cannot be written is not made', async () => {
  const database = await openTestDatabase()
  await assert.rejects(openAdminKey(database, join(folder, 'missing')), { code: 'ENOENT' })
  assert.deepEqual(await listApiKeys(database.kysely), [])
})

test('a terminal is shown the key, and whatever collects the output only where it is', () => {
  const key = { text: 'dl_id_secret', path: '/data/admin-key' }
  assert.match(tellAdminKey(key, true), /kept in \/data\/admin-key:\n\n {2}dl_id_secret\n/)
  assert.doesNotMatch(tellAdminKey(key, false), /secret/)
  assert.match(tellAdminKey(key, false), /kept in \/data\/admin-key\n/)
})

test('the first start makes a key that works, the second none, and neither writes it to the output', async (t) => {
  const first = await startService({ DATELINE_DATA, DATELINE_SAMPLE: 'off', DATELINE_PUBLIC_READ: 'off' })
  t.after(() => first.kill('SIGTERM'))
  const ask = (key?: string) => post(first.url ?? '', '{ outlets { totalCount } }', { key })
  const key = (await readFile(join(DATELINE_DATA, 'admin-key'), 'utf8')).trim()
  assert.equal((await ask(key)).status, 200)
  assert.equal((await ask()).status, 401)

  const created = await dateline('key', 'create', '--name', 'desk', '--role', 'reader')
  assert.match(created, new RegExp(`^${KEY.source}\n$`))
  assert.equal((await ask(created.trim())).status, 200)
  const list = await dateline('key', 'list')
  assert.match(list, /admin +ADMIN.*\n.*desk +READER/)
  assert.doesNotMatch(list, KEY)
  await dateline('key', 'revoke', created.slice(3, 19))
  first.kill('SIGTERM')
  assert.equal(await first.exit, 0)
  assert.match(first.output(), /API key of an admin was made/)

  const second = await startService({ DATELINE_DATA })
  second.kill('SIGTERM')
  await second.exit
  assert.doesNotMatch(second.output(), /API key/)
  assert.equal((await readFile(join(DATELINE_DATA, 'admin-key'), 'utf8')).trim(), key)
  assert.doesNotMatch(first.output() + second.output(), KEY)
  // Without a server the command starts the database, and says nothing but what it was asked for.
  assert.match(await dateline('key', 'list'), /^ID .*\n.*admin.*\n.*desk.*Z\n$/)
})

test('wrong words are told without a stack', async () => {
  await assert.rejects(dateline('key', 'create', '--name', 'x', '--role', 'owner'), (error) => {
    assert.ok(error instanceof Error && 'stderr' in error && 'code' in error)
    assert.deepEqual([error.stderr, error.code], ['key create needs --role reader | editor | admin\n', 1])
    return true
  })
})

async function dateline(...words: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, DATELINE_DATA, DATELINE_LOG: 'trace', DATELINE_LOG_FORMAT: 'json' }
  return (await promisify(execFile)(process.execPath, [CLI, ...words], { env })).stdout
}
