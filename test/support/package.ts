import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const sdk = join(root, 'sdk')

/** The SDK as it is published. */
export interface PackedSdk {
  /** The archive. */
  tarball: string
  /** The files in it, in alphabetical order. */
  files: readonly string[]
  /** Its package.json. */
  manifest: { name: string; exports: Record<string, unknown>; peerDependencies?: Record<string, string> }
  /** An application in which it is installed, with those packages of the project that are named; otherwise empty. */
  install(packages?: readonly string[]): Promise<string>
}

/** Builds and packs the SDK aside, so that tests may do so at once. `after` is told how to remove all of it. */
export async function packSdk(after: (remove: () => Promise<void>) => void): Promise<PackedSdk> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-sdk-'))
  after(() => rm(folder, { recursive: true }))
  const made = join(folder, 'package')
  await mkdir(made)
  for (const file of await readdir(sdk)) {
    if (PUBLISHED.test(file)) await cp(join(sdk, file), join(made, file))
  }
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  await run(process.execPath, [compiler, '-p', sdk, '--outDir', join(made, 'dist')])
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const [packed] = JSON.parse((await run('npm', pack, { cwd: made })).stdout)
  const tarball = join(folder, packed.filename)
  return {
    tarball,
    files: packed.files.map(({ path }: { path: string }) => path).toSorted(),
    manifest: JSON.parse(await readFile(join(made, 'package.json'), 'utf8')),
    install: async (packages = []) => {
      const app = await mkdtemp(join(folder, 'app-'))
      const modules = join(app, 'node_modules')
      const home = join(modules, '@dateline/sdk')
      await mkdir(home, { recursive: true })
      await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', home])
      for (const name of packages) {
        await mkdir(join(modules, name, '..'), { recursive: true })
        await symlink(join(root, 'node_modules', name), join(modules, name))
      }
      return app
    },
  }
}

const PUBLISHED = /^(package\.json|README\.md|LICENSE|manifest\.json)$/
