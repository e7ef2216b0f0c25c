import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { isAddressInfo } from '../../../server/listen.ts'
import { until } from '../until.ts'

const file = await readFile(new URL('../../../deploy/nginx.conf', import.meta.url), 'utf8')

/** Why a test of the proxy is skipped; false where nginx is installed. */
export const skip = await promisify(execFile)('nginx', ['-v']).then(
  () => false,
  () => 'nginx is not installed',
)

async function findPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return isAddressInfo(address) ? address.port : 0
}

/** A running nginx. */
export interface Proxy {
  /** Where it serves GraphQL. */
  url: string
  /** All that it has told. */
  told: () => Promise<string>
  close: () => Promise<void>
}

/** nginx by the file of the project, on a free port before services at these ones, which have no name here. */
export async function openProxy(services: number[]): Promise<Proxy> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-proxy-'))
  // Under root nginx works as another user.
  await chmod(folder, 0o755)
  const port = await findPort()
  const log = join(folder, 'log')
  const upstream = services.map((at) => `server 127.0.0.1:${at} max_fails=1 fail_timeout=2s;`).join('\n')
  const own = file
    .replace(/^\s*resolver .*$/m, '')
    .replace(/server dateline:4000 resolve .*;/, upstream)
    .replace('/dev/stdout', log)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
    .replace(
      'http {',
      `http {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}`,
    )
  assert.equal(own.split('127.0.0.1:').length, services.length + 2)
  const path = join(folder, 'nginx.conf')
  await writeFile(path, `daemon off;\npid ${folder}/pid;\n${own}`)
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
  return { url, told: async () => told + (await readFile(log, 'utf8')), close }
}
