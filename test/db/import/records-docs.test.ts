import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { MAX_LINE_BYTES } from '../../../db/import/lines.ts'
import { importRecords } from '../../../db/import/records.ts'
import { MAX_SLUG_CODE_POINTS } from '../../../db/values/slug.ts'
import { NODE_KINDS } from '../../../db/vocabulary.ts'
import { MAX_BODY, MAX_CLAIM, MAX_NAME, MAX_PASSAGE, MAX_PROSE } from '../../../db/writes/values.ts'
import { openTestDatabase } from '../../support/database.ts'
import { query } from '../writes/saving.ts'

const db = await openTestDatabase()
const docs = readFileSync(new URL('../../../docs/records.md', import.meta.url), 'utf8')
const examples = docs.split('\n').filter((line) => line.startsWith('{"record"'))

async function* linesOf(lines: string[]) {
  yield* lines
}

test('every example of docs/records.md is imported, each after those that it refers to', async () => {
  for (const [index, line] of examples.entries()) {
    const report = await importRecords(db, linesOf([line]), { actor: 'docs' })
    assert.deepEqual(report.refused, [], `example ${index + 1}`)
    assert.equal(report.refusedLines, 0)
  }
  assert.deepEqual(await query(db, 'select health, count(*)::int from claim_anchor group by 1'), [
    { health: 'EXACT', count: 2 },
  ])
})

test('there is an example of every noun', () => {
  const shown = new Set(examples.map((line) => JSON.parse(line).record))
  assert.deepEqual([...shown], NODE_KINDS)
})

test('the limits are those of the code', () => {
  for (const row of [
    `line | ${MAX_LINE_BYTES / 1024 / 1024} MiB`,
    `slug | ${MAX_SLUG_CODE_POINTS} characters`,
    `name, label | ${MAX_NAME} characters`,
    `body | ${MAX_BODY.toLocaleString('en')} characters`,
    `text of a claim | ${MAX_CLAIM.toLocaleString('en')} characters`,
    `passage of an anchor | ${MAX_PASSAGE.toLocaleString('en')} characters`,
    `other prose | ${MAX_PROSE.toLocaleString('en')} characters`,
  ]) {
    assert.ok(docs.includes(row), row)
  }
})

test('every code of a refusal is explained', () => {
  const source = ['db/values/invalid-value.ts', 'db/import/report.ts', 'db/import/lines.ts']
    .map((path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'))
    .join('\n')
  const codes = new Set(source.match(/(?<=[|:] ')[A-Z0-9_]+(?=')/g))
  const results = new Set(['CREATED', 'REVISED', 'UNCHANGED'])
  assert.ok(codes.size > 20)
  for (const code of [...codes].filter((code) => !results.has(code))) {
    assert.ok(docs.includes(`\`${code}\``), code)
  }
})
