import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import { openTestDatabase } from '../support/database.ts'
import { makePlace } from '../support/postgres.ts'
import { EVERYTHING } from '../support/webhooks.ts'

const SERVER = new URL('../../server/', import.meta.url)

/** Runs something that fails: its code, and what it has told. */
const failing = (args: string[], environment: Record<string, string> = {}) =>
  promisify(execFile)(process.execPath, args, { env: { PATH: process.env.PATH, ...environment } }).then(
    () => assert.fail('It cannot succeed'),
    ({ code, stdout, stderr }) => ({ code, told: `${stdout}${stderr}` }),
  )

test('a command that fails by a row that PostgreSQL refuses tells why and where, and not the row', async (t) => {
  const db = await openTestDatabase()
  await sql`alter table webhook add constraint refused check (false) not valid`.execute(db.kysely)
  const selection = join(await makePlace(t), 'selection.graphql')
  await writeFile(selection, EVERYTHING)
  const words = ['webhook', 'create', '--name', 'Desk', '--url', 'https://example.com/hook']
  const { code, told } = await failing([cli, ...words, '--selection', selection], { DATABASE_URL: db.url })
  assert.equal(code, 1)
  assert.match(told, /violates check constraint "refused"\n +at .*\ncode: 23514\n$/s)
  // Its secret is in the row.
  assert.doesNotMatch(told, /Failing row|example\.com|whsec_|detail/)
})

const cli = new URL('cli.ts', SERVER).pathname

test('so does a worker', async () => {
  const db = await openTestDatabase()
  await sql`alter table feed_head rename to lost`.execute(db.kysely)
  const { code, told } = await failing([cli, 'serve', '--workers', '2'], {
    DATABASE_URL: db.url,
    DATELINE_PORT: '0',
  })
  assert.equal(code, 1)
  assert.match(told, /relation "feed_head" does not exist/)
  assert.match(told, /\ncode: 42P01\n/)
  assert.doesNotMatch(told, /routine/)
})

/** A program that ends by an expression, as a process of the service would. */
async function endBy(t: TestContext, expression: string) {
  const program = join(await makePlace(t), 'program.ts')
  const end = new URL('end-by-defect.ts', SERVER).href
  await writeFile(program, `import { endByDefect } from '${end}'\nendByDefect()\n${expression}\n`)
  return failing(['--disable-warning=ExperimentalWarning', program])
}

const ERROR =
  "Object.assign(new Error('refused', { cause: new Error('below') }), { code: '23514', detail: 'canary' })"

for (const [how, expression] of [
  ['thrown', `throw ${ERROR}`],
  ['thrown later', `setTimeout(() => { throw ${ERROR} }, 1)`],
  ['rejected and caught by nobody', `setInterval(() => {}, 1_000); Promise.reject(${ERROR})`],
] as const) {
  test(`an error that is ${how} ends the process, with its cause and without what it holds`, async (t) => {
    const { code, told } = await endBy(t, expression)
    assert.equal(code, 1)
    assert.match(told, /^Error: refused\n +at .*\ncode: 23514\ncause: Error: below\n +at /s)
    assert.doesNotMatch(told, /canary/)
  })
}

test('what is thrown and no error is told by its type alone', async (t) => {
  assert.deepEqual(await endBy(t, "throw { secret: 'canary' }"), {
    code: 1,
    told: 'Ended by what is no error: object\n',
  })
})
