import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findApiKey } from '../../db/queries/api-key.ts'
import { runKey } from '../../server/commands/key.ts'
import { readKeyCommand } from '../../server/commands/key-command.ts'
import { UsageError } from '../../server/usage-error.ts'
import { openTestDatabase } from '../support/database.ts'
import { idOf } from '../support/keys.ts'

const database = await openTestDatabase()
const NOW = Date.UTC(2026, 2, 3, 12)

async function run(...words: string[]) {
  const [out, told] = [collect(), collect()]
  const code = await runKey(readKeyCommand(words, NOW), { database, out, told })
  return { code, out: out.text(), told: told.text() }
}

function collect() {
  let text = ''
  return { write: (part: string) => (text += part), text: () => text }
}

test('a new key stands alone on standard output, and what it is on the other', async () => {
  const { code, out, told } = await run('create', '--name', 'Foreign desk', '--role', 'editor')
  assert.equal(code, 0)
  assert.match(out, /^dl_[0-9a-f]{16}_[0-9a-f]{64}\n$/)
  const id = idOf(out.trim())
  assert.equal(told, `Key ${id}, EDITOR, holds until it is revoked. It is shown this once:\n`)
  const found = await findApiKey(database.kysely, id)
  assert.deepEqual([found?.name, found?.role, found?.expires_at], ['Foreign desk', 'EDITOR', null])
})

test('a name that is taken is refused without a key', async () => {
  const { code, out, told } = await run('create', '--name', 'Foreign desk', '--role', 'reader')
  assert.deepEqual([code, out], [1, ''])
  assert.match(told, /There is a key named Foreign desk: revoke it first/)
})

test('keys are listed with their life and without a secret, the oldest first', async () => {
  const { out } = await run(
    'create',
    '--name',
    'x',
    '--role',
    'reader',
    '--expires-at',
    '2100-01-01T01:00:00+01:00',
  )
  await run('revoke', idOf(out.trim()))
  const list = await run('list')
  const [headings, first, second, ...rest] = list.out.split('\n')
  assert.match(headings ?? '', /^ID +NAME +ROLE +CREATED +EXPIRES +REVOKED$/)
  assert.match(first ?? '', /^[0-9a-f]{16} {2}Foreign desk {2}EDITOR {2}\S+Z {2}- +-$/)
  assert.match(second ?? '', /^[0-9a-f]{16} {2}x +READER {2}\S+Z {2}2100-01-01T00:00:00.000Z {2}\S+Z$/)
  assert.deepEqual(rest, [''])
  assert.equal(/[0-9a-f]{17}/.test(list.out), false)
})

test('a key that there is not cannot be revoked', async () => {
  const { code, told } = await run('revoke', '0123456789abcdef')
  assert.equal(code, 1)
  assert.match(told, /There is no key 0123456789abcdef/)
})

test('days are counted from now', () => {
  const command = readKeyCommand(['create', '--name', 'x', '--role', 'admin', '--expires-in', '30'], NOW)
  assert.deepEqual(command, { do: 'create', name: 'x', role: 'ADMIN', expiresAt: '2026-04-02T12:00:00.000Z' })
})

const CREATE = ['create', '--name', 'x', '--role', 'reader']

for (const [words, message] of [
  [[], /followed by create, list or revoke/],
  [['make'], /no command key make/],
  [['create', '--role', 'reader'], /--name NAME/],
  [['create', '--name', '', '--role', 'reader'], /--name is 1 to 100 characters/],
  [['create', '--name', ' x', '--role', 'reader'], /without blanks at its ends/],
  [['create', '--name', 'x\u001b[2J', '--role', 'reader'], /without control characters/],
  [['create', '--name', 'x'.repeat(101), '--role', 'reader'], /1 to 100/],
  [['create', '--name', 'jwt:alice', '--role', 'reader'], /does not begin with jwt:/],
  [['create', '--name', 'x'], /--role reader \| editor \| admin/],
  [['create', '--name', 'x', '--role', 'ADMIN'], /--role reader \| editor \| admin/],
  [[...CREATE, '--expires-in', '0'], /from 1 to 36500/],
  [[...CREATE, '--expires-in', '36501'], /from 1 to 36500/],
  [[...CREATE, '--expires-in', '1.5'], /from 1 to 36500/],
  [[...CREATE, '--expires-at', '2027-01-31'], /an instant such as/],
  [[...CREATE, '--expires-at', '2026-03-03T12:00:00Z'], /in the past/],
  [[...CREATE, '--expires-in', '1', '--expires-at', '2100-01-01T00:00:00Z'], /exclude each other/],
  [['revoke'], /needs the ID of one key/],
  [['revoke', '0123456789abcdef', '0123456789abcdef'], /needs the ID of one key/],
] as const) {
  test(`key ${words.join(' ').slice(0, 80)} is told what it lacks`, () => {
    assert.throws(
      () => readKeyCommand(words, NOW),
      (error) => error instanceof UsageError && message.test(error.message),
    )
  })
}

test('an option that there is not is told', () => {
  assert.throws(() => readKeyCommand(['list', '--secret'], NOW), { code: 'ERR_PARSE_ARGS_UNKNOWN_OPTION' })
})

test('who gives a whole key to revoke is not shown it again', () => {
  const key = `dl_${'0'.repeat(16)}_${'1'.repeat(64)}`
  assert.throws(
    () => readKeyCommand(['revoke', key], NOW),
    (error) => !String(error).includes('1111'),
  )
})
