import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { changeToWithdrawn } from '../support/change.ts'
import { makeEndedKey, makeKey } from '../support/keys.ts'
import { makeCount, makeEvent, makeOutlet } from '../support/make.ts'
import { openTestService } from '../support/serve.ts'
import { until } from '../support/until.ts'

const lines: Record<string, unknown>[] = []
const { url, database } = await openTestService({
  log: pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) }),
})
const closed = await openTestService({ publicRead: false })
const reader = await makeKey(closed.database, 'READER')
const ended = await makeEndedKey(closed.database, 'ADMIN', 'revoked_at')

const read = (path: string, headers: Record<string, string> = {}, method = 'GET', service = url) =>
  fetch(new URL(`/feed/${path}`, service), { method, headers })

const tagOf = async (path: string) => (await read(path)).headers.get('etag')

for (const [format, type] of [
  ['rss', 'application/rss+xml; charset=utf-8'],
  ['atom', 'application/atom+xml; charset=utf-8'],
  ['json', 'application/feed+json; charset=utf-8'],
] as const) {
  test(`a feed in ${format} says what it is, and HEAD says the same without it`, async () => {
    const response = await read(`claims.${format}`)
    const body = await response.text()
    const head = await read(`claims.${format}`, {}, 'HEAD')
    assert.equal(await head.text(), '')
    for (const name of ['content-type', 'etag', 'last-modified', 'cache-control', 'vary']) {
      assert.ok(response.headers.get(name))
      assert.equal(head.headers.get(name), response.headers.get(name))
    }
    assert.equal(response.headers.get('content-type'), type)
    assert.equal(response.headers.get('cache-control'), 'private, max-age=60')
    assert.equal(head.headers.get('content-length'), `${Buffer.byteLength(body)}`)
  })
}

test('a reader that has the feed is told so, whichever way it names the tag', async () => {
  const etag = (await tagOf('outlets.rss')) ?? ''
  assert.match(etag, /^"[\w-]{43}"$/)
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const response = await read('outlets.rss', { 'if-none-match': known })
    assert.deepEqual([response.status, await response.text()], [304, ''])
    assert.equal(response.headers.get('etag'), etag)
    assert.equal(response.headers.get('cache-control'), 'private, max-age=60')
  }
  for (const unknown of ['"other"', etag.replaceAll('"', ''), '']) {
    assert.equal((await read('outlets.rss', { 'if-none-match': unknown })).status, 200)
  }
})

test('the tag is another one when the feed is, and only then', async () => {
  const event = await makeEvent(database)
  const path = `events.atom?filter=${JSON.stringify({ slug: { eq: event.slug } })}`
  const first = await tagOf(path)
  await makeOutlet(database)
  assert.equal(await tagOf(path), first)
  // No item of the feed is changed by it, but what the accounts count is.
  await makeCount(database, event, 'at least 3', { status: 'ACCEPTED' })
  const counted = await tagOf(path)
  assert.notEqual(counted, first)
  await changeToWithdrawn(database, 'Event', event)
  assert.ok(![first, counted].includes(await tagOf(path)))
})

test('another page of a list, or another format, has another tag', async () => {
  const tags = await Promise.all(
    ['outlets.rss', 'outlets.atom', 'outlets.rss?first=3', 'authors.rss'].map(tagOf),
  )
  assert.equal(new Set(tags).size, 4)
})

for (const [what, key, status] of [
  ['no key', null, 401],
  ['a key that has ended', ended, 401],
  ['a key of a reader', reader, 200],
] as const) {
  test(`where reading needs a key, ${what} is answered with ${status}`, async () => {
    const headers: Record<string, string> = key === null ? {} : { authorization: `Bearer ${key}` }
    const response = await read('claims.rss?first=1', headers, 'GET', closed.url)
    const text = await response.text()
    assert.equal(response.status, status)
    assert.equal(response.headers.get('www-authenticate'), status === 401 ? 'Bearer' : null)
    assert.equal(response.headers.get('cache-control'), status === 401 ? 'no-store' : 'private, max-age=60')
    if (status === 401) assert.equal(JSON.parse(text).errors[0].extensions.code, 'UNAUTHENTICATED')
    else assert.match(text, /<rss/)
  })
}

test('a bad key is refused also where none is needed, though the reader has the feed', async () => {
  const etag = (await tagOf('claims.rss')) ?? ''
  const response = await read('claims.rss', { authorization: 'Bearer dl_x_y', 'if-none-match': etag })
  assert.equal(response.status, 401)
})

const NO_SCALAR = encodeURIComponent('{"slug":{"eq":"\\ud800"}}')

for (const [what, path, status, code, argument] of [
  ['a noun that there is not', 'newspapers.rss', 404, 'NOT_FOUND', 'noun'],
  ['a name of every object', '__proto__.rss', 404, 'NOT_FOUND', 'noun'],
  ['no noun', '', 404, 'NOT_FOUND', 'noun'],
  ['a format that there is not', 'claims.xml', 404, 'NOT_FOUND', 'format'],
  ['no format', 'claims', 404, 'NOT_FOUND', 'format'],
  ['a parameter that there is not', 'claims.rss?filters={}', 400, 'BAD_USER_INPUT', 'filters'],
  [
    'a parameter named as every object has one',
    'claims.rss?constructor=1',
    400,
    'BAD_USER_INPUT',
    'constructor',
  ],
  ['a parameter given twice', 'claims.rss?first=1&first=2', 400, 'BAD_USER_INPUT', 'first'],
  ['a filter that is no JSON', 'claims.rss?filter={', 400, 'BAD_USER_INPUT', 'filter'],
  ['a filter that is no object', 'claims.rss?filter=7', 400, 'BAD_USER_INPUT', 'filter'],
  ['a filter on what there is not', 'claims.rss?filter={"colour":1}', 400, 'BAD_USER_INPUT', 'filter'],
  [
    'a filter by a word that there is not',
    'claims.rss?filter={"status":["X"]}',
    400,
    'BAD_USER_INPUT',
    'filter.status[0]',
  ],
  ['half of a surrogate pair', `claims.rss?filter=${NO_SCALAR}`, 400, 'BAD_USER_INPUT', 'filter'],
  ['bytes that are no UTF-8', 'claims.rss?filter=%ff', 400, 'BAD_USER_INPUT', 'query'],
  ['an order that there is not', 'claims.rss?orderBy={"field":"X"}', 400, 'BAD_USER_INPUT', 'orderBy.field'],
  ['no order', 'claims.rss?orderBy=null', 400, 'BAD_USER_INPUT', 'orderBy'],
  ['a page too long', 'claims.rss?first=101', 400, 'BAD_USER_INPUT', 'first'],
  ['a page of less than nothing', 'claims.rss?first=-1', 400, 'BAD_USER_INPUT', 'first'],
  ['a page of words', 'claims.rss?first=many', 400, 'BAD_USER_INPUT', 'first'],
  ['a cursor of nothing', 'claims.rss?after=x', 400, 'INVALID_CURSOR', 'after'],
] as const) {
  test(`${what} is refused with a code and its name`, async () => {
    lines.length = 0
    const response = await read(path)
    const { errors } = JSON.parse(await response.text())
    assert.equal(response.status, status)
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(errors.length, 1)
    assert.deepEqual(Object.keys(errors[0]).sort(), ['extensions', 'message'])
    assert.deepEqual(errors[0].extensions, { code, argument })
    await until('its line in the log', () => lines.length > 0)
    assert.deepEqual([lines[0]?.status, lines[0]?.errors], [status, [code]])
  })
}

test('the longest page is one of a hundred', async () => {
  assert.equal((await read('claims.rss?first=100')).status, 200)
})

test('a feed is only read', async () => {
  for (const method of ['POST', 'PUT', 'DELETE']) {
    const response = await read('claims.rss', {}, method)
    assert.deepEqual([response.status, response.headers.get('allow')], [405, 'GET, HEAD'])
    assert.equal(JSON.parse(await response.text()).errors[0].extensions.code, 'METHOD_NOT_ALLOWED')
  }
})

test('an unexpected failure tells the reader nothing of the database', async () => {
  await database.kysely.schema.alterTable('subject').renameTo('hidden').execute()
  const response = await read('subjects.rss')
  await database.kysely.schema.alterTable('hidden').renameTo('subject').execute()
  const text = await response.text()
  assert.equal(response.status, 500)
  assert.match(text, /INTERNAL_SERVER_ERROR/)
  assert.doesNotMatch(text, /subject"|relation|select|db\/open/)
  assert.equal((await read('subjects.rss')).status, 200)
})

test('a page of another origin may read a feed and its tag', async () => {
  const response = await read('claims.json', { origin: 'https://gazette.example' })
  assert.equal(response.headers.get('access-control-allow-origin'), '*')
  assert.match(response.headers.get('access-control-expose-headers') ?? '', /ETag/)
})
