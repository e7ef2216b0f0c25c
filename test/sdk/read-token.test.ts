import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { readTokenSql } from '../../db/read-token.ts'
import { createClient } from '../../sdk/src/index.ts'
import { openTestService } from '../support/serve.ts'

const { url, database } = await openTestService()

/** As the primary writes it now. */
async function tokenOfNow(): Promise<string> {
  await sql`select pg_logical_emit_message(false, 'test', 'a write')`.execute(database.kysely)
  const { rows } = await sql<{ token: string }>`select ${readTokenSql} as token`.execute(database.kysely)
  return rows[0]?.token ?? assert.fail('no token')
}

const encode = (text: string) => Buffer.from(text).toString('base64url')

/** Tells tokens to a client, as mutations of one answer or of answers that come in this order: the one it sends afterwards. */
async function sentAfter(...answers: string[][]): Promise<string | null> {
  let sent: string | null = null
  const client = createClient({
    url,
    fetch: async (_url, init) => {
      sent = new Headers(init?.headers).get('dateline-read-token')
      const tokens = answers.shift() ?? []
      return Response.json({
        data: Object.fromEntries(tokens.map((readToken, at) => [`m${at}`, { readToken }])),
      })
    },
  })
  while (answers.length > 0) await client.request('mutation { a }')
  await client.request('{ ok }')
  return sent
}

test('a query sees the later of two mutations, whichever was answered first', async () => {
  const [first, second] = [await tokenOfNow(), await tokenOfNow()]
  assert.notEqual(first, second)
  assert.equal(await sentAfter([first], [second]), second)
  assert.equal(await sentAfter([second], [first]), second)
  assert.equal(await sentAfter([first, second]), second)
  assert.equal(await sentAfter([second, first]), second)
})

test('tokens that cannot be compared give way to what comes after them', async () => {
  const [before, after] = [encode('r1.1.00000001.99'), encode('r1.1.00000002.7')]
  assert.equal(await sentAfter([before], [after]), after)
  for (const strange of ['r2.anything', 'ä', 'no base64!'])
    assert.equal(await sentAfter([before], [encode(strange)]), encode(strange))
  assert.equal(
    await sentAfter([encode('r1.1.00000001.99')], [encode('r1.1.00000001.100')]),
    encode('r1.1.00000001.100'),
  )
})
