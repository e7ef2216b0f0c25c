import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import { listen } from '../../../server/listen.ts'
import { bytesOf, headOf, stretchesOf } from '../../../server/web-socket/next-messages.ts'
import type { Result } from '../../../server/web-socket/results.ts'
import { until } from '../../support/until.ts'

const HEAD_BYTES = headOf('1').length
/** A result whose message has so many bytes. */
const resultOf = (bytes: number): Result => ({ text: `"${'x'.repeat(bytes - HEAD_BYTES - 3)}"` })

/** What a client hears of results that are written to it as they are to be. */
async function heard(id: string, results: readonly Result[]): Promise<string[]> {
  const server = new WebSocketServer({ noServer: true })
  const listening = await listen(
    {
      request: (_request, response) => response.end(),
      webSockets: {
        upgrade: (request, socket, head) =>
          server.handleUpgrade(request, socket, head, () => {
            for (const stretch of stretchesOf(results)) socket.write(bytesOf(headOf(id), stretch))
          }),
        close: async () => {},
      },
    },
    '127.0.0.1',
    0,
  )
  const messages: string[] = []
  const caller = new WebSocket(listening.origin.replace(/^http/, 'ws'))
  caller.on('message', (data, isBinary) => messages.push(isBinary ? 'binary' : String(data)))
  await until('the messages', () => messages.length >= results.length)
  caller.terminate()
  await listening.close(0)
  return messages
}

test('messages of every length are heard as they were made, in their order', async () => {
  const results = [125, 126, 127, 65_535, 65_536, 65_537, 200_000, 60].map(resultOf)
  assert.deepEqual(
    await heard('1', results),
    results.map(({ text }) => `{"id":"1","type":"next","payload":${text}}`),
  )
})

test('a text counts by its bytes, and an id is written as JSON has it', async () => {
  const text = JSON.stringify({ data: 'Kyïv – 北京 🗞' })
  const id = 'a "quoted" näme'
  assert.deepEqual(await heard(id, [{ text }, { text: '{}' }]), [
    `{"id":${JSON.stringify(id)},"type":"next","payload":${text}}`,
    `{"id":${JSON.stringify(id)},"type":"next","payload":{}}`,
  ])
})

test('who has the same id is written the very same bytes, who has another its own', () => {
  const results = [resultOf(100), resultOf(200)]
  const [stretch] = stretchesOf(results)
  assert.ok(stretch)
  assert.equal(stretchesOf(results)[0], stretch)
  const bytes = bytesOf(headOf('1'), stretch)
  assert.equal(bytesOf(headOf('1'), stretch), bytes)
  assert.ok(bytesOf(headOf('2'), stretch).includes('"id":"2"'))
  assert.deepEqual(bytesOf(headOf('1'), stretch), bytes)
})

test('what is kept keeps no other bytes', () => {
  const [stretch] = stretchesOf([resultOf(100)])
  assert.ok(stretch)
  const bytes = [bytesOf(headOf('1'), stretch), stretch.last?.head, ...stretch.tails]
  for (const kept of bytes) assert.ok(kept && kept.buffer.byteLength <= kept.length + 10)
})

test('a write has 64 KiB at most, but for a message that is longer by itself', () => {
  const results = [...Array.from({ length: 20 }, () => resultOf(10_000)), resultOf(100_000), resultOf(100)]
  const lengths = stretchesOf(results).map((stretch) => bytesOf(headOf('1'), stretch).length)
  assert.equal(lengths.length, 6)
  for (const [at, length] of lengths.entries()) assert.ok(at === 4 ? length > 100_000 : length <= 66_000)
})
