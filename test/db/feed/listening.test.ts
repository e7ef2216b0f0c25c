import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startListening } from '../../../db/feed/listening.ts'
import { openTestDatabase } from '../../support/database.ts'

const database = await openTestDatabase()

for (const [what, channel, warned] of [
  ['that hears itself is not warned of', 'feed', 0],
  ['that is deaf is warned of', 'another', 1],
] as const) {
  test(`a session ${what}`, async () => {
    const listening = startListening('feed')
    const session = await database.openSession({
      channel,
      onNotify: (payload) => assert.ok(listening.hear(payload)),
      onReconnect: () => {},
    })
    const warnings: string[] = []
    await listening.test(session, (warning) => warnings.push(warning))
    assert.equal(warnings.length, warned)
    assert.equal(listening.hear(''), false)
    await session.close()
  })
}
