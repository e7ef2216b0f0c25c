import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packSdk } from '../../support/package.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const { install, manifest } = await packSdk((remove) => after(remove))
const cases = await readFile(join(root, 'test/sdk/types.test-d.ts'), 'utf8')

const MODES = {
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
}

for (const [name, mode] of Object.entries(MODES)) {
  test(`an application that resolves by ${name} is checked, and all that is wrong in it is found`, async () => {
    const app = await install(['gql.tada', '@0no-co/graphql.web', 'graphql'])
    await writeFile(join(app, 'package.json'), '{ "type": "module" }')
    const imported = cases
      .replace("'../../sdk/src/index.ts'", "'@dateline/sdk'")
      .replace("'../../sdk/src/schema.ts'", "'@dateline/sdk/schema'")
    await writeFile(join(app, 'cases.ts'), imported)
    const paths = Object.keys(manifest.exports).filter((path) => !path.endsWith('.json'))
    const all = paths.map((path, at) => `export * as e${at} from '@dateline/sdk${path.slice(1)}'`)
    await writeFile(join(app, 'all.ts'), all.join('\n'))
    const compilerOptions = {
      ...mode,
      target: 'es2022',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
      strict: true,
      verbatimModuleSyntax: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    }
    await writeFile(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
    await writeFile(join(app, 'wrong.ts'), imported.replaceAll('// @ts-expect-error', '//'))
    const found = (await check(app)).split('\n').filter((line) => line.includes('error TS'))
    assert.deepEqual(
      found.filter((line) => !line.startsWith('wrong.ts(')),
      [],
    )
    assert.equal(found.length, cases.match(/@ts-expect-error/g)?.length)
  })
}

async function check(app: string): Promise<string> {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const checked = await promisify(execFile)(process.execPath, [compiler, '-p', app], { cwd: app }).catch(
    (failed: { stdout: string }) => failed,
  )
  return checked.stdout
}
