import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Kept from run to run: each is some 180 MB, of which 45 are loaded. */
const FOLDER = fileURLToPath(new URL('../../.dateline/nodes', import.meta.url))

/** The program of a version of Node: of this process, of the machine, or as npm brings it. Null where none is to be had. */
export async function findNode(version: string): Promise<string | null> {
  const [major] = version.split('.')
  const folders = (process.env.PATH ?? '').split(delimiter)
  for (const node of [process.execPath, ...folders.map((folder) => join(folder, 'node'))]) {
    const { stdout } = await run(node, ['--version']).catch(() => ({ stdout: '' }))
    if (stdout.startsWith(`v${major}.`)) return node
  }
  return install(version).catch(() => null)
}

async function install(version: string): Promise<string> {
  const folder = join(FOLDER, version)
  const node = join(folder, 'node_modules/node/bin/node')
  const isThere = await access(node).then(
    () => true,
    () => false,
  )
  const quietly = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund']
  if (!isThere) await run('npm', ['install', ...quietly, '--prefix', folder, `node@${version}`])
  return node
}
