import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { runImport } from '../../server/commands/import.ts'
import type { RunImportOptions } from '../../server/commands/import-options.ts'
import { query } from '../db/writes/saving.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase({ statementTimeoutMs: 0 })
const folder = await mkdtemp(join(tmpdir(), 'dateline-import-'))
after(() => rm(folder, { recursive: true }))

async function run(files: string[], options: Partial<RunImportOptions> = {}) {
  let text = ''
  const out = { write: (part: string) => (text += part) }
  const signal = new AbortController().signal
  const code = await runImport(files, { as: 'records', database, out, progress: false, signal, ...options })
  return { code, text }
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

const outlets = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, nth) => `${outletLine(`${prefix}-${nth}`)}\n`).join('')

const outletLine = (slug: string, name = 'Harbour Gazette') =>
  JSON.stringify({ record: 'Outlet', slug, name })

const refusedOf = (path: string) => readFile(`${path}.refused.ndjson`, 'utf8')

test('a file is imported and reported noun by noun, without a progress line in a pipe', async () => {
  const path = await file('plain.ndjson', outlets(3, 'plain'))
  const { code, text } = await run([path])
  assert.equal(code, 0)
  assert.equal(
    text,
    `${path}\n              created    revised  unchanged    refused\n  Outlet            3          0          0          0\n`,
  )
})

test('a terminal sees how far the import is', async () => {
  const { text } = await run([await file('progress.ndjson', outlets(2_001, 'progress'))], { progress: true })
  assert.match(text, /1,000 lines, [\d,]+ a second, \d+ %/)
  assert.match(text, /2,001 lines, [\d,]+ a second, 100 %/)
})

test('a gzip file is unpacked', async () => {
  const { code } = await run([await file('packed.ndjson.gz', gzipSync(outlets(5, 'packed')))])
  assert.equal(code, 0)
  assert.equal((await query(database, `select from outlet where slug like 'packed-%'`)).length, 5)
})

test('refused lines make the exit code 1, are shown with their fields, and stand in a file', async () => {
  const path = await file('bad.ndjson', `${outletLine('bad-1', '')}\n${outletLine('bad-2')}\nnot JSON\n`)
  const { code, text } = await run([path])
  assert.equal(code, 1)
  assert.match(text, /Outlet +1 +0 +0 +1\n/)
  assert.match(text, /line 1 \(Outlet bad-1\): name: .* \[EMPTY\]\n/)
  assert.match(text, /line 3: .* \[NOT_JSON\]\n/)
  assert.match(text, /2 lines refused: all in .*bad\.ndjson\.refused\.ndjson\n/)
  const lines = (await refusedOf(path))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(
    lines.map(({ line, slug }) => [line, slug]),
    [
      [1, 'bad-1'],
      [3, null],
    ],
  )
})

test('twenty refused lines are shown and the others counted', async () => {
  const path = await file('worse.ndjson', '{}\n'.repeat(1_234))
  const { text } = await run([path])
  assert.equal(text.match(/UNKNOWN_RECORD/g)?.length, 20)
  assert.match(text, /and 1,214 lines more\n/)
  assert.equal((await refusedOf(path)).trim().split('\n').length, 1_234)
})

test('the list of refused lines goes when nothing is refused any more', async () => {
  const path = await file('mended.ndjson', outletLine('mended', ''))
  assert.equal((await run([path])).code, 1)
  await writeFile(path, outletLine('mended'))
  assert.equal((await run([path])).code, 0)
  await assert.rejects(refusedOf(path), { code: 'ENOENT' })
})

test('what a file holds cannot steer the terminal', async () => {
  const { text } = await run([await file('escape.ndjson', outletLine('\u001b[2J\u202e', 'x'))])
  assert.equal(text.includes('\u001b'), false)
  assert.equal(text.includes('\u202e'), false)
})

test('an import that is stopped says where it goes on, and goes on there', async () => {
  const path = await file('stopped.ndjson', `${outlets(2_500, 'stopped')}{}\n`)
  const abort = new AbortController()
  const out = {
    write: (part: string) => {
      if (part.includes('1,000 lines')) abort.abort()
      shown += part
    },
  }
  let shown = ''
  const stopped = await run([path, 'never-read'], { out, progress: true, signal: abort.signal })
  assert.equal(stopped.code, 130)
  assert.match(shown, /stopped after line 1,000: the same command goes on from there/)

  const resumed = await run([path])
  assert.equal(resumed.code, 1)
  assert.match(resumed.text, /went on after line 1,000\n/)
  assert.match(resumed.text, /Outlet +1,500 +0 +0 +0\n/)
})

test('several files are imported one after another, past one that cannot be read', async () => {
  const { code, text } = await run([
    join(folder, 'missing.ndjson'),
    folder,
    await file('next.ndjson', outlets(1, 'next')),
  ])
  assert.equal(code, 1)
  assert.match(text, /missing\.ndjson: There is no such file\.\n/)
  assert.match(text, /: This is a folder\.\n/)
  assert.match(text, /Outlet +1 +0 +0 +0\n/)
})

test('a gzip file that is cut off is imported as far as it goes', async () => {
  const packed = gzipSync(
    Array.from({ length: 5_000 }, (_, nth) => outletLine(`cut-${nth}`, String(Math.random()))).join('\n'),
  )
  const path = await file('cut.ndjson.gz', packed.subarray(0, packed.length >> 1))
  const { code, text } = await run([path])
  assert.equal(code, 1)
  assert.match(text, /This is no whole gzip file\./)
  assert.match(text, /stopped after line \d,000/)
})

const ARTICLE = `# Bridge closed for repair

By Ines Roth
The Daily Span, February 9, 2024

Subscribe to our newsletter

The bridge was closed on Friday after a crack was found.
`

test('the text of an article is imported with a report of what was read and what was left out', async () => {
  const { code, text } = await run([await file('bridge.md', ARTICLE)], { as: 'article', slug: 'bridge' })
  assert.equal(code, 0)
  assert.match(text, /“Bridge closed for repair”; authors: 1, subjects: 0, links: 0, notes: 0\n/)
  assert.match(text, /Article bridge: created\n/)
  assert.match(text, /line 6 left out: /)
})

test('a text that is no article is refused with a code', async () => {
  const notUtf8 = await file('latin1.md', Buffer.from('# Sm\u00f8r\n\nText.', 'latin1'))
  const { code, text } = await run([await file('empty.md', ''), notUtf8, join(folder, 'none.md')], {
    as: 'article',
  })
  assert.equal(code, 1)
  assert.match(text, /empty\.md: .* \[HEADLINE_MISSING\]\n/)
  assert.match(text, /latin1\.md: The text is not in UTF-8\.\n/)
  assert.match(text, /none\.md: There is no such file\.\n/)
})

test('an article that cannot be saved is reported field by field', async () => {
  const text = ARTICLE.replace('The Daily Span, February 9, 2024\n', '')
  const report = await run([await file('undated.md', text)], { as: 'article' })
  assert.equal(report.code, 1)
  assert.match(report.text, /not imported: Article publishedOn: .* \[REQUIRED\]\n/)
})
