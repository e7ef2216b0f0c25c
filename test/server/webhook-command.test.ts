import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { Webhook as Verifier } from 'standardwebhooks'
import type { Reach } from '../../schema/webhook/address.ts'
import { runWebhook } from '../../server/commands/webhook.ts'
import { readWebhookCommand } from '../../server/commands/webhook-command.ts'
import { UsageError } from '../../server/usage-error.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeOutlet } from '../support/make.ts'
import { makePlace } from '../support/postgres.ts'
import { openReceiver } from '../support/receiver.ts'
import { EVERYTHING, findWebhook } from '../support/webhooks.ts'

const database = await openTestDatabase()

async function run(words: string[], reach: Reach = 'any') {
  const [out, told] = [collect(), collect()]
  const code = await runWebhook(readWebhookCommand(words), { database, reach, out, told })
  return { code, out: out.text(), told: told.text() }
}

function collect() {
  let text = ''
  return { write: (part: string) => (text += part), text: () => text }
}

async function writeSelection(t: Parameters<typeof makePlace>[0], text: string): Promise<string> {
  const file = join(await makePlace(t), 'selection.graphql')
  await writeFile(file, text)
  return file
}

test('a secret stands alone on standard output, and is shown nowhere again', async (t) => {
  const selection = await writeSelection(t, EVERYTHING)
  const made = await run([
    'create',
    '--name',
    'Desk',
    '--url',
    'https://example.com/hook',
    '--selection',
    selection,
  ])
  assert.equal(made.code, 0)
  assert.match(made.out, /^whsec_[A-Za-z0-9+/]{43}=\n$/)
  const [, id = ''] = /^Webhook (\d+) is sent what changes from now on/.exec(made.told) ?? []
  const listed = await run(['list'])
  assert.match(listed.out, new RegExp(`^${id} +Desk +ACTIVE +0 +- +- +https://example.com/hook +-$`, 'm'))
  assert.doesNotMatch(listed.out + listed.told, /whsec_/)
  const taken = await run([
    'create',
    '--name',
    'Desk',
    '--url',
    'https://example.com/',
    '--selection',
    selection,
  ])
  assert.deepEqual([taken.code, taken.out], [1, ''])
  const rotated = await run(['rotate', id])
  assert.match(rotated.out, /^whsec_/)
  assert.notEqual(rotated.out, made.out)
})

test('a webhook is paused, taken up again and deleted by its id', async (t) => {
  const selection = await writeSelection(t, EVERYTHING)
  const { told } = await run([
    'create',
    '--name',
    'Other',
    '--url',
    'https://example.com/',
    '--selection',
    selection,
  ])
  const [, id = ''] = /^Webhook (\d+)/.exec(told) ?? []
  await run(['pause', id])
  assert.equal((await findWebhook(database, id)).state, 'PAUSED')
  await run(['resume', id])
  assert.equal((await findWebhook(database, id)).state, 'ACTIVE')
  assert.deepEqual(await run(['delete', id]), {
    code: 0,
    out: '',
    told: `Webhook ${id}, Other, is deleted\n`,
  })
  for (const word of ['deliveries', 'pause', 'resume', 'skip', 'rotate', 'test', 'delete']) {
    const { code, out, told } = await run([word, id])
    assert.deepEqual([code, out], [1, ''])
    assert.match(told, new RegExp(`There is no webhook ${id}`))
  }
})

test('one whose place is lost goes on with the next change, if that is what one wants', async (t) => {
  const selection = await writeSelection(t, EVERYTHING)
  const made = await run([
    'create',
    '--name',
    'Lost',
    '--url',
    'https://example.com/',
    '--selection',
    selection,
  ])
  const [, id = ''] = /^Webhook (\d+)/.exec(made.told) ?? []
  const { cursor: before } = await findWebhook(database, id)
  await database.kysely
    .updateTable('webhook')
    .set({ state: 'DISABLED', reason: 'CURSOR_EXPIRED: read the lists anew' })
    .where('id', '=', id)
    .execute()
  assert.match((await run(['list'])).out, / DISABLED .* CURSOR_EXPIRED: read the lists anew$/m)
  await makeOutlet(database)
  const { told } = await run(['skip', id])
  assert.equal(told, `Webhook ${id}, Lost, goes on with the next change\n`)
  const { state, reason, cursor } = await findWebhook(database, id)
  assert.deepEqual([state, reason], ['ACTIVE', null])
  assert.notEqual(cursor, before)
})

test('a test sends a signed message now, and says how it was answered', async (t) => {
  const receiver = await openReceiver()
  const selection = await writeSelection(t, EVERYTHING)
  const made = await run(['create', '--name', 'Tried', '--url', receiver.url, '--selection', selection])
  const [, id = ''] = /^Webhook (\d+)/.exec(made.told) ?? []
  const good = await run(['test', id])
  assert.equal(good.code, 0)
  assert.match(good.told, /answered 204 in \d+ ms/)
  const [message] = receiver.received
  new Verifier(made.out.trim()).verify(message?.body ?? '', message?.headers ?? {})
  receiver.replies.push(500)
  const bad = await run(['test', id])
  assert.deepEqual([bad.code, bad.told], [1, `Webhook ${id}, Tried, failed: It answered 500\n`])
})

test('the latest attempts of a webhook are shown, the newest first', async (t) => {
  const selection = await writeSelection(t, EVERYTHING)
  const url = 'https://example.com/'
  const made = await run(['create', '--name', 'Sent', '--url', url, '--selection', selection])
  const [, id = ''] = /^Webhook (\d+)/.exec(made.told) ?? []
  const none = await run(['deliveries', id])
  assert.deepEqual(none, { code: 0, out: '', told: `Webhook ${id}, Sent, has been sent nothing yet\n` })
  const attempt = { webhook_id: id, message_id: 'msg_1', ms: 7 }
  await database.kysely
    .insertInto('webhook_delivery')
    .values([
      { ...attempt, attempt: 1, status: null, failure: 'No connection' },
      { ...attempt, attempt: 2, status: 204, failure: null },
    ])
    .execute()
  const [headings, newest, oldest] = (await run(['deliveries', id])).out.split('\n')
  assert.match(headings ?? '', /^AT +MESSAGE +ATTEMPT +STATUS +MS +FAILURE$/)
  assert.match(newest ?? '', /^\S+Z +msg_1 +2 +204 +7 +-$/)
  assert.match(oldest ?? '', /^\S+Z +msg_1 +1 +- +7 +No connection$/)
})

test('a name that is none, an address that webhooks may not go to, and a selection that cannot be sent, are refused', async (t) => {
  const selection = await writeSelection(t, EVERYTHING)
  const query = await writeSelection(t, '{ outlets { totalCount } }')
  const create = (url: string, file: string) =>
    run(['create', '--name', 'Refused', '--url', url, '--selection', file], 'public')
  const named = (name: string) =>
    run(['create', '--name', name, '--url', 'https://example.com/', '--selection', selection])
  for (const name of ['', ' x', 'a\nb', 'x'.repeat(101)]) {
    await assert.rejects(named(name), /UsageError: --name is refused: /)
  }
  await assert.rejects(create('https://127.0.0.1/', selection), /UsageError: --url is refused: It leads/)
  await assert.rejects(
    create('http://example.com/', selection),
    /UsageError: --url is refused: It is not by https/,
  )
  await assert.rejects(
    create('https://example.com/', query),
    /UsageError: --selection is refused: It is one subscription/,
  )
})

for (const words of [
  [],
  ['stop'],
  ['create'],
  ['create', '--name', ' x', '--url', 'https://example.com/', '--selection', 'x'],
  ['create', '--name', 'x', '--selection', 'x'],
  ['create', '--name', 'x', '--url', 'https://example.com/'],
  ['create', '--name', 'x', '--url', 'https://example.com/', '--selection', '/no/such/file'],
  ['pause'],
  ['pause', 'x'],
  ['delete', '1', '2'],
]) {
  test(`webhook ${words.join(' ')} is refused with what it takes`, () => {
    assert.throws(() => readWebhookCommand(words), UsageError)
  })
}

test('a selection is held to the limits of documents', async (t) => {
  const text = `subscription { entries { ${'cursor '.repeat(2_000)} } }`
  const file = await writeSelection(t, text)
  const words = ['create', '--name', 'Large', '--url', 'https://example.com/', '--selection', file]
  await assert.rejects(run(words), /--selection is refused: .*2000 tokens/)
})
