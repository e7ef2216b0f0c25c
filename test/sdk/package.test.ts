import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openTestService } from '../support/serve.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

const node20 = await findNode20()

test('the built package serves an application on Node 20', {
  skip: node20 ? false : 'needs a Node 20 on the PATH',
}, async () => {
  const { url } = await openTestService()
  const app = await installPackage()
  const program = `
    import { createDateline } from '@dateline/sdk'
    const { event } = await createDateline({ url: process.argv[1] }).event({ by: { slug: 'us-strikes-2024-02-02' } })
    console.log(event.when.edtf)`
  const { stdout } = await run(node20 ?? '', ['--input-type=module', '--eval', program, url], { cwd: app })
  assert.equal(stdout, '2024-02-02\n')
})

/** Builds the package into the node_modules of an application that is otherwise empty. */
async function installPackage(): Promise<string> {
  const app = await mkdtemp(join(tmpdir(), 'dateline-app-'))
  after(() => rm(app, { recursive: true }))
  const home = join(app, 'node_modules', '@dateline', 'sdk')
  await mkdir(home, { recursive: true })
  await cp(join(root, 'sdk/package.json'), join(home, 'package.json'))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  await run(process.execPath, [compiler, '-p', join(root, 'sdk'), '--outDir', join(home, 'dist')])
  return app
}

/** The machine's own Node, where it is of the oldest version that the package supports. */
async function findNode20(): Promise<string | undefined> {
  const candidates = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'))
  const versions = await Promise.all(
    candidates.map((node) => run(node, ['--version']).catch(() => ({ stdout: '' }))),
  )
  return candidates[versions.findIndex(({ stdout }) => stdout.startsWith('v20.'))]
}
