import assert from 'node:assert/strict'
import { connect as connectSocket } from 'node:net'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { WebSocket } from 'ws'
import { openTestService } from '../support/serve.ts'
import { until } from '../support/until.ts'
import { subscribe } from '../support/web-socket.ts'

const { url, subscriptions } = await openTestService()

const ENTRIES = 'subscription { entries { cursor entry { nodeId } } }'
const ROUNDS = 1_000
const AT_ONCE = 20
/** What one who has left may leave behind. One who has not takes more than ten thousand. */
const MOST_BYTES_EACH = 1_000

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes that are in use, once what is not has been collected. */
async function usedBytes(): Promise<number> {
  await until('the end of all', () => subscriptions.active === 0)
  // What a socket leaves is let go a turn or two after its end.
  for (let nth = 0; nth < 3; nth++) {
    await new Promise(setImmediate)
    collect()
  }
  return process.memoryUsage().heapUsed
}

/** Subscribes and leaves, many times over. */
async function come(rounds: number, visit: () => Promise<void>): Promise<void> {
  for (let nth = 0; nth < rounds; nth += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, visit))
}

/** Breaks off once its first frame has come. */
const overEvents = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url)
    const body = JSON.stringify({ query: ENTRIES })
    const socket = connectSocket(Number(port), hostname)
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    )
    socket.on('data', (bytes) => {
      if (bytes.includes('event: next')) socket.destroy()
    })
    socket.once('error', reject)
    socket.once('close', () => resolve())
  })

const overWebSocket = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws')
    socket.once('open', () => socket.send('{"type":"connection_init"}'))
    socket.on('message', (data) => {
      if (JSON.parse(String(data)).type === 'connection_ack') socket.send(SUBSCRIBE)
      else socket.terminate()
    })
    socket.once('error', reject)
    socket.once('close', () => resolve())
  })

const SUBSCRIBE = JSON.stringify(subscribe('1', ENTRIES))

for (const [way, visit] of [
  ['server-sent events', overEvents],
  ['a WebSocket', overWebSocket],
] as const) {
  test(`who subscribes over ${way} and leaves is not there any more, nor what it took`, async () => {
    await come(ROUNDS / 5, visit)
    const before = await usedBytes()
    await come(ROUNDS, visit)
    const each = ((await usedBytes()) - before) / ROUNDS
    assert.ok(each < MOST_BYTES_EACH, `each has left ${Math.round(each)} bytes`)
  })
}
