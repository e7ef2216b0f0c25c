import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { access, cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { openTestDatabase, serviceUrlOf } from '../support/database.ts'
import { readDockerfile } from '../support/deploy/dockerfile.ts'

const ROOT = new URL('../../', import.meta.url)
const db = await openTestDatabase()
const { image, copies, runs, environment, user, exposed, stopSignal, health, command } =
  await readDockerfile(ROOT)
const packageFile = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8'))
const run = promisify(execFile)

test('the image is of the Node that the tests run under, runs as nobody special and is told to stop as the service is', () => {
  assert.deepEqual(image, [`node:${packageFile.devDependencies.node}-bookworm-slim`])
  assert.deepEqual([user, exposed, stopSignal], [['node'], ['4000'], ['SIGTERM']])
  assert.deepEqual(command, [...packageFile.scripts.start.split(' ')])
  assert.doesNotMatch(JSON.stringify(environment), /password|secret|:\/\//i)
})

test('all that is copied is there, and the ignored rest is not asked for', async () => {
  const ignored = (await readFile(new URL('.dockerignore', ROOT), 'utf8')).split('\n')
  assert.ok(ignored.includes('*'))
  for (const source of copies.flatMap((copy) => copy.slice(0, -1))) {
    await access(new URL(source, ROOT))
    assert.ok(ignored.includes(`!${source.split('/')[0]}`), source)
  }
})

/** Does what the Dockerfile says, in a folder instead of an image. */
async function build(folder: string): Promise<void> {
  const copy = async ([...paths]: string[]) => {
    const to = join(folder, paths.pop() ?? '')
    await mkdir(to, { recursive: true })
    for (const path of paths) {
      const source = fileURLToPath(new URL(path, ROOT))
      // A folder's contents, and a file by its name, as COPY has it.
      const isFile = /\.\w+$|LICENSE$/.test(path)
      const filter = (file: string) =>
        !/\/(node_modules|dist)(\/|$)/.test(file.slice(fileURLToPath(ROOT).length - 1))
      await cp(source, isFile ? join(to, basename(path)) : to, { recursive: true, filter })
    }
  }
  const isBeforeInstall = (paths: string[]) => paths.some((path) => path.endsWith('package.json'))
  for (const paths of copies.filter(isBeforeInstall)) await copy(paths)
  const [install = ''] = runs
  await run(
    'sh',
    ['-euc', `${install.replace(/ && npm cache .*$/, '')} --prefer-offline --no-audit --no-fund`],
    {
      cwd: folder,
    },
  )
  for (const paths of copies.filter((paths) => !isBeforeInstall(paths))) await copy(paths)
}

test('built as it says, the service starts as its role, is healthy, answers, and ends at the signal', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-image-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  try {
    await build(folder)
  } catch (error) {
    if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED/.test(String(error)))
      return t.skip('the package registry is out of reach')
    throw error
  }
  const [, ...args] = command
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: {
      ...environment,
      PATH: process.env.PATH,
      DATABASE_URL: serviceUrlOf(db.url),
      DATELINE_PORT: '0',
      DATELINE_PUBLIC_READ: 'on',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk
      const found = /"url":"([^"]+)"/.exec(output)?.[1]
      if (found) resolve(found)
    })
    ended.then(() => reject(new Error(output)))
  })
  const { port } = new URL(url)
  const [[check = '', ...asked] = []] = health
  assert.equal(check, 'node')
  const asking = asked.map((argument) => argument.replace(':4000', `:${port}`))
  await run(process.execPath, asking)
  const answer = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ outlets { totalCount } }' }),
  })
  assert.deepEqual(await answer.json(), { data: { outlets: { totalCount: 0 } } })
  assert.equal((await fetch(`http://127.0.0.1:${port}/`)).status, 200)
  child.kill('SIGTERM')
  assert.equal(await ended, 0)
  await assert.rejects(run(process.execPath, asking), 'the check of a service that is gone')
})
