import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { isAddressInfo } from '../../../server/listen.ts'
import { noBrowser, openBrowser } from '../../support/browser.ts'
import { makeKey } from '../../support/keys.ts'
import { findNode } from '../../support/nodes.ts'
import { packSdk } from '../../support/package.ts'
import { openTestService } from '../../support/serve.ts'

const { install } = await packSdk((remove) => after(remove))
const app = await install()
const { url, database } = await openTestService()
const apiKey = await makeKey(database, 'EDITOR')

/** Asks, reads to the end, writes and follows: what is printed is the same wherever it runs. */
const SMOKE = `
import { createDateline, payloadOf } from '@dateline/sdk'

export async function smoke(url, apiKey, name) {
  const dateline = createDateline({ url, apiKey, persisted: 'auto', clientName: 'smoke/1' })
  const { event } = await dateline.event({ by: { slug: 'us-strikes-2024-02-02' } })
  let subjects = 0
  for await (const _ of dateline.subjects.each({ first: 2 })) subjects++
  const { subjects: all } = await dateline.subjects({ withTotal: true })
  const { outlets } = await dateline.outlets()
  const made = payloadOf((await dateline.createOutlet({ input: { name } })).createOutlet)
  for await (const { entry, node } of dateline.outlets.live({ after: outlets.feedCursor, filter: { name: { eq: name } } })) {
    return [event.when.edtf, subjects === all.totalCount, entry.action, node.name === name, entry.nodeId === made.node.id]
  }
}
`
const EXPECTED = ['2024-02-02', true, 'CREATED', true, true]

await writeFile(join(app, 'smoke.mjs'), SMOKE)
const VERSIONS = ['20.20.2', '22.23.3', '24.0.0']

for (const version of VERSIONS) {
  test(`the package serves an application on Node ${version.split('.')[0]}`, async (t) => {
    const node = await findNode(version)
    if (!node) return t.skip(`Node ${version} is neither on the PATH nor to be had from npm`)
    const call = `import { smoke } from './smoke.mjs'\nconsole.log(JSON.stringify(await smoke(...process.argv.slice(1))))`
    const program = ['--input-type=module', '--eval', call, url, apiKey, `Node ${version}`]
    const { stdout } = await promisify(execFile)(node, program, { cwd: app })
    assert.deepEqual(JSON.parse(stdout), EXPECTED)
  })
}

test('the package serves a page of another origin in a browser', { skip: noBrowser }, async (t) => {
  const contents = `import { smoke } from './smoke.mjs'\nglobalThis.smoke = smoke`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: app },
    bundle: true,
    format: 'esm',
    write: false,
  })
  const server = createServer((request, response) => {
    const isScript = request.url === '/app.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(
      isScript ? outputFiles[0]?.text : '<!doctype html><script type="module" src="/app.js"></script>',
    )
  }).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const address = server.address()
  const page = await (await openBrowser()).newPage()
  await page.goto(`http://localhost:${isAddressInfo(address) ? address.port : 0}/`)
  await page.waitForFunction('globalThis.smoke')
  assert.deepEqual(
    await page.evaluate(`smoke(${JSON.stringify(url)}, ${JSON.stringify(apiKey)}, 'A browser')`),
    EXPECTED,
  )
})
