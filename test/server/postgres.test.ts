import assert from 'node:assert/strict'
import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { openPostgres } from '../../server/postgres.ts'
import { findPostgres, makePlace, query, startChild } from '../support/postgres.ts'

/** Ample for a loaded machine: these tests wait for what may never come. */
const WAIT_MS = 60_000
const isRoot = process.getuid?.() === 0

test('a new database', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const { url, close } = await openPostgres(folder)
  t.after(close)

  await t.test('has the settings that keep text and writes safe, on 127.0.0.1 alone', async () => {
    assert.equal(new URL(url).hostname, '127.0.0.1')
    assert.equal(new URL(url).pathname, '/dateline')
    const settings = await query(
      url,
      `select name, setting from pg_settings where name in (
        'server_encoding', 'data_checksums', 'password_encryption', 'listen_addresses', 'unix_socket_directories',
        'fsync', 'synchronous_commit', 'full_page_writes', 'max_connections', 'jit', 'TimeZone', 'log_timezone',
        'lc_messages')
       order by name`,
    )
    assert.deepEqual(settings, [
      { name: 'TimeZone', setting: 'UTC' },
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'jit', setting: 'off' },
      { name: 'lc_messages', setting: 'C' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'log_timezone', setting: 'UTC' },
      { name: 'max_connections', setting: '60' },
      { name: 'password_encryption', setting: 'scram-sha-256' },
      { name: 'server_encoding', setting: 'UTF8' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'unix_socket_directories', setting: '' },
    ])
  })

  await t.test('asks everyone for a password, and refuses a wrong one', async () => {
    const methods = await query(url, 'select distinct auth_method from pg_hba_file_rules')
    assert.deepEqual(methods, [{ auth_method: 'scram-sha-256' }])
    const stored = await query(url, `select left(rolpassword, 13) as kind from pg_authid where rolcanlogin`)
    assert.deepEqual(stored, [{ kind: 'SCRAM-SHA-256' }])
    const wrong = new URL(url)
    wrong.password = 'wrong'
    await assert.rejects(query(wrong, 'select 1'), { code: '28P01' })
  })

  await t.test('sorts by code point, and takes no quotation mark or dash for a letter', async () => {
    const sorted = await query(
      url,
      `select string_agg(x, '' order by x) from unnest('{b,B,a,é,z,É}'::text[]) x`,
    )
    assert.deepEqual(sorted, [{ string_agg: 'BabzÉé' }])
    const words = await query(url, `select to_tsvector('simple', '“Truce—now” «ÉTÉ»')::text as words`)
    assert.deepEqual(words, [{ words: `'now':2 'truce':1 'été':3` }])
  })

  await t.test('is closed to the other users of the machine', async () => {
    const mode = async (path: string) => (await stat(path)).mode & 0o777
    assert.equal(await mode(join(folder, 'postgres')), 0o700)
    assert.equal(await mode(join(folder, 'postgres-password')), 0o600)
    assert.equal(await mode(join(folder, 'postgres.log')), 0o600)
    assert.equal(await mode(folder), isRoot ? 0o710 : 0o700)
  })
})

test('data outlives a restart', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const first = await openPostgres(folder)
  await query(first.url, 'create table kept as select 7 as number')
  await first.close()
  const second = await openPostgres(folder)
  t.after(second.close)
  assert.deepEqual(await query(second.url, 'select number from kept'), [{ number: 7 }])
})

test('close ends the process under open connections and gives the folder free, and may be called again', {
  timeout: WAIT_MS,
}, async (t) => {
  const folder = join(await makePlace(t), 'data')
  const postgres = await openPostgres(folder)
  const sleeping = assert.rejects(query(postgres.url, 'select pg_sleep(60)'), { code: '57P01' })
  while (
    (await query(postgres.url, `select 1 from pg_stat_activity where query like 'select pg_sleep%'`))
      .length === 0
  );
  await Promise.all([postgres.close(), postgres.close(), sleeping])
  await postgres.close()
  assert.equal(await findPostgres(folder), undefined)
  await assert.rejects(stat(join(folder, 'dateline.pid')), { code: 'ENOENT' })
})

test('the PostgreSQL of a killed Dateline is adopted with its data', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const killed = startChild(t, [folder])
  const { url } = (await killed.line()) ?? {}
  await query(url, 'create table kept as select 7 as number')
  const pid = await findPostgres(folder)
  await killed.end('SIGKILL')

  const lines: string[] = []
  const postgres = await openPostgres(folder, { log: (line) => lines.push(line) })
  t.after(postgres.close)
  assert.equal(postgres.url, url)
  assert.equal(await findPostgres(folder), pid)
  assert.match(lines.join('\n'), /left running/)
  assert.deepEqual(await query(postgres.url, 'select number from kept'), [{ number: 7 }])
  await postgres.close()
  assert.equal(await findPostgres(folder), undefined)
})

test('a killed PostgreSQL recovers what was committed', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const killed = startChild(t, [folder])
  await query((await killed.line())?.url, 'create table kept as select 7 as number')
  const pid = await findPostgres(folder)
  assert.ok(pid)
  process.kill(pid, 'SIGKILL')
  await killed.end('SIGKILL')

  const postgres = await openPostgres(folder)
  t.after(postgres.close)
  assert.notEqual(await findPostgres(folder), pid)
  assert.deepEqual(await query(postgres.url, 'select number from kept'), [{ number: 7 }])
})

test('an initialisation killed half-way is begun anew', { timeout: WAIT_MS }, async (t) => {
  const place = await makePlace(t)
  const folder = join(place, 'data')
  const killed = startChild(t, [folder])
  while (!(await findDraftWithFiles(folder)));
  await killed.end('SIGKILL')
  await assert.rejects(stat(join(folder, 'postgres')), { code: 'ENOENT' })
  await mkdir(join(folder, 'postgres-draft-older'))

  const postgres = await openPostgres(folder)
  t.after(postgres.close)
  assert.deepEqual(await query(postgres.url, 'select 1 as one'), [{ one: 1 }])
  await assert.rejects(stat(join(folder, 'postgres-draft-older')), { code: 'ENOENT' })
})

test('a Ctrl-C in the terminal does not reach the database', async (t) => {
  const child = startChild(t, [join(await makePlace(t), 'data')], { detached: true })
  const { url } = (await child.line()) ?? {}
  assert.ok(child.process.pid)
  process.kill(-child.process.pid, 'SIGINT')
  assert.deepEqual(await child.line(), { interrupted: true })
  assert.deepEqual(await query(url, 'select 1 as one'), [{ one: 1 }])
})

test('an open database keeps no process alive, and stops when its process ends without closing it', {
  timeout: WAIT_MS,
}, async (t) => {
  const folder = join(await makePlace(t), 'data')
  const child = startChild(t, [folder, 'leave'])
  assert.ok((await child.line())?.url)
  assert.equal(await child.line(), undefined)
  while (await findPostgres(folder));
})

test('a closed database leaves nothing that keeps its process alive', async (t) => {
  const child = startChild(t, [join(await makePlace(t), 'data')])
  assert.ok((await child.line())?.url)
  await child.end('SIGTERM')
  assert.equal(child.process.exitCode, 0)
})

test('a second Dateline on the same folder is refused and told which process holds it', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const postgres = await openPostgres(folder)
  t.after(postgres.close)
  const refusal = await startChild(t, [folder]).line()
  assert.equal(refusal?.code, 'POSTGRES_FOLDER_IN_USE')
  assert.ok(
    String(refusal?.message).includes(`${folder} is in use by another Dateline, process ${process.pid}.`),
  )
  await assert.rejects(openPostgres(folder), { code: 'POSTGRES_FOLDER_IN_USE' })
  assert.deepEqual(await query(postgres.url, 'select 1 as one'), [{ one: 1 }])
})

async function findDraftWithFiles(folder: string): Promise<string | undefined> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  return names.find((name) => /^postgres-draft-.*PG_VERSION$/.test(name))
}
