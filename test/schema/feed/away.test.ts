import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDatabase } from '../../../db/open.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { openTunnel } from '../../support/tunnel.ts'

const ENTRIES = 'subscription ($after: Cursor) { entries(after: $after) { cursor } }'

test('whoever subscribes while the database is away is told to come back', async () => {
  const { url } = await openTestDatabase()
  const tunnel = await openTunnel(url)
  const database = openDatabase(tunnel.url)
  after(() => database.close())
  const { feed, refusal } = await openTestFeed(database)
  await tunnel.cut()
  for (const variables of [{}, { after: feed.head.cursor }]) {
    assert.equal((await refusal(ENTRIES, variables)).code, 'BUSY')
  }
})
