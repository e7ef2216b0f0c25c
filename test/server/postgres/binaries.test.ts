import assert from 'node:assert/strict'
import { chmod, cp, lstat, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { completeInstallation, findNativeFolder, prepareBinaries } from '../../../server/postgres/binaries.ts'
import { prepareHome } from '../../../server/postgres/home.ts'
import { run } from '../../../server/postgres/run.ts'
import { makePlace } from '../../support/postgres.ts'

const isRoot = process.getuid?.() === 0

test('library links and executable bits that npm ci --ignore-scripts leaves out are made, by several at once', async (t) => {
  const native = await copyInstallation(await makePlace(t))
  const links = await findLinks(native)
  for (const link of links) await rm(link)
  const program = join(native, 'bin', 'initdb')
  await chmod(program, 0o644)
  assert.equal((await run(program, ['--version'])).ok, false)

  await Promise.all([1, 2, 3].map(() => completeInstallation(native)))
  assert.deepEqual(await findLinks(native), links)
  // stat follows the link to the library.
  for (const link of links) assert.ok((await stat(link)).isFile())
  assert.match((await run(program, ['--version'])).output, /^initdb \(PostgreSQL\) 18/)
})

test('an installation that is incomplete and may not be written is refused with the way to mend it', async (t) => {
  const native = await copyInstallation(await makePlace(t))
  await rm(join(native, 'bin', 'postgres'))
  await assert.rejects(completeInstallation(native), {
    code: 'POSTGRES_NOT_INSTALLED',
    message: /npm rebuild/,
  })
})

test('programs that the user of PostgreSQL may not reach are copied to where it may', {
  skip: !isRoot && 'needs root',
}, async (t) => {
  const place = await makePlace(t)
  const closed = join(place, 'closed')
  await mkdir(closed, { mode: 0o700 })
  const native = await copyInstallation(closed)
  // As npm leaves them under a strict umask.
  await chmod(join(native, 'lib'), 0o700)
  const home = await prepareHome(join(place, 'data'))

  const { postgres } = await prepareBinaries(home, native)
  assert.ok(postgres.startsWith(`${home.folder}/postgres-binaries-18`))
  assert.match((await run(postgres, ['--version'], home.account)).output, /^postgres \(PostgreSQL\) 18/)
  const { ino } = await stat(postgres)
  assert.equal((await prepareBinaries(home, native)).postgres, postgres)
  assert.equal((await stat(postgres)).ino, ino)
  assert.deepEqual(await readdir(home.folder), [postgres.split('/').at(-3)])
})

/** A copy of the installed package, to be damaged. */
async function copyInstallation(place: string): Promise<string> {
  const copy = join(place, 'package')
  await cp(join(findNativeFolder(), '..'), copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'native')
}

async function findLinks(native: string): Promise<string[]> {
  const lib = join(native, 'lib')
  const paths = (await readdir(lib)).sort().map((name) => join(lib, name))
  const kinds = await Promise.all(paths.map((path) => lstat(path)))
  return paths.filter((_, index) => kinds[index]?.isSymbolicLink())
}
