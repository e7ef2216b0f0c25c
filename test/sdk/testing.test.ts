import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GraphQLRequestError } from '../../sdk/src/index.ts'
import { createTestDateline, disconnect, refuse } from '../../sdk/src/testing.ts'

test('a script answers operations, and knows what was asked', async () => {
  const dateline = createTestDateline({
    answers: {
      event: ({ by }) => ({ event: { slug: by.slug ?? '', title: 'Ferry sinks' } }),
      outlets: { outlets: { nodes: [{ name: 'A' }, { name: 'B' }], pageInfo: { hasNextPage: false } } },
    },
  })
  const { event } = await dateline.event({ by: { slug: 'ferry' } })
  assert.deepEqual([event?.slug, event?.title], ['ferry', 'Ferry sinks'])
  const names: string[] = []
  for await (const { name } of dateline.outlets.each()) names.push(name)
  assert.deepEqual(names, ['A', 'B'])
  assert.deepEqual(dateline.asked[0], { operation: 'Event', variables: { by: { slug: 'ferry' } } })
})

test('a script refuses, and knows nothing that it was not told', async () => {
  const dateline = createTestDateline({ answers: { events: refuse('BAD_USER_INPUT', 'No such order') } })
  for (const [asked, code] of [
    [dateline.events(), 'BAD_USER_INPUT'],
    [dateline.claims(), 'NOT_SCRIPTED'],
  ] as const) {
    await assert.rejects(asked, (error) => error instanceof GraphQLRequestError && error.code === code)
  }
})

test('what passes is tried again, as against the service', async () => {
  let times = 0
  const dateline = createTestDateline({
    answers: { event: () => (++times < 3 ? refuse('BUSY') : { event: null }) },
  })
  assert.deepEqual(await dateline.event({ by: { slug: 'a' } }), { event: null })
  assert.equal(times, 3)
})

test('a scripted stream is cut and goes on behind what was told', async () => {
  const told = (slug: string) => ({ entry: { node: { slug } } })
  const dateline = createTestDateline({
    live: { entries: [told('a'), told('b'), disconnect, told('c')] },
  })
  const statuses: string[] = []
  const live = dateline.entries.live({}, { onStatus: (status) => statuses.push(status) })
  const slugs: string[] = []
  for await (const { entry } of live) if (slugs.push(entry.node.slug) === 3) break
  assert.deepEqual(slugs, ['a', 'b', 'c'])
  assert.deepEqual(statuses, ['live', 'waiting', 'connecting', 'live', 'ended'])
})

test('a stream that has told all stays silent until it is left', async () => {
  const dateline = createTestDateline({ live: { claims: [] } })
  const signal = AbortSignal.timeout(50)
  for await (const _ of dateline.claims.live({}, { signal })) assert.fail('nothing was scripted')
  assert.equal(dateline.asked[0]?.operation, 'ClaimsLive')
})

test('documents of the application are scripted by the name of their operation', async () => {
  const dateline = createTestDateline({ documents: { Mine: ({ a }: { a: number }) => ({ twice: 2 * a }) } })
  assert.deepEqual(await dateline.request('query Mine($a: Int) { twice }', { a: 2 }), { twice: 4 })
})

test('what an application sets for its carriers stays out of its tests', async () => {
  const streams = () => assert.fail('it left the script')
  const dateline = createTestDateline(
    { answers: { event: { event: null } }, live: { entries: [{ entry: { action: 'CREATED' } }] } },
    { persisted: 'only', streams },
  )
  assert.deepEqual(await dateline.event({ by: { slug: 'a' } }), { event: null })
  for await (const { entry } of dateline.entries.live()) {
    assert.equal(entry.action, 'CREATED')
    break
  }
})

test('a scripted stream begins after any cursor, and goes on after its own', async () => {
  const told = (slug: string) => ({ entry: { node: { slug } } })
  const dateline = createTestDateline({ live: { entries: [disconnect, told('a'), disconnect, told('b')] } })
  const first = dateline.entries.live({ after: '7' })
  for await (const { entry } of first) {
    assert.equal(entry.node.slug, 'a')
    break
  }
  for await (const { entry } of dateline.entries.live({ after: first.cursor })) {
    assert.equal(entry.node.slug, 'b')
    break
  }
})

test('a document is known by its name, whatever stands before it', async () => {
  const dateline = createTestDateline({ documents: { Mine: { ok: true } } })
  for (const before of ['# of mine\n', 'fragment F on Event { id }\n'])
    assert.deepEqual(await dateline.request(`${before}query Mine { ok }`), { ok: true })
})
