import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  AuthenticationError,
  CursorExpiredError,
  createClient,
  GraphQLRequestError,
  HttpError,
  RateLimitedError,
} from '../../sdk/src/index.ts'

/** What a client makes of an answer. */
const ask = (answer: unknown) =>
  createClient({
    url: 'https://service.example/graphql',
    retries: 0,
    fetch: async () => Response.json(answer),
  }).request('{ x }')
const told = (extensions: unknown) => ({ errors: [{ message: 'No', extensions }] })

for (const [code, of] of [
  ['UNAUTHENTICATED', AuthenticationError],
  ['FORBIDDEN', AuthenticationError],
  ['RATE_LIMITED', RateLimitedError],
  ['CURSOR_EXPIRED', CursorExpiredError],
  ['EPOCH_CHANGED', CursorExpiredError],
  // Every object has a property of these names.
  ['constructor', GraphQLRequestError],
  ['toString', GraphQLRequestError],
  ['hasOwnProperty', GraphQLRequestError],
  ['__proto__', GraphQLRequestError],
] as const) {
  test(`the code ${code} makes a ${of.name}`, async () => {
    await assert.rejects(ask(told({ code })), (error) => {
      assert.ok(error instanceof GraphQLRequestError)
      assert.equal(error.constructor, of)
      assert.deepEqual([error.code, error.message], [code, 'No'])
      return true
    })
  })
}

for (const extensions of [null, undefined, 'text', 7, [], { code: null }, { code: 7 }]) {
  test(`an error with extensions ${JSON.stringify(extensions)} is one without a code`, async () => {
    await assert.rejects(ask(told(extensions)), (error) => {
      assert.ok(error instanceof GraphQLRequestError)
      assert.deepEqual([error.code, error.message], [undefined, 'No'])
      return true
    })
  })
}

test('extensions of a result, and errors of it, may be null', async () => {
  assert.deepEqual(await ask({ data: { x: 1 }, extensions: null, errors: null }), { x: 1 })
})

test('what is no error is passed over', async () => {
  for (const errors of [[null], [7], ['No'], [{}], [{ message: 7 }], {}, 'No']) {
    assert.deepEqual(await ask({ data: { x: 1 }, errors }), { x: 1 })
    await assert.rejects(ask({ errors }), HttpError)
  }
})
