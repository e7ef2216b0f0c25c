import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { RequestListener, ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { writeEvents } from '../../server/event-stream.ts'
import { listen } from '../../server/listen.ts'
import { until } from '../support/until.ts'

const STALL_MS = 300
/** More than the buffers of two sockets of this machine hold. */
const LONG_BYTES = 48_000_000

/** A server whose answers are `request`'s, with what it began to answer. */
async function serve(request: RequestListener) {
  const responses: ServerResponse[] = []
  const note: RequestListener = (asked, response) => {
    responses.push(response)
    request(asked, response)
  }
  const { origin, close } = await listen({ request: note }, '127.0.0.1', 0, { stallMs: STALL_MS })
  after(() => close(0))
  /** A client that has asked, and reads nothing yet. */
  const ask = async (): Promise<Socket> => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
    return socket
  }
  return { responses, ask }
}

const long: RequestListener = (_request, response) => void response.end(randomBytes(LONG_BYTES))

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')
function keptBytes(): number {
  collect()
  return process.memoryUsage().arrayBuffers
}

test('whoever takes nothing of an answer is cut off, and nothing is kept for it', async () => {
  const before = keptBytes()
  const { ask, responses } = await serve(long)
  const socket = await ask()
  await until('the answer', () => responses.length === 1)
  assert.ok(keptBytes() - before > LONG_BYTES / 2)
  await until('the end', () => responses[0]?.closed === true)
  assert.equal(responses[0]?.writableFinished, false)
  responses.length = 0
  await until('its memory', () => keptBytes() - before < LONG_BYTES / 2)
  socket.destroy()
})

test('whoever is slow, and takes some, is given all', async () => {
  const { ask, responses } = await serve(long)
  const socket = await ask()
  const start = performance.now()
  let [taken, chunks] = [0, 0]
  for await (const bytes of socket) {
    taken += bytes.length
    if (chunks++ % 10 === 0) await sleep(20)
    if (taken > LONG_BYTES) break
  }
  assert.ok(taken > LONG_BYTES, `${taken} bytes`)
  assert.equal(responses[0]?.writableFinished, true)
  assert.ok(performance.now() - start > 3 * STALL_MS)
})

test('an answer that takes long to begin, and one that is taken, are left alone', async () => {
  const { ask, responses } = await serve(async (_request, response) => {
    response.write('begun')
    await sleep(3 * STALL_MS)
    response.end('ended')
  })
  const socket = await ask()
  let text = ''
  socket.on('data', (bytes) => {
    text += bytes
  })
  await until('all', () => text.includes('ended'))
  assert.equal(responses[0]?.writableFinished, true)
  socket.destroy()
})

test('a stream of events has a rule of its own, and its last word does not wait for long either', async () => {
  const ownMs = 4 * STALL_MS
  const text = 'x'.repeat(LONG_BYTES)
  const { ask, responses } = await serve((_request, response) => {
    const rounds = [[{ text, cursor: 'a' }]]
    const subscription = { next: async () => rounds.shift() ?? null, return: () => {}, end: () => {} }
    void writeEvents(response, subscription, ownMs, STALL_MS)
  })
  const start = performance.now()
  const socket = await ask()
  await until('the end', () => responses[0]?.closed === true)
  assert.equal(responses[0]?.writableFinished, false)
  assert.ok(performance.now() - start > ownMs)
  socket.destroy()
})
