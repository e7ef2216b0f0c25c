import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { isAddressInfo } from '../../server/listen.ts'
import { post } from '../support/ask.ts'
import { openTestDatabase, serviceUrlOf } from '../support/database.ts'
import { makeOutlet } from '../support/make.ts'
import { startService } from '../support/process.ts'
import { openStream } from '../support/stream.ts'
import { until } from '../support/until.ts'
import { connect, subscribe } from '../support/web-socket.ts'

const db = await openTestDatabase()
const run = promisify(execFile)
const file = await readFile(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8')
const isThere = await run('nginx', ['-v']).then(
  () => true,
  () => false,
)

async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return isAddressInfo(address) ? address.port : 0
}

/** nginx by the file of the project, on a free port before services at these ones, which have no name here. */
async function openProxy(services: number[]): Promise<{ url: string; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-proxy-'))
  const port = await findPort()
  const upstream = services.map((at) => `server 127.0.0.1:${at} max_fails=1 fail_timeout=2s;`).join('\n')
  const own = file
    .replace(/^\s*resolver .*$/m, '')
    .replace(/server dateline:4000 resolve .*;/, upstream)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace(
      'http {',
      `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}`,
    )
  assert.equal(own.split('127.0.0.1:').length, services.length + 2)
  const path = join(folder, 'nginx.conf')
  await writeFile(path, `daemon off;\npid ${folder}/pid;\nerror_log stderr;\n${own}`)
  const child = spawn('nginx', ['-e', 'stderr', '-c', path], { stdio: ['ignore', 'ignore', 'pipe'] })
  let told = ''
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const url = `http://127.0.0.1:${port}/graphql`
  await until(`nginx ${told}`, () =>
    fetch(url).then(
      () => true,
      () => false,
    ),
  )
  const close = async () => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  return { url, close }
}

test('queries, events and WebSockets pass the proxy, and go on when one of two processes ends', {
  skip: !isThere && 'nginx is not installed',
}, async (t) => {
  const settings = { DATABASE_URL: serviceUrlOf(db.url), DATELINE_PUBLIC_READ: 'on', DATELINE_PROXIES: '1' }
  const services = await Promise.all([startService(settings), startService(settings)])
  t.after(() => services.map((service) => service.kill('SIGKILL')))
  const proxy = await openProxy(services.map(({ url }) => Number(new URL(url ?? '').port)))
  t.after(proxy.close)
  const { url } = proxy
  const ask = async () => JSON.parse(await (await post(url, '{ outlets { totalCount } }')).text())
  assert.deepEqual(await ask(), { data: { outlets: { totalCount: 0 } } })

  const ENTRIES = 'subscription { entries { entry { nodeId } } }'
  const stream = await openStream(url, ENTRIES)
  const caller = await connect(url)
  caller.send(subscribe('1', ENTRIES))
  assert.equal((await stream.next())?.data.data.entries.entry, null)
  assert.equal((await caller.next())?.payload.data.entries.entry, null)
  await makeOutlet(db)
  assert.equal((await stream.next())?.data.data.entries.entry.nodeId, 'Outlet:1')
  assert.equal((await caller.next())?.payload.data.entries.entry.nodeId, 'Outlet:1')

  const [first] = services
  first?.kill('SIGTERM')
  assert.equal(await first?.exit, 0)
  for (let nth = 0; nth < 6; nth++) assert.deepEqual(await ask(), { data: { outlets: { totalCount: 1 } } })
})

test('a caller is told apart by the address that the proxy saw, whatever the caller says', {
  skip: !isThere && 'nginx is not installed',
}, async (t) => {
  const service = await startService({
    DATABASE_URL: serviceUrlOf(db.url),
    DATELINE_PUBLIC_READ: 'on',
    DATELINE_PROXIES: '1',
    DATELINE_ADDRESS_RATE: '6',
  })
  t.after(() => service.kill('SIGKILL'))
  const proxy = await openProxy([Number(new URL(service.url ?? '').port)])
  t.after(proxy.close)
  const statuses: number[] = []
  for (let nth = 0; nth < 12; nth++) {
    const headers = { 'x-forwarded-for': `203.0.113.${nth}` }
    statuses.push((await post(proxy.url, '{ __typename }', { headers })).status)
  }
  assert.ok(statuses.includes(429), statuses.join(' '))
})
