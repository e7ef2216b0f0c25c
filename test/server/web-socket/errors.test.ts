import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIMITS } from '../../../server/web-socket/limits.ts'
import { makeSubject } from '../../support/make.ts'
import { openTestService } from '../../support/serve.ts'
import { connect, ENTRIES, follow, settle, subscribe } from '../../support/web-socket.ts'

const { url, database } = await openTestService()

for (const [what, message, code, argument] of [
  ['a field that there is not', subscribe('1', '{ newspapers }'), 'GRAPHQL_VALIDATION_FAILED', undefined],
  ['a query that is none', subscribe('1', '{ outlets {'), 'GRAPHQL_PARSE_FAILED', undefined],
  [
    'a document without operations',
    subscribe('1', 'fragment F on Outlet { id }'),
    'GRAPHQL_VALIDATION_FAILED',
    undefined,
  ],
  [
    'two operations and no name',
    subscribe('1', 'query A { __typename } query B { __typename }'),
    'OPERATION_RESOLUTION_FAILURE',
    undefined,
  ],
  [
    'an operation that there is not',
    subscribe('1', 'query A { __typename }', {}, { operationName: 'B' }),
    'OPERATION_RESOLUTION_FAILURE',
    undefined,
  ],
  [
    'a variable of a wrong type',
    subscribe('1', 'query ($id: ID!) { node(id: $id) { id } }', { id: {} }),
    'BAD_USER_INPUT',
    'id',
  ],
  ['a cursor that is none', subscribe('1', ENTRIES, { after: 'x' }), 'INVALID_CURSOR', 'entries.after'],
  [
    'a read token that is none',
    subscribe('1', '{ __typename }', {}, { extensions: { readToken: 'x' } }),
    'BAD_USER_INPUT',
    'extensions.readToken',
  ],
  ['a long id', subscribe('i'.repeat(LIMITS.idCharacters + 1), '{ __typename }'), 'BAD_USER_INPUT', 'id'],
] as const) {
  test(`${what} ends the operation with the code ${code}, and the connection goes on`, async () => {
    const caller = await connect(url)
    caller.send(message)
    const { id, type, payload } = (await caller.next()) ?? {}
    assert.deepEqual([id, type], [message.id, 'error'])
    assert.deepEqual([payload[0].extensions.code, payload[0].extensions.argument], [code, argument])
    assert.equal(payload[0].extensions.http, undefined)
    caller.send(subscribe('1', '{ __typename }'))
    assert.equal((await caller.next())?.type, 'next')
    caller.socket.close()
  })
}

test('a field that fails is told beside the data of the others', async () => {
  const caller = await connect(url)
  caller.send(subscribe('1', '{ a: articles(after: "x") { nodes { id } } b: __typename }'))
  const { type, payload } = (await caller.next()) ?? {}
  assert.equal(type, 'next')
  assert.equal(payload.data, null)
  assert.equal(payload.errors[0].extensions.code, 'INVALID_CURSOR')
  assert.deepEqual(await caller.next(), { id: '1', type: 'complete' })
  caller.socket.close()
})

test('an unexpected failure tells the caller nothing of the database', async () => {
  const caller = await connect(url)
  await database.kysely.schema.alterTable('subject').renameTo('hidden').execute()
  caller.send(subscribe('1', '{ subjects { nodes { label } } }'))
  const answer = await caller.next()
  await database.kysely.schema.alterTable('hidden').renameTo('subject').execute()
  assert.equal(answer?.payload.errors[0].message, 'Unexpected error.')
  assert.equal(answer?.payload.errors[0].extensions.code, 'INTERNAL_SERVER_ERROR')
  assert.doesNotMatch(JSON.stringify(answer), /relation|select|unexpected|db\//)
  caller.socket.close()
})

test('a subscription that fails ends with an error, and the connection goes on', async () => {
  const caller = await connect(url)
  await follow(caller, '1')
  await database.kysely.schema.alterTable('outlet').renameTo('hidden').execute()
  await makeSubject(database)
  const answer = await caller.next()
  await database.kysely.schema.alterTable('hidden').renameTo('outlet').execute()
  assert.deepEqual([answer?.id, answer?.type], ['1', 'error'])
  assert.equal(answer?.payload[0].extensions.code, 'INTERNAL_SERVER_ERROR')
  assert.deepEqual(await settle(caller), [])
  caller.socket.close()
})
