import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { openTestDatabase } from './support/database.ts'
import { everything } from './support/dump.ts'
import { makeOutlet } from './support/make.ts'
import { query } from './support/postgres.ts'

const text = await readFile(new URL('../docs/operation.md', import.meta.url), 'utf8')
const blocksOf = (language: string) =>
  [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(([, of, block = '']) =>
    of === language ? [block] : [],
  )

const CLI = new URL('../server/cli.ts', import.meta.url).pathname
const [original, restored] = [await openTestDatabase(), await openTestDatabase()]
await makeOutlet(original)

const folder = await mkdtemp(join(tmpdir(), 'dateline-operation-'))
test.after(() => rm(folder, { recursive: true, force: true }))

/** A block as a shell runs it. */
async function shell(block: string, DATABASE_URL = original.url): Promise<string> {
  const commands = block.replaceAll('dateline_service', role)
  const script = `dateline() { "${process.execPath}" "${CLI}" "$@"; }\n${commands}`
  const env = { PATH: process.env.PATH, DATABASE_URL, RESTORED: restored.url }
  return (await promisify(execFile)('bash', ['-euc', script], { cwd: folder, env })).stdout
}

const role = `service_${randomBytes(4).toString('hex')}`
const [, creation = ''] = blocksOf('sql')
await query(original.url, creation.replaceAll('dateline_service', role))

test('the commands run, in their order, and what they restore is what was there', async () => {
  for (const block of blocksOf('sh')) assert.notEqual(await shell(block), '')
  assert.deepEqual((await everything(restored)).revision, (await everything(original)).revision)
})

test('the role of the service is all that the doctor wants of one, and cannot change the history', async (t) => {
  t.after(async () => {
    await query(original.url, `drop owned by ${role}`)
    await query(original.url, `drop role ${role}`)
  })
  const url = new URL(original.url)
  url.username = role
  url.password = 'choose-one'
  const told = await shell('dateline doctor', url.href)
  assert.match(told, /^ok +rights/m)
  assert.doesNotMatch(told, /^(warn|fail)/m)
  await assert.rejects(query(url.href, "update revision set actor = 'x'"), { code: '42501' })
  await assert.rejects(query(url.href, 'create table x ()'), { code: '42501' })
})

test('the other statements are such as PostgreSQL takes', async () => {
  const [create = '', , epoch = ''] = blocksOf('sql')
  const name = `test_${randomBytes(4).toString('hex')}`
  await query(original.url, create.replace('database dateline', `database ${name}`))
  await query(original.url, `drop database ${name}`)
  const before = (await everything(original)).feed_head
  await query(original.url, epoch)
  assert.notDeepEqual((await everything(original)).feed_head, before)
})
