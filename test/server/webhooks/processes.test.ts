import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask } from '../../support/ask.ts'
import { openTestDatabase } from '../../support/database.ts'
import { makeAll, makeOutlet } from '../../support/make.ts'
import { startService } from '../../support/process.ts'
import { openReceiver, type Receiver } from '../../support/receiver.ts'
import { until } from '../../support/until.ts'
import { findWebhook, makeWebhook } from '../../support/webhooks.ts'
import { workersIn } from '../../support/workers.ts'

const database = await openTestDatabase()

async function start(t: { after: (done: () => unknown) => void }, args: string[] = []) {
  const service = await startService(
    {
      DATABASE_URL: database.url,
      DATELINE_PUBLIC_READ: 'on',
      DATELINE_WEBHOOKS: 'any',
      DATELINE_LOG: 'debug',
    },
    args,
  )
  t.after(async () => {
    service.kill('SIGCONT')
    service.kill('SIGKILL')
    await service.exit
  })
  assert.ok(service.url, service.output())
  return { ...service, url: service.url }
}

const slugsOf = ({ received }: Receiver): string[] =>
  received.map(({ body }) => JSON.parse(body).data.entries.entry.node.slug)

test('a process that was frozen sends nothing after it has lost its lease', async (t) => {
  const frozen = await start(t)
  const receiver = await openReceiver()
  const answer = Promise.withResolvers<number>()
  receiver.replies.push(answer.promise)
  const id = await makeWebhook(database, { url: receiver.url })
  const slugs = ['frozen-0', 'frozen-1', 'frozen-2']
  for (const slug of slugs) await makeOutlet(database, { slug })
  await until('the first to arrive', () => receiver.received.length === 1)
  frozen.kill('SIGSTOP')
  // What it waits for is there when it wakes up.
  answer.resolve(204)

  await start(t)
  await until('another process to send all', () => slugsOf(receiver).at(-1) === slugs.at(-1))
  assert.deepEqual(slugsOf(receiver), ['frozen-0', ...slugs])
  const { cursor } = await findWebhook(database, id)

  frozen.kill('SIGCONT')
  await until('it to live again', async () => {
    const { data } = await ask(frozen.url, '{ outlets { totalCount } }')
    return data.outlets.totalCount === slugs.length
  })
  const more = ['thawed-0', 'thawed-1', 'thawed-2']
  for (const slug of more) await makeOutlet(database, { slug })
  await until('all to arrive', () => slugsOf(receiver).at(-1) === more.at(-1))
  assert.deepEqual(slugsOf(receiver), ['frozen-0', ...slugs, ...more])
  await until('the place to move on', async () => {
    const { cursor: now, attempts } = await findWebhook(database, id)
    return now !== cursor && attempts === 0
  })
})

test('of two workers one at a time sends for a webhook, also after one of them was killed', async (t) => {
  const service = await start(t, ['--workers', '2'])
  const receivers = await Promise.all(Array.from({ length: 4 }, () => openReceiver()))
  const selection = 'subscription { entries(filter: { kind: [Subject] }) { entry { node { slug } } } }'
  for (const { url } of receivers) await makeWebhook(database, { url, selection })
  const slugs = Array.from({ length: 80 }, (_, nth) => `shared-${nth}`)
  const make = (some: string[]) =>
    makeAll(
      database,
      'Subject',
      some.map((slug) => ({ slug, scheme: 's', code: slug })),
    )
  await make(slugs.slice(0, 40))
  await until('some to arrive', () => receivers.every(({ received }) => received.length >= 5))
  const [victim = 0] = workersIn(service.output())
  process.kill(victim, 'SIGKILL')
  await make(slugs.slice(40))
  await until('all to arrive', () => receivers.every((receiver) => slugsOf(receiver).at(-1) === slugs.at(-1)))
  for (const receiver of receivers) {
    const arrived = slugsOf(receiver)
    // The one that was under way may have come without having been noted.
    assert.ok(arrived.length - slugs.length <= 1, `${arrived.length}`)
    assert.deepEqual([...new Set(arrived)], slugs)
    assert.deepEqual(
      arrived.filter((slug, at) => slug !== arrived[at - 1]),
      slugs,
    )
    assert.equal(receiver.atOnce, 1)
  }
})
