import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import { type BadLine, type Line, readLines } from '../../../db/import/lines.ts'
import { type ImportOptions, importRecords } from '../../../db/import/records.ts'
import type { Report } from '../../../db/import/report.ts'
import { openTestDatabase } from '../../support/database.ts'
import { ALL, article, claim, event, outlet } from '../writes/examples.ts'
import { query, rowVersions } from '../writes/saving.ts'

const db = await openTestDatabase()

async function* linesOf(records: readonly (object | string)[]): AsyncGenerator<Line> {
  for (const record of records) {
    if (record === NOT_UTF8) yield NOT_UTF8
    else yield typeof record === 'string' ? record : JSON.stringify(record)
  }
}

const NOT_UTF8: BadLine = { code: 'NOT_UTF8', message: 'The line is not in UTF-8.' }

const importAll = (records: readonly (object | string)[], options: Partial<ImportOptions> = {}) =>
  importRecords(db, linesOf(records), { actor: 'test', ...options })

const outlets = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => ({
    record: 'Outlet',
    slug: `${prefix}-${index}`,
    name: `${prefix} ${index}`,
  }))

const totals = ({ created, revised, unchanged, refusedLines }: Report) => ({
  created: sum(created),
  revised: sum(revised),
  unchanged: sum(unchanged),
  refused: refusedLines,
})

const sum = (tally: Record<string, number>) => Object.values(tally).reduce((total, count) => total + count, 0)

const countOf = async (table: string, prefix: string) =>
  (await query(db, `select from ${table} where slug like '${prefix}-%'`)).length

/** Field and code by line. */
const refusalsOf = ({ refused }: Report) =>
  refused.map(
    ({ line, errors }) => `${line} ${errors.map(({ field, code }) => `${field} ${code}`).join(', ')}`,
  )

test('records of every noun are imported in whatever order they stand in a batch', async () => {
  const report = await importAll(ALL.toReversed())
  assert.deepEqual(totals(report), { created: 10, revised: 0, unchanged: 0, refused: 0 })
  assert.deepEqual([report.created.Author, report.line, report.isComplete], [2, 10, true])
})

test('a second import of the same file writes nothing at all', async () => {
  const before = await rowVersions(db)
  assert.deepEqual(totals(await importAll(ALL)), { created: 0, revised: 0, unchanged: 10, refused: 0 })
  assert.equal(await rowVersions(db), before)
})

test('bad lines are refused with their numbers and all their fields, and the others go in', async () => {
  const report = await importAll([
    { record: 'Outlet', slug: 'bad/good', name: 'Good' },
    '',
    '{"record":"Outlet"',
    '[1]',
    '"text"',
    { record: 'Paper', slug: 'bad/paper' },
    { slug: 'bad/none' },
    { record: 'Outlet', slug: 'bad/fields', name: 7, countryCode: 'Norway', url: null, titel: '' },
    NOT_UTF8,
    '{"record":"Outlet","slug":"bad/nul","name":"a\\u0000b"}',
    '{"record":"Outlet","slug":"bad/half","name":"a\\ud800b"}',
    {
      record: 'Article',
      slug: 'bad/article',
      headline: 'Bad',
      outlet: 'bad/fields',
      publishedOn: '2024-02-07',
    },
    { record: 'Claim', slug: 'bad/claim', article: 'bad/article', text: 'Bad.', kind: 'POSITION' },
    { record: 'Outlet', slug: ['bad'], name: 'Bad' },
    '   \t',
    { record: 'Outlet', slug: 'bad/last', name: 'Last' },
  ])
  assert.deepEqual(refusalsOf(report), [
    '3  NOT_JSON',
    '4  WRONG_TYPE',
    '5  WRONG_TYPE',
    '6 record UNKNOWN_RECORD',
    '7 record UNKNOWN_RECORD',
    '8 titel UNKNOWN_FIELD, name WRONG_TYPE, countryCode BAD_CODE',
    '9  NOT_UTF8',
    '10 name NUL',
    '11 name LONE_SURROGATE',
    '12 outlet UNKNOWN_REFERENCE',
    '13 article UNKNOWN_REFERENCE',
    '14 slug WRONG_TYPE',
  ])
  assert.deepEqual(totals(report), { created: 2, revised: 0, unchanged: 0, refused: 12 })
  assert.deepEqual(report.refused.map(({ kind, slug }) => [kind, slug]).slice(3, 6), [
    [null, 'bad/paper'],
    [null, 'bad/none'],
    ['Outlet', 'bad/fields'],
  ])
  assert.equal(report.refusedRecords.Outlet, 4)
  assert.equal(report.line, 16)
})

test('JSON nested a million deep is one refused line', async () => {
  const deep = '['.repeat(1_000_000)
  const report = await importAll([
    deep,
    `{"record":"Outlet","slug":"deep","name":${deep}${']'.repeat(1_000_000)}}`,
  ])
  assert.deepEqual(refusalsOf(report), ['1  NOT_JSON', '2 name WRONG_TYPE'])
})

test('lines of one slug are saved one after the other, as they would be in two batches', async () => {
  const report = await importAll([
    { record: 'Outlet', slug: 'twice', name: 'First', language: 'en' },
    { record: 'Article', slug: 'of-twice', headline: 'Of', outlet: 'twice', publishedOn: '2024-02-07' },
    { record: 'Outlet', slug: 'twice', name: 'Second' },
    { record: 'Outlet', slug: 'twice', name: '' },
  ])
  assert.deepEqual(totals(report), { created: 2, revised: 1, unchanged: 0, refused: 1 })
  assert.deepEqual(refusalsOf(report), ['4 name EMPTY'])
  assert.deepEqual(await query(db, `select name, language, revision from outlet where slug = 'twice'`), [
    { name: 'Second', language: 'en', revision: 2 },
  ])
})

test('of many refused lines the report keeps the first thousand, and all are handed over', async () => {
  const handed: number[] = []
  const report = await importAll(
    Array.from({ length: 2_500 }, () => ({ record: 'Outlet', slug: '-' })),
    { onRefused: (refusals) => void handed.push(refusals.length) },
  )
  assert.deepEqual([report.refused.length, report.refusedLines], [1_000, 2_500])
  assert.deepEqual(handed, [1_000, 1_000, 500])
})

test('an import that is stopped goes on after its last batch', async () => {
  const records = outlets(2_500, 'stopped')
  const abort = new AbortController()
  const stopped = await importAll(records, {
    fileDigest: 'stopped',
    signal: abort.signal,
    onProgress: ({ line }) => line === 1_000 && abort.abort(),
  })
  assert.deepEqual([stopped.line, stopped.isComplete], [1_000, false])
  assert.equal(await countOf('outlet', 'stopped'), 1_000)

  const resumed = await importAll(records, { fileDigest: 'stopped' })
  assert.deepEqual([resumed.resumedAfter, resumed.line, resumed.isComplete], [1_000, 2_500, true])
  assert.deepEqual(totals(resumed), { created: 1_500, revised: 0, unchanged: 0, refused: 0 })
  assert.deepEqual(await query(db, 'select from import_point'), [])

  assert.equal((await importAll(records, { fileDigest: 'stopped' })).resumedAfter, 0)
})

test('an import that fails in a batch leaves the batches before it, and goes on after them', async () => {
  const records = outlets(2_500, 'failed')
  async function* breaking() {
    yield* linesOf(records.slice(0, 2_200))
    throw new Error('the disk is gone')
  }
  await assert.rejects(importRecords(db, breaking(), { actor: 'test', fileDigest: 'failed' }), /disk/)
  assert.equal(await countOf('outlet', 'failed'), 2_000)
  const resumed = await importAll(records, { fileDigest: 'failed' })
  assert.deepEqual([resumed.resumedAfter, totals(resumed).created], [2_000, 500])
})

test('a batch that the database fails leaves nothing, not even the mark of where it ended', async () => {
  await query(
    db,
    `create function fail() returns trigger language plpgsql as $$ begin raise exception 'full'; end $$;
     create trigger fail before insert on outlet for each row when (new.name = 'full 1700') execute function fail()`,
  )
  const records = outlets(2_500, 'full')
  await assert.rejects(importAll(records, { fileDigest: 'full' }), /full/)
  assert.equal(await countOf('outlet', 'full'), 1_000)
  assert.deepEqual(await query(db, 'select line from import_point'), [{ line: 1_000 }])
  await query(db, 'drop trigger fail on outlet')
  assert.equal((await importAll(records, { fileDigest: 'full' })).created.Outlet, 1_500)
})

test('two imports of one file at once leave every record once', async () => {
  const records = outlets(2_500, 'both')
  const options = { fileDigest: 'both' }
  const reports = await Promise.all([importAll(records, options), importAll(records, options)])
  assert.equal(
    reports.map((report) => totals(report).created).reduce((one, other) => one + other),
    2_500,
  )
  assert.equal(await countOf('outlet', 'both'), 2_500)
  const [{ entries, numbers } = {}] = await query(
    db,
    'select count(*)::int as entries, max(seq)::int as numbers from feed_entry',
  )
  assert.equal(entries, numbers)
})

const CHILD = `
  import { openDatabase } from ${JSON.stringify(new URL('../../../db/open.ts', import.meta.url).href)}
  import { importRecords } from ${JSON.stringify(new URL('../../../db/import/records.ts', import.meta.url).href)}
  const database = openDatabase(process.env.URL, { statementTimeoutMs: 0 })
  const lines = JSON.parse(process.env.LINES ?? 'null')
  async function* many() {
    for (let nth = 0; nth < 50_000; nth++) yield JSON.stringify({ record: 'Outlet', slug: 'killed-' + nth, name: 'Killed' })
  }
  async function* few() { yield* lines }
  await importRecords(database, lines ? few() : many(), {
    actor: 'child', fileDigest: lines ? 'zone' : 'killed', onProgress: ({ line }) => process.stdout.write(line + '\\n'),
  })
  await database.close()`

const child = ['--input-type=module', '-e', CHILD]

test('a process that is killed in the midst of a batch leaves whole batches and where to go on', async () => {
  const importing = spawn(process.execPath, child, { env: { ...process.env, URL: db.url } })
  await once(importing.stdout, 'data')
  await once(importing.stdout, 'data')
  importing.kill('SIGKILL')
  await once(importing, 'exit')
  // The server ends the transaction of a connection that is gone.
  await query(
    db,
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
  )

  const [{ line } = {}] = await query<{ line: number }>(
    db,
    `select line from import_point where file_digest = 'killed'`,
  )
  assert.equal(Number(line) % 1_000, 0)
  assert.equal(await countOf('outlet', 'killed'), line)
  const [{ entries, revisions, head } = {}] = await query(
    db,
    `select (select count(*)::int from feed_entry) as entries, (select count(*)::int from revision) as revisions,
      (select seq::int from feed_head) as head`,
  )
  assert.deepEqual([revisions, head], [entries, entries])
})

test('dates stay as they are in every time zone', async () => {
  const records = [
    ALL[0],
    { ...article, slug: 'zone', url: null, authors: [], subjects: [] },
    { ...event, slug: 'zone', when: '2024-02-29', places: [], participants: [], coverage: [] },
    {
      ...claim,
      slug: 'zone',
      article: 'zone',
      saidOn: '2024-01-01/2024-02',
      attributions: [],
      events: ['zone'],
    },
  ]
  const dates = () =>
    query(
      db,
      `select published_on, published_at, earliest, latest, said_earliest, said_latest
       from article, event, claim where article.slug = 'zone' and event.slug = 'zone' and claim.slug = 'zone'`,
    )
  for (const TZ of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    const LINES = JSON.stringify(records.map((record) => JSON.stringify(record)))
    execFileSync(process.execPath, child, { env: { ...process.env, URL: db.url, TZ, LINES } })
    assert.deepEqual(await dates(), [
      {
        published_on: '2024-02-07',
        published_at: '2024-02-07 05:30:00.123+00',
        earliest: '2024-02-29',
        latest: '2024-02-29',
        said_earliest: '2024-01-01',
        said_latest: '2024-02-29',
      },
    ])
  }
  const [{ revision } = {}] = await query(db, `select revision from claim where slug = 'zone'`)
  assert.equal(revision, 1)
})

test('lines come from bytes with a byte order mark, with CRLF, with blank lines, and without a last line feed', async () => {
  const line = (slug: string) => JSON.stringify({ ...outlet, slug, name: 'Ørn 😀' })
  const bytes = Buffer.from(`\uFEFF${line('bytes-1')}\r\n\r\n\n${line('bytes-2')}\n${line('bytes-3')}`)
  async function* dripping() {
    for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7)
  }
  const report = await importRecords(db, readLines(dripping()), { actor: 'test' })
  assert.deepEqual([report.created.Outlet, report.line, report.refusedLines], [3, 5, 0])
  assert.deepEqual(await query(db, `select distinct name from outlet where slug like 'bytes-%'`), [
    { name: 'Ørn 😀' },
  ])
})
