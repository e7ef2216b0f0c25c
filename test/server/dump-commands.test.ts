import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { openDatabase } from '../../db/open.ts'
import { runExport } from '../../server/commands/export.ts'
import { runRestore } from '../../server/commands/restore.ts'
import { UsageError } from '../../server/usage-error.ts'
import { openTestDatabase } from '../support/database.ts'
import { everything } from '../support/dump.ts'
import { makeAll } from '../support/make.ts'

const [original, restored] = [await openTestDatabase(), await openTestDatabase()]
await makeAll(original, 'Outlet', Array(500).fill({}))

async function makeFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-dump-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function collect() {
  let text = ''
  return { write: (part: string) => (text += part), text: () => text }
}

const options = (database = original, signal = new AbortController().signal) => {
  const out = collect()
  return { database, out, progress: false, signal, text: out.text }
}

test('a packed dump is for its owner alone, and the command restores it', async (t) => {
  const folder = await makeFolder(t)
  const file = join(folder, 'a.ndjson.gz')
  const exporting = options()
  assert.equal(await runExport(file, exporting), 0)
  assert.match(exporting.text(), /^\S+: [\d,]+ rows\. It holds the secrets of webhooks.*\n$/)
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.deepEqual(await readdir(folder), ['a.ndjson.gz'])
  const restoring = options(restored)
  assert.equal(await runRestore(file, restoring), 0)
  assert.match(restoring.text(), /new epoch/)
  assert.deepEqual((await everything(restored)).outlet, (await everything(original)).outlet)
})

test('in a folder a dump is named by the time', async (t) => {
  const folder = await makeFolder(t)
  await runExport(folder, options())
  const [name = '', ...more] = await readdir(folder)
  assert.match(name, /^dateline-\d{4}-\d\d-\d\dT[\d-]+Z\.ndjson\.gz$/)
  assert.deepEqual(more, [])
})

test('an export that is stopped leaves what stood there and nothing else, and can be run again', async (t) => {
  const folder = await makeFolder(t)
  const file = join(folder, 'a.ndjson')
  await writeFile(file, 'the backup of yesterday')
  const stop = new AbortController()
  stop.abort()
  assert.equal(await runExport(file, options(original, stop.signal)), 130)
  assert.deepEqual(await readdir(folder), ['a.ndjson'])
  assert.equal(await readFile(file, 'utf8'), 'the backup of yesterday')
  assert.equal(await runExport(file, options()), 0)
  assert.match(await readFile(file, 'utf8'), /^\{"dateline":"dump"/)
})

test('a place that cannot be written is told', async (t) => {
  const file = join(await makeFolder(t), 'none', 'a.ndjson')
  await assert.rejects(
    runExport(file, options()),
    (error) => error instanceof UsageError && /ENOENT/.test(error.message),
  )
})

test('a database that fails is told as it failed, and leaves no file', async (t) => {
  const folder = await makeFolder(t)
  const url = new URL(original.url)
  url.pathname = '/postgres'
  const bare = openDatabase(url.href)
  await assert.rejects(runExport(join(folder, 'a.ndjson'), { ...options(), database: bare }), {
    code: '42P01',
  })
  await bare.close()
  assert.deepEqual(await readdir(folder), [])
})

test('a packed dump that was cut is refused with its code, as is a file that there is not', async (t) => {
  const file = join(await makeFolder(t), 'a.ndjson.gz')
  await runExport(file, options())
  await truncate(file, 1_000)
  const cut = options(await openTestDatabase())
  await assert.rejects(runRestore(file, cut), { name: 'UsageError', message: /\[DUMP_TRUNCATED\]$/ })
  await assert.rejects(runRestore(`${file}.none`, options()), {
    name: 'UsageError',
    message: /There is no such file/,
  })
  assert.equal(cut.text(), '')
})

test('a restore that is stopped has written nothing', async (t) => {
  const file = join(await makeFolder(t), 'a.ndjson')
  await runExport(file, options())
  const database = await openTestDatabase()
  const before = await everything(database)
  const stop = new AbortController()
  stop.abort()
  assert.equal(await runRestore(file, options(database, stop.signal)), 130)
  assert.deepEqual(await everything(database), before)
})

test('a terminal is shown how far it has come', async (t) => {
  const shown = options()
  await runExport(join(await makeFolder(t), 'a.ndjson'), { ...shown, progress: true })
  assert.match(shown.text(), /rows, now \w+/)
})

const CLI = new URL('../../server/cli.ts', import.meta.url).pathname
const run = promisify(execFile)

test('dateline export and dateline restore work on the database of the settings', async (t) => {
  const file = join(await makeFolder(t), 'a.ndjson.gz')
  const database = await openTestDatabase()
  const environment = ({ url }: { url: string }) => ({ env: { PATH: process.env.PATH, DATABASE_URL: url } })
  const exported = await run(process.execPath, [CLI, 'export', file], environment(original))
  assert.match(exported.stdout, /rows/)
  assert.equal(exported.stderr, '')
  await run(process.execPath, [CLI, 'restore', file], environment(database))
  assert.deepEqual((await everything(database)).revision, (await everything(original)).revision)
  await assert.rejects(run(process.execPath, [CLI, 'restore', file], environment(database)), (error) => {
    assert.ok(error instanceof Error && 'code' in error && 'stderr' in error)
    assert.equal(error.code, 1)
    assert.match(String(error.stderr), /\[NOT_EMPTY\]/)
    return true
  })
})
