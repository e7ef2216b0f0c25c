import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, test } from 'node:test'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { packSdk } from '../../support/package.ts'

const { tarball, files, manifest } = await packSdk((remove) => after(remove))
const data = new Uint8Array(await readFile(tarball))

test('the package holds what is built, its manifest of documents, its README and its licence, and nothing else', () => {
  assert.deepEqual(
    files.filter((file) => !file.startsWith('dist/')),
    ['LICENSE', 'README.md', 'manifest.json', 'package.json'],
  )
  const built = files.filter((file) => file.startsWith('dist/'))
  const modules = built.filter((file) => file.endsWith('.js'))
  assert.deepEqual(
    built.filter((file) => !file.endsWith('.js')),
    modules.map((file) => file.replace(/\.js$/, '.d.ts')),
  )
  for (const sub of Object.keys(manifest.exports).filter((name) => !name.endsWith('.json')))
    assert.ok(modules.includes(`dist/${sub === '.' ? 'index' : sub.slice(2)}.js`), sub)
})

test('publint finds nothing to say', async () => {
  const { messages, pkg } = await publint({ pack: { tarball: data.buffer }, strict: true })
  assert.deepEqual(
    messages.map((message) => formatMessage(message, pkg)),
    [],
  )
})

/** What is asked of those who cannot import modules of ECMAScript, and of what is no module. */
const NOT_MEANT = new Set(['CJSResolvesToESM'])

test('the types are right wherever modules of ECMAScript are', async () => {
  const result = await checkPackage(createPackageFromTarballData(data), {
    excludeEntrypoints: ['./manifest.json'],
  })
  assert.ok(result.types)
  const told = result.problems.filter(
    (problem) =>
      !NOT_MEANT.has(problem.kind) && !('resolutionKind' in problem && problem.resolutionKind === 'node10'),
  )
  assert.deepEqual(told, [])
})

test('nothing is installed with it', () => {
  assert.equal('dependencies' in manifest, false)
})
