import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NODE_KINDS } from '../../../db/vocabulary.ts'
import { ALL } from '../../db/writes/examples.ts'
import { saveAll } from '../../db/writes/saving.ts'
import { openTestDatabase } from '../../support/database.ts'
import { makeClaim, makeOutlet } from '../../support/make.ts'
import { ask } from '../../support/send.ts'
import { refused, write, written } from '../../support/write.ts'

const db = await openTestDatabase()
await saveAll(db, ALL)

const LISTS: Record<string, string> = { Party: 'parties' }
const listOf = (kind: string) => LISTS[kind] ?? `${kind.toLowerCase()}s`

const STATE = (kind: string) =>
  `node { id slug ... on ${kind} { revision withdrawnReason revisions { nodes { action } } } }`

for (const kind of NODE_KINDS) {
  test(`a withdrawn ${kind} stays readable, is left out of lists, and comes back when it is restored`, async () => {
    const count = async () =>
      Object(await ask(db, `{ list: ${listOf(kind)} { totalCount } }`)).list.totalCount
    const [record] = ALL.filter((one) => one.record === kind)
    const lookup = `{ found: ${kind.toLowerCase()}(by: { slug: "${record?.slug}" }) { id withdrawnReason } }`
    const { found } = await ask<{ found: { id: string } }>(db, lookup)
    const before = await count()

    const { node } = await written(db, 'withdraw', { id: found.id, reason: 'It was a mistake.' }, STATE(kind))
    assert.deepEqual([node.revision, node.withdrawnReason], [2, 'It was a mistake.'])
    assert.deepEqual(
      Object(node.revisions).nodes.map(({ action }: { action: string }) => action),
      ['WITHDRAWN', 'CREATED'],
    )
    assert.equal(await count(), before - 1)
    assert.deepEqual(await ask(db, lookup), { found: { id: found.id, withdrawnReason: 'It was a mistake.' } })
    assert.equal((await write(db, 'withdraw', { id: found.id, reason: 'Again.' })).code, 'ALREADY_WITHDRAWN')

    const { node: back } = await written(db, 'restore', { id: found.id }, STATE(kind))
    assert.deepEqual([back.revision, back.withdrawnReason], [3, null])
    assert.equal(await count(), before)
    assert.equal((await write(db, 'restore', { id: found.id })).code, 'NOT_WITHDRAWN')
  })
}

test('a reason is needed, and is text that can be stored', async () => {
  const { id } = await makeOutlet(db)
  assert.deepEqual(await refused(db, 'withdraw', { id, reason: ' ' }), ['input.reason EMPTY'])
  assert.deepEqual(await refused(db, 'withdraw', { id, reason: 'a\0' }), ['input.reason NUL'])
  assert.deepEqual(await refused(db, 'withdraw', { id, reason: 'x'.repeat(20_001) }), [
    'input.reason TOO_LONG',
  ])
})

test('of ten that withdraw one record at once one does, and nine are told that it is done', async () => {
  const { id } = await makeClaim(db)
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => write(db, 'withdraw', { id, reason: `Reason ${at}` })),
  )
  assert.equal(answers.filter(({ __typename }) => __typename === 'WithdrawPayload').length, 1)
  assert.equal(answers.filter(({ code }) => code === 'ALREADY_WITHDRAWN').length, 9)
})

test('the revision that is expected counts for a withdrawal too', async () => {
  const { id } = await makeOutlet(db)
  const answer = await write(db, 'withdraw', { id, reason: 'No.', expectedRevision: 7 })
  assert.equal(answer.code, 'REVISION_CONFLICT')
  await written(db, 'withdraw', { id, reason: 'No.', expectedRevision: 1 })
  assert.equal((await write(db, 'restore', { id, expectedRevision: 1 })).code, 'REVISION_CONFLICT')
  // A stale editor is told so before anything else.
  assert.equal(
    (await write(db, 'withdraw', { id, reason: 'No.', expectedRevision: 1 })).code,
    'REVISION_CONFLICT',
  )
  await written(db, 'restore', { id, expectedRevision: 2 })
})

test('an id of nothing is not found', async () => {
  for (const id of ['Outlet:99999', 'Nothing:1', 'abc', '__proto__:1']) {
    for (const [name, input] of [
      ['withdraw', { id, reason: 'No.' }],
      ['restore', { id }],
    ] as const) {
      const answer = await write(db, name, input)
      assert.deepEqual([answer.__typename, answer.path], ['NotFoundError', ['input', 'id']])
    }
  }
})
