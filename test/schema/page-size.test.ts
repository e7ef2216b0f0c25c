import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll } from '../support/make.ts'
import { ask, refusal } from '../support/send.ts'

const db = await openTestDatabase()

test('a list without first or last holds twenty rows, and a hundred at most', async () => {
  await makeAll(
    db,
    'Subject',
    Array.from({ length: 101 }, (_, at) => ({ code: `c${at}` })),
  )
  const count = async (args: string) => {
    const { subjects } = await ask<{ subjects: { nodes: unknown[] } }>(
      db,
      `{ subjects${args} { nodes { id } } }`,
    )
    return subjects.nodes.length
  }
  assert.deepEqual([await count(''), await count('(first: 1)'), await count('(first: 100)')], [20, 1, 100])
})

for (const [args, argument] of [
  ['first: 101', 'articles.first'],
  ['last: 101', 'articles.last'],
  ['first: -1', 'articles.first'],
  ['last: -2147483648', 'articles.last'],
  ['first: 1, last: 1', 'articles.last'],
] as const) {
  test(`(${args}) is refused and ${argument} named`, async () => {
    const { code, argument: named, message } = await refusal(db, `{ x: articles(${args}) { nodes { id } } }`)
    assert.deepEqual([code, named], ['BAD_USER_INPUT', argument])
    assert.match(message, new RegExp(argument.split('.').join('.*')))
  })
}

test('the page size of a nested list is checked like any other', async () => {
  const { code, argument } = await refusal(
    db,
    '{ outlets { nodes { articles(first: 101) { nodes { id } } } } }',
  )
  assert.deepEqual([code, argument], ['BAD_USER_INPUT', 'articles.first'])
})
