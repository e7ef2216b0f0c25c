import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { findTraces } from '../../server/traces.ts'
import { post } from '../support/ask.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeKey } from '../support/keys.ts'
import { makeOutlet } from '../support/make.ts'
import { startService } from '../support/process.ts'
import { openReceiver } from '../support/receiver.ts'
import { openStream } from '../support/stream.ts'
import { until } from '../support/until.ts'
import { connect, subscribe } from '../support/web-socket.ts'

const ROOT = new URL('../..', import.meta.url)
/** The SDK's set-up that the documentation shows. */
const [, SETUP = ''] =
  /^```js\n(.*?)^```$/ms.exec(await readFile(new URL('docs/operation.md', ROOT), 'utf8')) ?? []

const folder = await mkdtemp(join(tmpdir(), 'dateline-traces-'))
after(() => rm(folder, { recursive: true, force: true }))
await symlink(new URL('node_modules', ROOT), join(folder, 'node_modules'))
await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
await writeFile(join(folder, 'tracing.js'), SETUP)

const collector = await openReceiver()
const database = await openTestDatabase()
const key = await makeKey(database, 'EDITOR')

/** As the protocol of OpenTelemetry writes them in JSON. */
interface Span {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[]
  status: { code: number }
}

/** All that has come until now. */
const spans = (): Span[] =>
  collector.received
    .map(({ body }): Received => JSON.parse(body))
    .flatMap(({ resourceSpans }) => resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap((scope) => scope.spans)

interface Received {
  resourceSpans: { scopeSpans: { spans: Span[] }[] }[]
}

const attribute = ({ attributes }: Span, key: string) => {
  const { value } = attributes.find((one) => one.key === key) ?? {}
  return value?.stringValue ?? value?.intValue
}

/** The spans inside of the last request or operation of a name, once it has ended and they have come. */
async function childrenOf(name: string, isIt: (span: Span) => boolean) {
  const found = () =>
    spans().findLast((span) => attribute(span, 'graphql.operation.name') === name && isIt(span))
  await until(`a span of ${name}`, () => found() !== undefined)
  const parent = found()
  assert.ok(parent)
  return { parent, children: spans().filter(({ parentSpanId }) => parentSpanId === parent.spanId) }
}

const isRequest = ({ name }: Span) => name === 'POST /graphql'
const TRACE = '0af7651916cd43dd8448eb211c80319c'
const PARENT = 'b7ad6b7169203331'
const traced = { traceparent: `00-${TRACE}-${PARENT}-01` }

const service = await startService({
  DATABASE_URL: database.url,
  DATELINE_PUBLIC_READ: 'on',
  NODE_OPTIONS: `--import=${pathToFileURL(join(folder, 'tracing.js'))}`,
  OTEL_EXPORTER_OTLP_ENDPOINT: new URL(collector.url).origin,
  OTEL_BSP_SCHEDULE_DELAY: '100',
})
after(() => service.kill('SIGKILL'))
const url = service.url ?? ''

test('a query is a span of the trace that the caller has begun, with its plan and its statement inside', async () => {
  const query = 'query Find($name: String!) { outlets(filter: { name: { eq: $name } }) { nodes { name } } }'
  const ask = () => post(url, query, { headers: traced, variables: { name: 'a value of canary' } })
  await ask()
  const first = await childrenOf('Find', isRequest)
  assert.equal(first.parent.traceId, TRACE)
  assert.equal(first.parent.parentSpanId, PARENT)
  assert.equal(attribute(first.parent, 'graphql.operation.type'), 'query')
  assert.equal(attribute(first.parent, 'http.response.status_code'), 200)
  assert.equal(attribute(first.parent, 'dateline.way'), 'short')
  assert.deepEqual(first.children.map(({ name }) => name).sort(), ['SELECT', 'plan'])

  await ask()
  await until(
    'the second',
    () => spans().filter((span) => attribute(span, 'graphql.operation.name') === 'Find').length === 2,
  )
  assert.deepEqual(
    (await childrenOf('Find', isRequest)).children.map(({ name }) => name),
    ['SELECT'],
  )
})

test('a mutation has the statements of its transaction inside, and what is wrong with it is told by its code', async () => {
  const create = 'mutation Make($name: String!) { createOutlet(input: { name: $name }) { __typename } }'
  await post(url, create, { key, variables: { name: 'Outlet of canary' } })
  const { children } = await childrenOf('Make', isRequest)
  const names = children.map(({ name }) => name)
  for (const name of ['BEGIN', 'WITH', 'COMMIT']) assert.ok(names.includes(name), `${name} in ${names}`)

  await post(url, 'query Wrong { node(id: "x", bad: 1) { id } }')
  await until('a refusal', () =>
    spans().some((span) => attribute(span, 'error.type') === 'GRAPHQL_VALIDATION_FAILED'),
  )
})

test('a query over a WebSocket is a span, with its statement inside', async () => {
  const socket = await connect(url)
  socket.send(subscribe('1', 'query OverSocket { authors { totalCount } }'))
  await socket.next()
  const { parent, children } = await childrenOf('OverSocket', ({ name }) => name === 'graphql query')
  assert.equal(parent.parentSpanId ?? '', '')
  assert.deepEqual(children.map(({ name }) => name).sort(), ['SELECT', 'plan'])
  socket.socket.close()
})

test('a stream is a span until it begins, and what follows is nobody’s', async () => {
  const stream = await openStream(url, 'subscription Follow { entries { entry { kind } } }')
  const { children } = await childrenOf('Follow', isRequest)
  await makeOutlet(database)
  await stream.nextEntry()
  await post(url, 'query Last { __typename }')
  assert.deepEqual((await childrenOf('Follow', isRequest)).children.length, children.length)
  await childrenOf('Last', isRequest)
  stream.close()
})

test('no span holds what a client sent, or a key; and all of them belong to somebody’s request', async () => {
  const all = spans()
  assert.doesNotMatch(JSON.stringify(all), /canary/)
  assert.ok(!JSON.stringify(all).includes(key))
  const ids = new Set(all.map(({ spanId }) => spanId))
  for (const { name, parentSpanId } of all) {
    if (name === 'SELECT') assert.ok(ids.has(parentSpanId ?? ''), 'a statement of nobody')
  }
})

test('without an SDK nothing is traced, and nothing of OpenTelemetry is loaded', async () => {
  assert.equal(await findTraces(), null)
  const loaded = Object.keys(createRequire(import.meta.url).cache)
  assert.deepEqual(
    loaded.filter((path) => path.includes('@opentelemetry')),
    [],
  )
})
