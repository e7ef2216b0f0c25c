import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDatabase } from '../../../db/open.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { openRelay } from '../../support/relay.ts'

const ENTRIES = 'subscription ($after: Cursor) { entries(after: $after) { cursor } }'

test('whoever subscribes while the database is away is told to come back', async () => {
  const { url } = await openTestDatabase()
  const relay = await openRelay([url])
  const database = openDatabase(relay.url)
  after(() => database.close())
  const { feed, refusal } = await openTestFeed(database)
  await relay.close()
  for (const variables of [{}, { after: feed.head.cursor }]) {
    assert.equal((await refusal(ENTRIES, variables)).code, 'BUSY')
  }
})
