import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { BenchFailure } from './failure.ts'

const FOLDER = resolve(import.meta.dirname, '../peers')

/** Installs what Dateline is measured against, unless it is there as the lock file says. Throws BenchFailure. */
export async function installPeers(tell: (line: string) => void): Promise<void> {
  if (await isInstalled()) return
  tell('Installing PostGraphile and autocannon into bench/peers')
  const child = spawn('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: FOLDER,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new BenchFailure('npm ci failed in bench/peers')
}

/** npm leaves a copy of the lock in node_modules; it has all but the package itself, and what is optional elsewhere. */
async function isInstalled(): Promise<boolean> {
  try {
    const wanted = await versions(join(FOLDER, 'package-lock.json'))
    const installed = await versions(join(FOLDER, 'node_modules/.package-lock.json'))
    return [...installed].every(([name, version]) => wanted.get(name) === version) && installed.size > 0
  } catch {
    return false
  }
}

async function versions(path: string): Promise<Map<string, string>> {
  const { packages }: { packages: Record<string, { version: string }> } = JSON.parse(
    await readFile(path, 'utf8'),
  )
  return new Map(
    Object.entries(packages)
      .filter(([name]) => name !== '')
      .map(([name, { version }]) => [name, version]),
  )
}
