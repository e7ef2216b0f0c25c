import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { ask } from '../support/ask.ts'
import { makePlace } from '../support/postgres.ts'
import { startService } from '../support/process.ts'
import { signalTo } from '../support/signal.ts'
import { openStream } from '../support/stream.ts'
import { until } from '../support/until.ts'
import { answeringIn, isGone, knock, workersIn } from '../support/workers.ts'

const start = (DATELINE_DATA: string, workers: string, settings: Record<string, string> = {}) =>
  startService({ DATELINE_DATA, DATELINE_SAMPLE: 'off', DATELINE_LOG: 'debug', ...settings }, [
    '--workers',
    workers,
  ])

const SUBSCRIPTION = 'subscription { entries { cursor } }'

test('workers share a port, one that is killed is replaced, and all end in order', async (t) => {
  const place = await makePlace(t)
  const service = await start(join(place, 'data'), '3')
  const url = service.url ?? ''
  t.after(() => service.kill('SIGKILL'))
  const ready = () => [...service.output().matchAll(/Dateline is ready/g)].length
  await until('the ready line', () => ready() > 0)

  await t.test('each answers, and the ready line came once, when all listened', async () => {
    assert.equal(workersIn(service.output()).length, 3)
    for (let nth = 0; nth < 12; nth++) assert.equal(await knock(url), 200)
    // A process writes its log some lines at a time.
    await until('a line of each worker', () => answeringIn(service.output()).size === 3)
    assert.deepEqual(answeringIn(service.output()), new Set(workersIn(service.output())))
    assert.equal(ready(), 1)
  })

  await t.test('a port that is taken is told as it is of one process', async () => {
    const other = await start(join(place, 'other'), '2', { DATELINE_PORT: new URL(url).port })
    assert.equal(await other.exit, 1)
    assert.match(other.output(), /^Port \d+ of localhost is taken: stop whoever listens there/m)
    assert.doesNotMatch(other.output(), /at .*\.ts:/)
  })

  await t.test(
    'one killed under requests is replaced, and only its own callers notice, at once',
    async () => {
      const [victim = 0] = workersIn(service.output())
      // Stopped, it takes no connection: the one that is being handed to it stays between the two.
      process.kill(victim, 'SIGSTOP')
      const answers: Promise<number | string>[] = []
      for (let nth = 0; nth < 20; nth++) {
        answers.push(knock(url))
        await wait(10)
        if (nth === 10) process.kill(victim, 'SIGKILL')
      }
      const lost = (await Promise.all(answers)).filter((answer) => answer !== 200)
      assert.deepEqual(lost, ['ECONNRESET'])
      await until('a fourth worker', () => workersIn(service.output()).length === 4)
      const [, , , heir = 0] = workersIn(service.output())
      for (let nth = 0; nth < 6; nth++) assert.equal(await knock(url), 200)
      await until('a line of the heir', () => answeringIn(service.output()).has(heir))
    },
  )

  await t.test('a signal to stop ends streams in order, every process, and the service with 0', async () => {
    const streams = await Promise.all(Array.from({ length: 3 }, () => openStream(url, SUBSCRIPTION)))
    for (const stream of streams) await stream.next()
    service.kill('SIGTERM')
    for (const stream of streams) {
      assert.equal((await stream.next())?.data.errors[0].extensions.code, 'GOING_AWAY')
      assert.equal((await stream.next())?.event, 'complete')
    }
    assert.equal(await service.exit, 0)
    for (const pid of workersIn(service.output())) assert.ok(await isGone(pid))
  })
})

test('workers whose primary was killed end what they do and leave nothing behind', async (t) => {
  const data = join(await makePlace(t), 'data')
  const service = await start(data, '2')
  const url = service.url ?? ''
  const workers = workersIn(service.output())
  assert.equal(workers.length, 2)
  const stream = await openStream(url, SUBSCRIPTION)
  await stream.next()
  service.kill('SIGKILL')
  assert.equal((await stream.next())?.data.errors[0].extensions.code, 'GOING_AWAY')
  assert.equal((await stream.next())?.event, 'complete')
  for (const pid of workers) await until('the end of a worker', () => isGone(pid))

  const next = await start(data, '2', { DATELINE_PORT: new URL(url).port })
  assert.equal(next.url, url)
  assert.equal((await ask(url, '{ events { totalCount } }')).data.events.totalCount, 0)
  next.kill('SIGTERM')
  assert.equal(await next.exit, 0)
})

test('a worker that dies at once again and again ends the service, which says so', async (t) => {
  const service = await start(join(await makePlace(t), 'data'), '2')
  const killed = new Set<number>()
  let ended = false
  service.exit.then(() => {
    ended = true
  })
  await until('the end of the service', () => {
    for (const pid of workersIn(service.output())) {
      if (!killed.has(pid)) signalTo(pid, 'SIGKILL')
      killed.add(pid)
    }
    return ended
  })
  assert.equal(await service.exit, 1)
  assert.match(
    service.output(),
    /^A worker ended 6 times in a row .* at last by: SIGKILL\. The log says why$/m,
  )
  assert.ok(killed.size >= 6)
})

test('a number of workers that is none is refused in words', async () => {
  for (const [args, words] of [
    [['--workers', '0'], /^--workers is a number from 1 to 13\n$/],
    [['--workers', 'all'], /^--workers is a number from 1 to 13\n$/],
    [['--worker', '2'], /^Unknown option '--worker'/],
  ] as const) {
    const service = await startService({}, [...args])
    assert.equal(await service.exit, 1)
    assert.match(service.output(), words)
  }
})
