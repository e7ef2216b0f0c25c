import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestService } from '../support/serve.ts'

const service = await openTestService()
const ask = (path: string, init?: RequestInit) => fetch(new URL(path, service.url), init)

test('the front page runs no script but the files of the service', async () => {
  const response = await ask('/')
  assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8')
  assert.match(
    response.headers.get('content-security-policy') ?? '',
    /^default-src 'none'; script-src 'self';/,
  )
  const page = await response.text()
  assert.doesNotMatch(page, /<script[^>]*>[^<]|<style|\sstyle=|\son\w+=/)
  for (const [, path = ''] of page.matchAll(/(?:src|href)="(sdk\/[^"]+)"/g)) {
    assert.equal((await ask(`/${path}`)).status, 200, path)
  }
})

test('every module that the page imports is served as a browser takes it', async () => {
  const read = new Set<string>()
  const follow = async (path: string): Promise<void> => {
    if (read.has(path)) return
    read.add(path)
    const response = await ask(path)
    assert.equal(response.headers.get('content-type'), 'text/javascript; charset=utf-8', path)
    const text = await response.text()
    assert.doesNotMatch(text, /^\s*(export )?(interface|type) /m, path)
    for (const [, to = ''] of text.matchAll(/^\s*(?:import|export|\}).* from '(\..*)'$/gm)) {
      await follow(new URL(to, new URL(path, service.url)).pathname)
    }
  }
  await follow('/sdk/examples/front-page/main.ts')
  assert.ok(read.has('/sdk/src/client.ts'))
  // Types alone are behind it: no browser reads its 4,000 lines.
  assert.equal(read.has('/sdk/src/generated/types.ts'), false)
})

test('nothing beside the page and the SDK is served', async () => {
  for (const path of [
    '/sdk/package.json',
    '/sdk/src/',
    '/sdk/src/..%2f..%2fpackage.json',
    '/sdk/examples/front-page/tsconfig.json',
    '/sdk/examples/monitor/main.ts',
    '/server/config.ts',
    '/index.html',
  ]) {
    const response = await ask(path)
    await response.body?.cancel()
    assert.equal(response.status, 404, path)
  }
})

test('a browser that has the page is told that it is the same', async () => {
  const first = await ask('/')
  const [etag, text] = [first.headers.get('etag') ?? '', await first.text()]
  const again = await ask('/', { headers: { 'if-none-match': etag } })
  assert.deepEqual([again.status, await again.text()], [304, ''])
  const head = await ask('/', { method: 'HEAD' })
  assert.deepEqual([head.status, await head.text(), head.headers.get('etag')], [200, '', etag])
  assert.match(text, /<h1>/)
})
