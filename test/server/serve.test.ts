import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ask } from '../support/ask.ts'
import { startService } from '../support/process.ts'
import { openStream } from '../support/stream.ts'

const folders: string[] = []
after(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-serve-'))
  folders.push(folder)
  return folder
}

const countEvents = async (url: string | null): Promise<number> =>
  (await ask(url ?? '', '{ events { totalCount } }')).data.events.totalCount

test('a first start is filled with the sample, a second finds it, and one killed in between loses nothing', async () => {
  const DATELINE_DATA = await makeFolder()
  const first = await startService({ DATELINE_DATA })
  const events = await countEvents(first.url)
  assert.ok(events >= 25)
  first.kill('SIGKILL')
  await first.exit
  const second = await startService({ DATELINE_DATA })
  assert.equal(await countEvents(second.url), events)
  assert.doesNotMatch(second.output(), /loaded the sample/)
  second.kill('SIGTERM')
  assert.equal(await second.exit, 0)
})

test('a signal to stop ends open streams in order and the process with 0', async () => {
  const service = await startService({ DATELINE_DATA: await makeFolder(), DATELINE_SAMPLE: 'off' })
  assert.equal(await countEvents(service.url), 0)
  const stream = await openStream(service.url ?? '', 'subscription { entries { cursor } }')
  await stream.next()
  service.kill('SIGTERM')
  assert.equal((await stream.next())?.data.errors[0].extensions.code, 'GOING_AWAY')
  assert.equal((await stream.next())?.event, 'complete')
  assert.equal(await service.exit, 0)
})

test('an external database without the schema is left alone, and the command that makes it is named', async () => {
  const url = new URL(process.env.TEST_POSTGRES_URL ?? '')
  url.pathname = '/postgres'
  const service = await startService({ DATABASE_URL: url.href })
  assert.equal(await service.exit, 1)
  assert.match(service.output(), /lacks 0001_foundation.*dateline -- migrate/)
})

test('a wrong setting ends the start with its name', async () => {
  const service = await startService({ DATELINE_PORT: 'http' })
  assert.equal(await service.exit, 1)
  assert.equal(
    service.output(),
    'DATELINE_PORT is "http"; it must be a port from 0 (any free one) to 65535\n',
  )
})
