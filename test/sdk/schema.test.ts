import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createDateline } from '../../sdk/src/index.ts'
import { graphql, readFragment } from '../../sdk/src/schema.ts'
import { makeOutlet } from '../support/make.ts'
import { openTestService } from '../support/serve.ts'

const { url, database } = await openTestService()
const dateline = createDateline({ url, persisted: 'auto' })

test('a document that is typed by its text is asked, with its fragments', async () => {
  const named = graphql('fragment Named on Event { title }')
  const query = graphql('query Mine($slug: String!) { event(by: { slug: $slug }) { slug ...Named } }', [
    named,
  ])
  const slug = 'us-strikes-2024-02-02'
  const { event } = await dateline.request(query, { slug })
  assert.equal(event?.slug, slug)
  assert.equal(readFragment(named, event)?.title, 'U.S. strikes in Iraq and Syria')
})

test('a fragment that comes by two ways, or shows what it asks for, is asked once', async () => {
  const named = graphql('fragment Named on Event @_unmask { slug }')
  const one = graphql('fragment One on Event { title ...Named }', [named])
  const query = graphql('{ events(first: 1) { nodes { ...Named ...One } } }', [named, one])
  const { events } = await dateline.request(query)
  assert.equal(typeof events.nodes[0]?.slug, 'string')
})

test('a subscription of that kind is followed', async () => {
  const followed = graphql('subscription { outlets { entry { action } node { slug } } }')
  for await (const { outlets } of dateline.subscribe(followed)) {
    if (outlets.entry) {
      assert.deepEqual([outlets.entry.action, outlets.node?.slug], ['CREATED', 'tagged'])
      break
    }
    await makeOutlet(database, { slug: 'tagged' })
  }
})
