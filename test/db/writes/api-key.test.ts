import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findApiKey, listApiKeys } from '../../../db/queries/api-key.ts'
import { hashSecret, parseApiKey } from '../../../db/values/api-key.ts'
import { createApiKey, createFirstApiKey, revokeApiKey } from '../../../db/writes/api-key.ts'
import { inTransaction } from '../../../db/writes/transaction.ts'
import { openTestDatabase } from '../../support/database.ts'
import { idOf, makeKey } from '../../support/keys.ts'
import { query } from './saving.ts'

const db = await openTestDatabase()
const revoke = (id: string) => inTransaction(db.kysely, (trx) => revokeApiKey(trx, id))

test('of many that would make the first key at once, one makes it', async () => {
  const made = await Promise.all(
    Array.from({ length: 8 }, (_, nth) =>
      inTransaction(db.kysely, (trx) =>
        createFirstApiKey(trx, { name: `admin-${nth}`, role: 'ADMIN', expiresAt: null }),
      ),
    ),
  )
  assert.equal(made.filter((text) => text !== null).length, 1)
  assert.equal((await listApiKeys(db.kysely)).length, 1)
})

test('a first key is not made again once the first is revoked', async () => {
  const [first] = await listApiKeys(db.kysely)
  await revoke(first?.id ?? '')
  const again = await inTransaction(db.kysely, (trx) =>
    createFirstApiKey(trx, { name: 'admin', role: 'ADMIN', expiresAt: null }),
  )
  assert.equal(again, null)
})

test('the hash of a secret is stored, and the secret nowhere', async () => {
  const text = await makeKey(db, 'EDITOR', { name: 'stored', expiresAt: '2100-01-01T00:00:00.000Z' })
  const { id, secret } = parseApiKey(text) ?? { id: '', secret: '' }
  const found = await findApiKey(db.kysely, id)
  assert.deepEqual(found, {
    id,
    name: 'stored',
    role: 'EDITOR',
    secret_hash: hashSecret(secret),
    expires_at: '2100-01-01 00:00:00+00',
    revoked_at: null,
  })
  const [row] = await query<{ row: string }>(
    db,
    `select api_key::text as row from api_key where id = '${id}'`,
  )
  assert.equal(row?.row.includes(secret), false)
  assert.equal(JSON.stringify(await listApiKeys(db.kysely)).includes('hash'), false)
})

test('a name is held by one key until that is revoked', async () => {
  const create = () =>
    inTransaction(db.kysely, (trx) => createApiKey(trx, { name: 'desk', role: 'READER', expiresAt: null }))
  const first = await create()
  assert.equal(await create(), null)
  await revoke(idOf(first ?? ''))
  assert.ok(await create())
})

test('a key is revoked once: its first instant stays, and an unknown one is told', async () => {
  const id = idOf(await makeKey(db, 'READER', { name: 'once' }))
  assert.deepEqual(await revoke(id), { name: 'once' })
  const revokedAt = async () => (await findApiKey(db.kysely, id))?.revoked_at
  const first = await revokedAt()
  assert.ok(first)
  await revoke(id)
  assert.equal(await revokedAt(), first)
  assert.equal(await revoke('0000000000000000'), undefined)
})
