import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { packSdk } from '../../support/package.ts'

const { install } = await packSdk((remove) => after(remove))
const app = await install()

/** What a browser loads of a program, minified. */
async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: app },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  return outputFiles[0]?.text ?? ''
}

const KB = 1_024

for (const [name, program, most] of [
  ['the client alone', "export { createClient } from '@dateline/sdk'", 4 * KB],
  ['the client with one query', "export { createClient, EventDocument } from '@dateline/sdk'", 4 * KB],
  ['every operation, with streams and pages', "export * from '@dateline/sdk'", 8 * KB],
  ['the client of admins', "export * from '@dateline/sdk/admin'", 4 * KB],
  ['WebSockets', "export * from '@dateline/sdk/websocket'", 2 * KB],
  ['the check of webhooks', "export * from '@dateline/sdk/webhooks'", KB],
] as const) {
  test(`${name} takes ${most / KB} KB at most, minified and zipped`, async (t) => {
    const bytes = gzipSync(await bundle(program), { level: 9 }).length
    t.diagnostic(`${bytes} bytes`)
    assert.ok(bytes <= most, `${bytes} bytes`)
  })
}

test('what is not used is not loaded', async () => {
  const text = await bundle("export { createClient, EventDocument } from '@dateline/sdk'")
  assert.match(text, /query Event\(/)
  assert.doesNotMatch(text, /query Articles\(|mutation Create|EntriesLive|fragment ArticleDetail/)
  assert.equal(await bundle("import '@dateline/sdk'"), '')
})
