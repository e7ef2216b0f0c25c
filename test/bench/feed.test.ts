import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkStream, lastSent } from '../../bench/feed/check.ts'
import { createEventReader } from '../../bench/feed/event-reader.ts'
import type { Measurement } from '../../bench/feed/figures.ts'
import { createMessageReader } from '../../bench/feed/message-reader.ts'
import { readOptions } from '../../bench/feed/options.ts'
import { tableOf } from '../../bench/feed/table.ts'
import { BenchFailure } from '../../bench/run/failure.ts'
import { UsageError } from '../../server/usage-error.ts'
import { bytesOf, headOf, stretchesOf } from '../../server/web-socket/next-messages.ts'

const resultOf = (cursor: string, previous: string, slug: string | null) =>
  `{"data":{"entries":{"cursor":"${cursor}","previousCursor":"${previous}","entry":${
    slug && `{"action":"CREATED","node":{"slug":"${slug}"}}`
  }}}}`
const eventOf = (result: string) => `event: next\nid: a\ndata: ${result}\n\n`

const PROGRESS = resultOf('a', 'a', null)
const [ONE, TWO, THREE] = [resultOf('b', 'a', 'one'), resultOf('c', 'b', 'two'), resultOf('d', 'c', 'three')]
const SLUGS = ['one', 'two', 'three']

test('a stream is checked for what is lost, repeated or out of order', () => {
  checkStream([PROGRESS, ONE, TWO, THREE].join('\n'), SLUGS)
  for (const wrong of [
    [PROGRESS, ONE, THREE],
    [PROGRESS, ONE, ONE, TWO, THREE],
    [PROGRESS, TWO, ONE, THREE],
    [PROGRESS, ONE, TWO],
    // Places that fit hide nothing.
    [PROGRESS, ONE, resultOf('d', 'b', 'three')],
    [PROGRESS, ONE, TWO, THREE, resultOf('e', 'd', 'three')],
  ]) {
    assert.throws(() => checkStream(wrong.join('\n'), SLUGS), BenchFailure)
  }
  assert.throws(
    () => checkStream([PROGRESS, resultOf('b', 'x', 'one'), TWO, THREE].join(), SLUGS),
    /A frame follows x, not a/,
  )
})

test('the bare server writes the last entry as it was sent', () => {
  assert.equal(lastSent(`1f\r\n${eventOf(ONE)}\r\n2f\r\n${eventOf(TWO)}\r\n`), eventOf(TWO))
  const message = `{"id":"1","type":"next","payload":${TWO}}`
  assert.equal(lastSent(`{"id":"1","type":"next","payload":${ONE}}~~${message}`), message)
})

/** How many entries a reader counts, given all bytes in parts of so many; how often it was told of its place. */
function counted(read: (begun: () => void) => (bytes: Buffer) => number, all: Buffer, part: number) {
  let [begun, entries] = [0, 0]
  const count = read(() => begun++)
  for (let at = 0; at < all.length; at += part) entries += count(all.subarray(at, at + part))
  return { begun, entries }
}

test('events are counted wherever the network parts them, and word of progress is no entry', () => {
  const chunks = [PROGRESS, ONE, PROGRESS, TWO, THREE].map(eventOf).map((event) => `ff\r\n${event}\r\n`)
  const head = Buffer.from('HTTP/1.1 200 OK\r\nx: y\r\n\r\n')
  const body = Buffer.from(chunks.join(''))
  for (let part = 1; part < 60; part++) {
    const read = (begun: () => void) => {
      const reader = createEventReader({ say: () => {}, begun })
      reader.read(head)
      return reader.read
    }
    assert.deepEqual(counted(read, body, part), { begun: 1, entries: 3 }, `in parts of ${part}`)
  }
})

test('messages are counted wherever the network parts them, and a ping is answered', () => {
  const long = resultOf('e', 'd', 'x'.repeat(70_000))
  const results = [PROGRESS, ONE, PROGRESS, TWO, long, THREE].map((text) => ({ text }))
  const framed = (some: typeof results) =>
    Buffer.concat(stretchesOf(some).map((stretch) => bytesOf(headOf('1'), stretch)))
  const acknowledgement = framed([{ text: '{}' }])
  const ping = Buffer.from([0x89, 0])
  const body = Buffer.concat([acknowledgement, framed(results), ping, framed([{ text: TWO }])])
  for (const part of [1, 2, 3, 5, 7, 64, 1_000, 65_536]) {
    const said: Buffer[] = []
    const read = (begun: () => void) => {
      const reader = createMessageReader({ say: (bytes) => said.push(bytes), begun })
      reader.read(Buffer.from('HTTP/1.1 101 Switching Protocols\r\n\r\n'))
      return reader.read
    }
    assert.deepEqual(counted(read, body, part), { begun: 1, entries: 5 }, `in parts of ${part}`)
    assert.deepEqual(
      said.map((bytes) => (bytes[0] ?? 0) & 15),
      [1, 1, 10],
    )
  }
})

test('options: a quick run is kept apart, and what is unknown is told', () => {
  const quick = readOptions(['--quick', '--way', 'sse'], { DATABASE_URL: 'postgres://x' })
  assert.deepEqual([quick?.subscribers, quick?.ways, quick?.url], [500, ['sse'], 'postgres://x'])
  assert.equal(quick?.results, '.dateline/bench-feed-quick.json')
  assert.equal(readOptions(['--quick', '--subscribers', '7'], {})?.subscribers, 7)
  assert.equal(readOptions([], {})?.subscribers, 5_000)
  assert.equal(readOptions(['--help'], {}), null)
  for (const wrong of [['--way', 'post'], ['--only', 'bare'], ['--subscribers', '0'], ['--nothing']]) {
    assert.throws(() => readOptions(wrong, {}), UsageError, wrong.join(' '))
  }
})

test('the table has each figure beside its bar and the bare limit', () => {
  const measured = (server: 'dateline' | 'bare', factor: number): Measurement => ({
    way: 'websocket',
    server,
    memory: { empty: 1e8 * factor, full: 1.5e8 * factor, most: 1.6e8 * factor },
    alone: { p50: 2 * factor, p99: 4 * factor },
    all: { p50: 50 * factor, p99: 80 * factor },
    deliveriesPerSecond: 60_000 / factor,
    cpuUs: null,
  })
  const text = tableOf({ measurements: [measured('dateline', 2), measured('bare', 1)] })
  const rows = text.split('\n').map((row) => row.split(/ *\| */).slice(1, -1))
  const row = (title: string) => rows.find(([, one]) => one?.startsWith(title))
  assert.deepEqual(row('memory at most')?.slice(2), ['320 > 300 ✗', '160', '2.00'])
  assert.deepEqual(row('one entry to all, p99')?.slice(2), ['160 > 150 ✗', '80.0', '2.00'])
  assert.deepEqual(row('deliveries')?.slice(2), ['30,000 < 40,000 ✗', '60,000', '0.50'])
  assert.deepEqual(row('CPU')?.slice(2), ['–', '–', '–'])
})
