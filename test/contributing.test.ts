import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { openTestDatabase } from './support/database.ts'

const ROOT = new URL('..', import.meta.url).pathname
const text = await readFile(join(ROOT, 'CONTRIBUTING.md'), 'utf8')

/** The code of CONTRIBUTING.md in its order, as it would stand in a file. */
const blocks = [...text.matchAll(/^( *)```ts\n(.*?)^\1```$/gms)].map(([, indent = '', code = '']) =>
  code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
)
const [migration = '', rowType = '', column = '', filter = '', relation = '', written = '', reading = ''] =
  blocks
const inSchema = { column, filter, relation }

for (const [what, code] of Object.entries(inSchema)) {
  test(`a ${what} is three lines in the module of its noun`, () => {
    assert.ok(code.trim().length > 0)
    assert.ok(code.trim().split('\n').length <= 3, code)
  })
}

/** What the copy must hold to be compiled and to answer. */
const PARTS = ['db', 'schema', 'test/support', 'test/contributing', 'package.json', 'tsconfig.json']

/** A copy of the project in which a newcomer has done what CONTRIBUTING.md says. */
async function applied(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'dateline-newcomer-'))
  test.after(() => rm(copy, { recursive: true, force: true }))
  for (const part of PARTS) {
    await cp(join(ROOT, part), join(copy, part), { recursive: true })
  }
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  const change = async (file: string, find: string | RegExp, replace: string) => {
    const was = await readFile(join(copy, file), 'utf8')
    const now = was.replace(find, () => replace)
    assert.notEqual(now, was, `${file} has no place for it`)
    await writeFile(join(copy, file), now)
  }
  await writeFile(join(copy, 'db/migrations/9999_outlet_motto.ts'), migration)
  await change(
    'db/migrate.ts',
    'import type { Tables }',
    "import * as motto from './migrations/9999_outlet_motto.ts'\nimport type { Tables }",
  )
  await change('db/migrate.ts', /^}$/m, "  '9999_outlet_motto': motto,\n}")
  await change(
    'db/tables.ts',
    'export interface Outlet extends NodeRow {',
    `export interface Outlet extends NodeRow {\n${rowType}`,
  )
  await change(
    'schema/outlet.ts',
    'import { fields, list, lookup }',
    'import { anyOf, belongsTo, fields, filters, list, lookup }',
  )
  await change(
    'schema/outlet.ts',
    "lookup(Outlet, 'outlet'",
    `${Object.values(inSchema).join('\n')}\nlookup(Outlet, 'outlet'`,
  )
  await change('db/records.ts', "  record: 'Outlet'\n", `  record: 'Outlet'\n${written}`)
  await change(
    'db/writes/outlet.ts',
    'const fields: FieldsOf<OutletRecord> = {',
    `const fields: FieldsOf<OutletRecord> = {\n${reading}`,
  )
  return copy
}

const run = promisify(execFile)
const copy = await applied()
const db = await openTestDatabase()

/** What the compiler says to the copy's database and schema. */
const compile = () =>
  run(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.newcomer.json'], {
    cwd: copy,
  }).then(
    () => '',
    ({ stdout }: { stdout: string }) => stdout,
  )

test('what it says compiles; a column that is not there, or does not say that it may be null, does not', async () => {
  const settings = { extends: './tsconfig.json', include: ['schema', 'db'] }
  await writeFile(join(copy, 'tsconfig.newcomer.json'), JSON.stringify(settings))
  assert.equal(await compile(), '')
  const file = join(copy, 'schema/outlet.ts')
  const right = await readFile(file, 'utf8')
  const careless = column.replace('motto:', 'careless:').replace('nullable: true, ', '')
  const mistyped = column.replace('motto:', 'mistyped:').replace("column('motto'", "column('moto'")
  await writeFile(file, [right, careless, mistyped].join('\n'))
  const errors = await compile()
  await writeFile(file, right)
  assert.match(errors, /schema\/outlet\.ts.*nullable/s)
  assert.match(errors, /schema\/outlet\.ts.*"moto"/s)
})

test('the new column, relation and filter answer, now and in the past', async () => {
  const { stdout } = await run(process.execPath, [join(copy, 'test/contributing/newcomer.ts'), db.url])
  const owner = { slug: 'owner' }
  const motto = 'All the news'
  assert.deepEqual(JSON.parse(stdout), {
    column: { outlet: { motto } },
    relation: { outlet: { owner: { ...owner, owner: null } } },
    filter: { outlets: { nodes: [{ slug: 'owned' }], totalCount: 1 } },
    related: { outlets: { nodes: [{ slug: 'owned' }] } },
    past: { outlet: { motto, owner } },
  })
})
