import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { makeEndedKey, makeKey } from '../support/keys.ts'
import { openTestService } from '../support/serve.ts'

const lines: Record<string, unknown>[] = []
const log = pino({ base: null }, { write: (line) => lines.push(JSON.parse(line)) })
const open = await openTestService({ log })
const closed = await openTestService({ log, publicRead: false })
const keys = {
  reader: await makeKey(closed.database, 'READER'),
  ended: await makeEndedKey(closed.database, 'ADMIN', 'revoked_at'),
}

interface Sent {
  query?: unknown
  variables?: unknown
  operationName?: unknown
  extensions?: unknown
  headers?: Record<string, string>
  service?: typeof open
}

/** A POST of JSON; with a question mark behind its path it is nothing for the short way. */
async function post({ service = open, headers = {}, ...params }: Sent, way: 'short' | 'long') {
  lines.length = 0
  const answer = await fetch(way === 'short' ? service.url : `${service.url}?`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-request-id': 'both-ways-1', ...headers },
    body: JSON.stringify(params),
  })
  const text = await answer.text()
  while (lines.length === 0) await wait(1)
  const { ms, time, ...line } = lines.find(({ msg }) => msg === 'request') ?? {}
  const {
    date,
    connection,
    'content-length': length,
    'transfer-encoding': chunked,
    ...told
  } = Object.fromEntries(answer.headers)
  return {
    seen: { status: answer.status, told, body: text === '' ? '' : JSON.parse(text), line },
  }
}

/** Whether the last statement wrote the response, rather than rows for the executor. */
const isWrittenByPostgres = ({ database }: typeof open) => !database.reads.at(-1)?.includes('row_to_json')

const LIST = '{ articles(first: 3) { nodes { id headline } } }'
const ONE = 'query One($by: ArticleBy!) { article(by: $by) { __typename slug } }'
const SLUG = { slug: 'sample-article' }

const answered: Record<string, Sent> = {
  'a query': { query: LIST },
  'a named operation with variables': { query: ONE, variables: { by: SLUG } },
  'one of two operations': { query: `query A ${LIST} query B { __typename }`, operationName: 'B' },
  'an empty operation name': { query: LIST, operationName: null, variables: null, extensions: null },
  'a key that may read': {
    query: LIST,
    service: closed,
    headers: { authorization: `Bearer ${keys.reader}` },
  },
  'a page of another origin': { query: LIST, headers: { origin: 'https://gazette.example' } },
  'the media type of GraphQL': { query: LIST, headers: { accept: 'application/graphql-response+json' } },
  'media types by their order': {
    query: LIST,
    headers: { accept: 'application/graphql-response+json;q=0.1, application/json;q=0.9' },
  },
  'plain JSON first': { query: LIST, headers: { accept: 'application/json, multipart/mixed' } },
  'any application': { query: LIST, headers: { accept: 'text/html, application/*' } },
  'an id that could forge log lines': {
    query: '{ __typename }',
    headers: { 'x-request-id': 'plain_enough' },
  },
}

for (const [what, sent] of Object.entries(answered)) {
  test(`${what} is answered the same both ways`, async () => {
    const short = await post(sent, 'short')
    const isText = isWrittenByPostgres(sent.service ?? open)
    const long = await post(sent, 'long')
    assert.deepEqual(short.seen, long.seen)
    assert.equal(short.seen.status, 200)
    assert.ok(!('errors' in short.seen.body))
    if (sent.query === LIST) assert.ok(isText && !isWrittenByPostgres(sent.service ?? open))
  })
}

const refused: Record<string, Sent> = {
  'a key that has ended': {
    query: LIST,
    service: closed,
    headers: { authorization: `Bearer ${keys.ended}` },
  },
  'a bad key where none is needed': { query: LIST, headers: { authorization: 'Bearer dl_x_y' } },
  'no key where one is needed': { query: LIST, service: closed },
  'a mutation without a key': {
    query: 'mutation { withdraw(input: { id: "Article:1", reason: "x" }) { __typename } }',
  },
  'a syntax error': { query: '{ articles {' },
  'a field that there is not': { query: '{ newspapers { id } }' },
  'no query': { variables: {} },
  'a query that is no text': { query: 7 },
  'variables that are no object': { query: LIST, variables: [1] },
  'a parameter that there is not': { query: LIST, ...{ sql: 'x' } },
  'an operation that there is not': { query: `query A ${LIST}`, operationName: 'B' },
  'two operations and no name': { query: `query A ${LIST} query B ${LIST}` },
  'a variable that is missing': { query: ONE },
  'a variable of a wrong type': { query: ONE, variables: { by: { slug: 7 } } },
  'two ways to name a record': { query: ONE, variables: { by: { slug: 'x', id: 'Article:1' } } },
  'a page too long': { query: '{ articles(first: 101) { totalCount } }' },
  'a bad cursor': { query: '{ articles(after: "x") { nodes { id } } }' },
  'a bad cursor beside a good field': { query: `{ a: articles(after: "x") { nodes { id } } b: __typename }` },
  'half of a surrogate pair': { query: ONE, variables: { by: { slug: '\ud800' } } },
  'a media type that is not to be had': { query: LIST, headers: { accept: 'image/png' } },
  'a null where there must be something': {
    query:
      'query ($d: OrderDirection) { articles(orderBy: { field: CREATED_AT, direction: $d }) { totalCount } }',
    variables: { d: null },
  },
}

for (const [what, sent] of Object.entries(refused)) {
  test(`${what} is refused in the same words both ways`, async () => {
    const [short, long] = [await post(sent, 'short'), await post(sent, 'long')]
    assert.deepEqual(short.seen, long.seen)
    assert.ok(short.seen.status !== 200 || 'errors' in short.seen.body)
  })
}

test('what a statement fails of is told once, in the words of the long way', async () => {
  await open.database.kysely.schema.alterTable('subject').renameTo('hidden').execute()
  const sent = { query: '{ subjects { nodes { label } } __typename }' }
  const before = open.database.reads.length
  const short = await post(sent, 'short')
  assert.equal(open.database.reads.length - before, 1)
  const long = await post(sent, 'long')
  await open.database.kysely.schema.alterTable('hidden').renameTo('subject').execute()
  assert.deepEqual(short.seen, long.seen)
  assert.equal(short.seen.body.errors[0].extensions.code, 'INTERNAL_SERVER_ERROR')
})

test('a question beforehand, of a browser, is answered before either way', async () => {
  const answer = await fetch(open.url, {
    method: 'OPTIONS',
    headers: { origin: 'https://gazette.example', 'access-control-request-method': 'POST' },
  })
  assert.equal(answer.status, 204)
  assert.equal(answer.headers.get('access-control-allow-origin'), '*')
  assert.match(answer.headers.get('access-control-allow-methods') ?? '', /POST/)
  assert.equal(answer.headers.get('access-control-allow-credentials'), null)
})
