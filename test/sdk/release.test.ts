import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { planRelease, printPlan } from '../../sdk/release/plan.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const RELEASED = 'enum Kind { A } type Query { event(slug: String, kind: Kind): String  old: Int }'

for (const [what, schema, bump, from1, from0] of [
  ['nothing', RELEASED, 'patch', '1.4.3', '0.4.3'],
  ['a new field', RELEASED.replace('old:', 'new: Int  old:'), 'patch', '1.4.3', '0.4.3'],
  ['a new value of an enum', RELEASED.replace('{ A }', '{ A B }'), 'minor', '1.5.0', '0.4.3'],
  ['a new optional argument', RELEASED.replace('kind:', 'more: Int, kind:'), 'minor', '1.5.0', '0.4.3'],
  ['a field that is gone', RELEASED.replace('old: Int', ''), 'major', '2.0.0', '0.5.0'],
  ['an argument that must be given', RELEASED.replace('String,', 'String!,'), 'major', '2.0.0', '0.5.0'],
  ['another type', RELEASED.replace('old: Int', 'old: String'), 'major', '2.0.0', '0.5.0'],
] as const) {
  test(`with ${what} the version is a ${bump} one`, async () => {
    assert.deepEqual((await planRelease(RELEASED, schema, '1.4.2')).version, from1)
    const plan = await planRelease(RELEASED, schema, '0.4.2')
    assert.deepEqual([plan.bump, plan.version], [bump, from0])
  })
}

test('the change log says what changed, the worst first', async () => {
  const schema = RELEASED.replace('{ A }', '{ A B }').replace('old: Int', 'new: Int')
  const section = printPlan(await planRelease(RELEASED, schema, '1.0.0'), '2026-01-31')
  assert.match(
    section,
    /^## 2\.0\.0 \(2026-01-31\)\n\n### What breaks\n\n- .*old.*\n\n### What may surprise\n\n- .*B.*\n\n### What is new\n\n- .*new/,
  )
})

/** What a release reads and writes, aside. */
const folder = await mkdtemp(join(tmpdir(), 'dateline-release-'))
after(() => rm(folder, { recursive: true }))
const FILES = ['sdk/package.json', 'sdk/CHANGELOG.md', 'sdk/release/released.graphql']
const SCHEMA = 'schema/schema.graphql'
for (const path of [...FILES.slice(0, 2), 'sdk/release/main.ts', 'sdk/release/plan.ts', SCHEMA])
  await cp(join(root, path), join(folder, path))
await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
const present = await readFile(join(root, SCHEMA), 'utf8')
await writeFile(
  join(folder, 'sdk/release/released.graphql'),
  present.replace('type Query {', 'type Query {\n  gone: Int'),
)

const release = async (...args: string[]) =>
  (await promisify(execFile)(process.execPath, [join(folder, 'sdk/release/main.ts'), ...args])).stdout
const state = () => Promise.all(FILES.map((path) => readFile(join(folder, path), 'utf8')))

test('a dry run says what would be, and changes nothing', async () => {
  const before = await state()
  assert.match(await release('--dry'), /^0\.1\.0 → 0\.2\.0\n.*What breaks.*gone/s)
  assert.deepEqual(await state(), before)
})

test('a release writes the version, what changed and the schema, and has nothing to say the next time', async () => {
  assert.match(await release(), /npm publish/)
  const [manifest = '', changes = '', schema = ''] = await state()
  assert.equal(JSON.parse(manifest).version, '0.2.0')
  assert.match(changes, /^# .*\n\n## 0\.2\.0 .*gone.*\n\nThe version says/s)
  assert.equal(schema, present)
  assert.match(await release('--dry'), /^0\.2\.0 → 0\.2\.1\n.*The schema is as it was/s)
})
