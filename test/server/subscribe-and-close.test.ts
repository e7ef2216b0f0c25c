import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { WebSocket } from 'ws'
import { openTestService } from '../support/serve.ts'
import { until } from '../support/until.ts'
import { subscribe } from '../support/web-socket.ts'

const { url, subscriptions } = await openTestService()

const ENTRIES = 'subscription { entries { cursor } }'
const WARM_UP = 200
const ROUNDS = 1_000
/** What one subscription that is not let go takes is a multiple of it; a client in the same process leaves something too. */
const MOST_BYTES_A_ROUND = 2_000

const ways = {
  'server-sent events': async () => {
    const address = `${url}?query=${encodeURIComponent(ENTRIES)}`
    const asked = get(address, { headers: { accept: 'text/event-stream' } })
    const [answer]: IncomingMessage[] = await once(asked, 'response')
    assert.ok(answer)
    assert.match(String(await once(answer, 'data')), /^event: next/)
    answer.destroy()
  },
  WebSocket: async () => {
    const caller = new WebSocket(url.replace('http', 'ws'), 'graphql-transport-ws')
    await once(caller, 'open')
    caller.send('{"type":"connection_init"}')
    await once(caller, 'message')
    caller.send(JSON.stringify(subscribe('1', ENTRIES)))
    assert.match(String((await once(caller, 'message'))[0]), /"next"/)
    caller.terminate()
  },
}

for (const [way, subscribeAndClose] of Object.entries(ways)) {
  test(`a thousand subscriptions over ${way} that are begun and left leave nothing behind`, async () => {
    const settle = () => until('the end of all', () => subscriptions.active === 0)
    for (let nth = 0; nth < WARM_UP; nth++) await subscribeAndClose()
    await settle()
    const before = heapBytes()
    for (let nth = 0; nth < ROUNDS; nth++) await subscribeAndClose()
    await settle()
    assert.ok(heapBytes() - before < ROUNDS * MOST_BYTES_A_ROUND, `${heapBytes() - before} bytes more`)
  })
}

/** What is in use when the garbage is gone. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') for (let nth = 0; nth < 3; nth++) collect()
  return process.memoryUsage().heapUsed
}
