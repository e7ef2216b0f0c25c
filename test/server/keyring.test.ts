import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKeyring } from '../../server/keyring.ts'
import { openTestDatabase } from '../support/database.ts'
import { idOf, makeKey } from '../support/keys.ts'

const database = await openTestDatabase()

test('all who ask for a key at one moment are told by one statement, whether it is there or not', async () => {
  let statements = 0
  const kysely = database.kysely.withPlugin({
    transformQuery: ({ node }) => {
      statements++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const keyring = createKeyring({ ...database, kysely })
  const known = idOf(await makeKey(database, 'READER'))
  const ask = (id: string) =>
    Promise.all(Array.from({ length: 100 }, () => keyring.isInForce({ keyId: id, role: 'READER' })))
  for (const [id, isInForce] of [
    [known, true],
    ['unknown', false],
  ] as const) {
    assert.deepEqual(new Set(await ask(id)), new Set([isInForce]))
  }
  assert.equal(statements, 2)
  await ask('unknown')
  assert.equal(statements, 3)
})
