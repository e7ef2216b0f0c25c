import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeOutlet } from '../../support/make.ts'
import { openTestService } from '../../support/serve.ts'
import { until } from '../../support/until.ts'

const EXAMPLES = new URL('../../../sdk/examples/', import.meta.url)

const service = await openTestService()
const folder = await mkdtemp(join(tmpdir(), 'dateline-examples-'))
after(() => rm(folder, { recursive: true }))

test('disagreements prints the bounds of each figure, who says so, and what cannot both hold', async () => {
  const run = start('disagreements', 'al-omar-attack-2024-02-05', service.url)
  assert.equal(await run.exit, 0)
  assert.match(run.output(), /^Drone attack at the al-Omar field, 2024-02-05~\n/)
  assert.match(
    run.output(),
    /\nKILLED: 6 to 7, independent sources: 3\n {2}at least 6:\n.*said by Syrian Democratic Forces/,
  )
  assert.match(run.output(), /\n {2}at most 7:\n.*said by Syrian Observatory for Human Rights/)
  assert.match(run.output(), /\nCannot both hold \(Seven killed against six, on the same day\.\):\n/)
})

test('disagreements tells in one line what is wrong', async () => {
  const unknown = start('disagreements', 'no-such-event', service.url)
  assert.equal(await unknown.exit, 1)
  assert.equal(unknown.told(), 'There is no event no-such-event.\n')
  const nowhere = start('disagreements', 'no-such-event', 'http://127.0.0.1:1/graphql')
  assert.equal(await nowhere.exit, 1)
  assert.equal(nowhere.told(), 'No answer came, or it broke off\n')
})

test('the monitor prints a line an entry, ends at Ctrl-C, and goes on where it stopped', async () => {
  const file = join(folder, 'cursor')
  const first = start('monitor', '--url', service.url, '--cursor', file)
  await until('the monitor is live', () => first.told().includes('live\n'))
  await makeOutlet(service.database, { slug: 'first', name: 'Two\nlines' })
  await until('the first entry', () => first.output().includes('first'))
  assert.match(first.output(), /^\S+ CREATED Outlet first Two lines\n$/)
  await until('its cursor', async () => (await readFile(file, 'utf8').catch(() => '')) !== '')
  first.kill('SIGINT')
  assert.equal(await first.exit, 0)
  await makeOutlet(service.database, { slug: 'meanwhile', name: 'Meanwhile' })
  const second = start('monitor', '--url', service.url, '--cursor', file)
  await until('what came meanwhile', () => second.output().includes('meanwhile'))
  assert.match(second.output(), /^\S+ CREATED Outlet meanwhile Meanwhile\n$/)
  second.kill('SIGINT')
  assert.equal(await second.exit, 0)
})

/** An example as a process. */
function start(example: string, ...args: string[]) {
  const child = spawn(process.execPath, [new URL(`${example}/main.ts`, EXAMPLES).pathname, ...args])
  after(() => child.kill('SIGKILL'))
  let [output, told] = ['', '']
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (told += chunk))
  return {
    exit: new Promise<number | null>((resolve) => child.once('close', resolve)),
    output: () => output,
    told: () => told,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  }
}
