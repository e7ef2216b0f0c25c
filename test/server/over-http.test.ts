import assert from 'node:assert/strict'
import { test } from 'node:test'
import { serverAudits } from 'graphql-http'
import { openTestService } from '../support/serve.ts'

const { url } = await openTestService()
const audits = serverAudits({ url, fetchFn: fetch })

test('there are 61 audits of GraphQL over HTTP', () => {
  assert.equal(audits.length, 61)
})

for (const { id, name, fn } of audits) {
  test(`GraphQL over HTTP ${id}: ${name}`, async () => {
    const { status, ...told } = await fn()
    assert.equal(status, 'ok', JSON.stringify(told))
  })
}
