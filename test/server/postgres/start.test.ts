import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { appendFile, chown, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { prepareBinaries } from '../../../server/postgres/binaries.ts'
import { addressOf, prepareCluster } from '../../../server/postgres/cluster.ts'
import { prepareHome } from '../../../server/postgres/home.ts'
import { openLog } from '../../../server/postgres/log.ts'
import { stopPostmaster } from '../../../server/postgres/postmaster.ts'
import { startPostgres } from '../../../server/postgres/start.ts'
import { openPostgres } from '../../../server/postgres.ts'
import { findPostgres, makePlace, query, startChild } from '../../support/postgres.ts'

const isRoot = process.getuid?.() === 0
const NOBODY = { uid: 65_534, gid: 65_534 }

test('a port that was taken in between is exchanged for another', async (t) => {
  const home = await prepareHome(join(await makePlace(t), 'data'))
  const cluster = await prepareCluster(home, await prepareBinaries(home), () => {})
  const [taken, free] = [createServer(), createServer()]
  for (const server of [taken, free]) await once(server.listen(0, '127.0.0.1'), 'listening')
  t.after(() => taken.close())
  const [takenPort, freePort] = [portOf(taken), portOf(free)]
  free.close()

  const ports = [takenPort, freePort]
  const { port } = await startPostgres(cluster, async () => ports.shift() ?? 0)
  assert.equal(port, freePort)
  assert.deepEqual(await query(addressOf(cluster, port, 'postgres'), 'select 1 as one'), [{ one: 1 }])
})

test('a PostgreSQL that cannot start is reported with the last lines of its log', async (t) => {
  const folder = join(await makePlace(t), 'data')
  await (await openPostgres(folder)).close()
  await rm(join(folder, 'postgres', 'global', 'pg_control'))
  await assert.rejects(openPostgres(folder), {
    code: 'POSTGRES_FAILED',
    message: /ended while it started.*postgres\.log.*could not find the database system.*DATABASE_URL/s,
  })
})

test('a database whose password file was lost or exchanged is refused', async (t) => {
  const folder = join(await makePlace(t), 'data')
  await (await openPostgres(folder)).close()
  const passwordFile = join(folder, 'postgres-password')
  await writeFile(passwordFile, `${'x'.repeat(43)}\n`)
  await assert.rejects(openPostgres(folder), {
    code: 'POSTGRES_FAILED',
    message: /password authentication failed/,
  })
  assert.equal(await findPostgres(folder), undefined)
  await writeFile(passwordFile, '')
  await assert.rejects(openPostgres(folder), {
    code: 'POSTGRES_FOLDER_UNUSABLE',
    message: /has lost its password/,
  })
})

test('a postmaster.pid that names a living stranger stops no start', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const postgres = await openPostgres(folder)
  const pidFile = join(folder, 'postgres', 'postmaster.pid')
  const text = await readFile(pidFile, 'utf8')
  await postgres.close()
  const { uid, gid } = await stat(join(folder, 'postgres'))
  const stranger = spawn('sleep', ['60'], { uid, gid })
  t.after(() => stranger.kill())
  await writeFile(pidFile, text.replace(/^\d+/, String(stranger.pid)))

  const again = await openPostgres(folder)
  t.after(again.close)
  assert.deepEqual(await query(again.url, 'select 1 as one'), [{ one: 1 }])
  assert.equal(stranger.exitCode ?? stranger.signalCode, null)
})

test('a PostgreSQL with a connection that does not end is stopped all the same', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const postgres = await openPostgres(folder)
  const client = new pg.Client({ connectionString: postgres.url })
  client.on('error', () => {})
  await client.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  process.kill(rows[0].pid, 'SIGSTOP')
  const pid = await findPostgres(folder)
  assert.ok(pid)
  await stopPostmaster(pid, join(folder, 'postgres'), 100)
  assert.equal(await findPostgres(folder), undefined)
  await client.end()
  await postgres.close()
})

test('a place that holds something else is left as it is', async (t) => {
  const folder = join(await makePlace(t), 'data')
  const foreign = join(folder, 'postgres', 'letter.txt')
  await mkdir(join(folder, 'postgres'), { recursive: true })
  await writeFile(foreign, 'Dear reader')
  await assert.rejects(openPostgres(folder), {
    code: 'POSTGRES_FOLDER_UNUSABLE',
    message: /holds something else/,
  })
  assert.equal(await readFile(foreign, 'utf8'), 'Dear reader')
})

test('a plain user needs nothing of root', { skip: !isRoot && 'every other test shows it' }, async (t) => {
  const place = await makePlace(t)
  await chown(place, NOBODY.uid, NOBODY.gid)
  const child = startChild(t, [join(place, 'data')], NOBODY)
  const { url } = (await child.line()) ?? {}
  assert.deepEqual(await query(url, 'select 1 as one'), [{ one: 1 }])
  assert.equal((await stat(join(place, 'data', 'postgres'))).uid, NOBODY.uid)
  await child.end('SIGTERM')
  assert.equal(child.process.exitCode, 0)

  // Root finds the data of a plain user, and leaves it to him.
  const postgres = await openPostgres(join(place, 'data'))
  t.after(postgres.close)
  assert.equal((await stat(join(place, 'data', 'postgres', 'postmaster.pid'))).uid, NOBODY.uid)
})

test('nothing of the environment of the server reaches PostgreSQL', {
  skip: !existsSync('/proc/self/environ') && 'needs /proc',
}, async (t) => {
  const folder = join(await makePlace(t), 'data')
  const child = startChild(t, [folder])
  assert.ok((await child.line())?.url)
  assert.match(await readFile(`/proc/${child.process.pid}/environ`, 'utf8'), /MARKER/)
  const environment = await readFile(`/proc/${await findPostgres(folder)}/environ`, 'utf8')
  assert.match(environment, /PATH=/)
  assert.doesNotMatch(environment, /MARKER/)
})

test('a log of more than 1 MiB is put aside', async (t) => {
  const place = await makePlace(t)
  await writeFile(join(place, 'postgres.log'), 'x'.repeat(1_048_576))
  await (await openLog(place)).close()
  assert.deepEqual(await readdir(place), ['postgres.log'])
  await appendFile(join(place, 'postgres.log'), 'x')
  const log = await openLog(place)
  t.after(log.close)
  assert.equal((await stat(join(place, 'postgres.log.1'))).size, 1_048_577)
  assert.equal(await log.findLastLines(), '')
})

function portOf(server: Server): number {
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  return address.port
}
