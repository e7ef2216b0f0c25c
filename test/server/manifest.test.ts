import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { EventDocument } from '../../sdk/src/index.ts'
import { ManifestError, readManifests } from '../../server/manifest.ts'
import { createPersisted, hashOf } from '../../server/persisted.ts'
import { nouns } from '../../server/syndication/nouns.ts'
import { openTestService } from '../support/serve.ts'

const folder = await mkdtemp(join(tmpdir(), 'dateline-manifest-'))
after(() => rm(folder, { recursive: true }))

test('what the SDK asks is listed under the hash that it sends', async () => {
  const manifest = await readManifests(null)
  assert.equal(manifest.get(hashOf(EventDocument)), EventDocument)
})

test('a file adds to it', async () => {
  const body = '{ outlets { totalCount } }'
  const file = await write({ version: 1, operations: [{ id: hashOf(body), name: 'A', type: 'query', body }] })
  const manifest = await readManifests(file)
  assert.equal(manifest.get(hashOf(body)), body)
  assert.ok(manifest.has(hashOf(EventDocument)))
})

for (const [name, content] of Object.entries({
  'no JSON': 'nothing',
  'no manifest': '[]',
  'another version': { version: 2, operations: [] },
  'an id of another body': { version: 1, operations: [{ id: hashOf('a'), body: 'b' }] },
  'an operation without a body': { version: 1, operations: [{ id: hashOf('a') }] },
  'an operation that is none': { version: 1, operations: [null] },
})) {
  test(`a file with ${name} is refused by its name`, async () => {
    const file = await write(content)
    await assert.rejects(
      readManifests(file),
      (error) => error instanceof ManifestError && error.message.includes(file),
    )
  })
}

test('a file that is not there is refused by its name', async () => {
  await assert.rejects(readManifests(join(folder, 'none.json')), /none\.json/)
})

async function write(content: unknown): Promise<string> {
  const file = join(folder, `${hashOf(JSON.stringify(content)).slice(0, 8)}.json`)
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test('feeds are read where documents of a manifest alone are taken', async () => {
  const { url } = await openTestService({ persisted: createPersisted('only', await readManifests(null)) })
  for (const noun of nouns.keys()) {
    const { status } = await fetch(new URL(`/feed/${noun}.json`, url))
    assert.equal(status, 200, noun)
  }
})
