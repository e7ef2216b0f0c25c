import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestService } from '../../support/serve.ts'
import { connect, subscribe } from '../../support/web-socket.ts'

const MOST = 2
const { url } = await openTestService({ protection: { limits: { addressSubscriptions: MOST } } })

const FROM = 'subscription ($after: Cursor) { entries(after: $after) { cursor } }'

test('a subscription of a WebSocket that is refused, or stopped as it begins, counts no more', async () => {
  const caller = await connect(url)
  for (let at = 0; at < 2 * MOST; at++) {
    caller.send(subscribe(`bad ${at}`, FROM, { after: 'nonsense' }))
    assert.equal((await caller.next())?.payload[0].extensions.code, 'INVALID_CURSOR')
  }
  for (let at = 0; at < 2 * MOST; at++) {
    caller.send(subscribe(`short ${at}`, FROM))
    caller.send({ type: 'complete', id: `short ${at}` })
  }
  const codes = []
  for (let at = 0; at < 20; at++) {
    caller.send(subscribe(`last ${at}`, FROM))
    const told = await caller.next()
    codes.push(told?.type)
    if (told?.type === 'next') break
  }
  assert.equal(codes.at(-1), 'next', String(codes))
  caller.socket.close()
})
