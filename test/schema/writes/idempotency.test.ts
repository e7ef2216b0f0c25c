import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase } from '../../support/database.ts'
import { makeOutlet } from '../../support/make.ts'
import { refused, write, written } from '../../support/write.ts'

const db = await openTestDatabase()

const count = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(table)}`.execute(
    db.kysely,
  )
  return rows[0]?.n ?? -1
}

test('fifty at once with one key make one record and fifty equal answers', async () => {
  const input = { name: 'Made once', idempotencyKey: 'fifty' }
  const before = await Promise.all(['outlet', 'revision', 'feed_entry'].map(count))
  const answers = await Promise.all(Array.from({ length: 50 }, () => written(db, 'createOutlet', input)))
  for (const answer of answers) assert.deepEqual(answer, answers[0])
  assert.deepEqual(
    await Promise.all(['outlet', 'revision', 'feed_entry'].map(count)),
    before.map((n) => n + 1),
  )
})

test('a repetition answers with what was done, whatever it selects, and does nothing again', async () => {
  const { id } = await makeOutlet(db, { name: 'Before' })
  const input = { id, name: 'After', expectedRevision: 1, idempotencyKey: 'again' }
  const first = await written(db, 'updateOutlet', input)
  const second = await written(db, 'updateOutlet', input, 'feedCursor node { id slug name revision }')
  assert.equal(second.feedCursor, first.feedCursor)
  assert.deepEqual([second.node.name, second.node.revision], ['After', 2])
})

test('the same fields in another order are the same input, another value is a conflict', async () => {
  const { id } = await makeOutlet(db)
  await written(db, 'withdraw', { id, reason: 'No.', idempotencyKey: 'order' })
  await written(db, 'withdraw', { idempotencyKey: 'order', reason: 'No.', id })
  const answer = await write(db, 'withdraw', { id, reason: 'Yes.', idempotencyKey: 'order' })
  assert.deepEqual(
    [answer.__typename, answer.code, answer.path],
    ['ConflictError', 'IDEMPOTENCY_KEY_REUSED', ['input', 'idempotencyKey']],
  )
})

test('a key that another mutation used is a conflict', async () => {
  const { id } = await makeOutlet(db)
  await written(db, 'withdraw', { id, reason: 'No.', idempotencyKey: 'other mutation' })
  const answer = await write(db, 'restore', { id, idempotencyKey: 'other mutation' })
  assert.equal(answer.code, 'IDEMPOTENCY_KEY_REUSED')
})

test('what was refused is tried again under its key', async () => {
  assert.deepEqual(await refused(db, 'createOutlet', { name: '', idempotencyKey: 'mended' }), [
    'input.name EMPTY',
  ])
  await written(db, 'createOutlet', { name: 'Mended', idempotencyKey: 'mended' })
})

test('a key is kept for a day, and old ones are cleared away by later ones', async () => {
  const input = { name: 'Of the day', idempotencyKey: 'day' }
  const age = (hours: number) =>
    sql`update idempotency_key set at = now() - make_interval(hours => ${hours})`.execute(db.kysely)
  const first = await written(db, 'createOutlet', input)
  await age(23)
  assert.equal((await written(db, 'createOutlet', input)).node.id, first.node.id)
  await age(25)
  assert.notEqual((await written(db, 'createOutlet', input)).node.id, first.node.id)
  assert.equal(await count('idempotency_key'), 1)
})

test('a key has 1 to 200 characters', async () => {
  assert.deepEqual(await refused(db, 'createOutlet', { name: 'A', idempotencyKey: '' }), [
    'input.idempotencyKey EMPTY',
  ])
  assert.deepEqual(await refused(db, 'createOutlet', { name: 'A', idempotencyKey: 'k'.repeat(201) }), [
    'input.idempotencyKey TOO_LONG',
  ])
  await written(db, 'createOutlet', { name: 'Key of 200', idempotencyKey: '𝒌'.repeat(200) })
})

test('a bulk with a key is written once', async () => {
  const input = { records: [{ outlet: { slug: 'bulk-once', name: 'A' } }], idempotencyKey: 'bulk' }
  const first: object = await written(db, 'bulk', input, 'feedCursor records { result node { id } }')
  const second: object = await written(db, 'bulk', input, 'feedCursor records { result node { id } }')
  assert.deepEqual(second, first)
})
