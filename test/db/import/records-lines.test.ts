import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { batchLines } from '../../../db/import/batches.ts'
import { type Line, MAX_LINE_BYTES, readLines } from '../../../db/import/lines.ts'

async function* chunksOf(...chunks: (string | Uint8Array)[]) {
  for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}

async function linesOf(...chunks: (string | Uint8Array)[]): Promise<(string | undefined)[]> {
  const lines = await Array.fromAsync(readLines(chunksOf(...chunks)))
  return lines.map((line) => (typeof line === 'string' ? line : line.code))
}

test('a line ends at a line feed, with or without a carriage return before it', async () => {
  assert.deepEqual(await linesOf('a\nb\r\n', '\n', 'c', 'd\r', '\ne\rf'), ['a', 'b', '', 'cd', 'e\rf'])
  assert.deepEqual(await linesOf(), [])
  assert.deepEqual(await linesOf('a\n'), ['a'])
})

test('a byte order mark is dropped at the beginning and nowhere else', async () => {
  assert.deepEqual(await linesOf('\uFEFFa\n\uFEFFb'), ['a', '\uFEFFb'])
})

test('a character may be cut in two by the end of a chunk', async () => {
  const bytes = Buffer.from('😀\n')
  assert.deepEqual(await linesOf(bytes.subarray(0, 2), bytes.subarray(2)), ['😀'])
})

test('a line that is no UTF-8 is told apart, and those around it are read', async () => {
  assert.deepEqual(await linesOf('a\n', Uint8Array.of(0xff, 0xfe, 0x0a), 'b'), ['a', 'NOT_UTF8', 'b'])
})

test('a line may have 8 MiB and one byte more is too long', async () => {
  const long = 'a'.repeat(MAX_LINE_BYTES)
  assert.deepEqual(
    (await linesOf(`${long}\n${long}b\nc`)).map((line) => line?.slice(0, 13)),
    ['aaaaaaaaaaaaa', 'LINE_TOO_LONG', 'c'],
  )
})

test('of a line without end next to nothing is kept', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  async function* endless() {
    for (let nth = 0; nth < 400; nth++) {
      yield Buffer.alloc(1024 * 1024, 'a')
      if (nth % 50 === 0) collect()
      most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    }
    yield Buffer.from('\nb')
  }
  const lines = await Array.fromAsync(readLines(endless()))
  assert.equal(lines[1], 'b')
  assert.ok(most < 128 * 1024 * 1024, `${most} bytes`)
})

test('a batch has at most 1,000 lines or 8 MiB of text, and knows its last line', async () => {
  async function* lines(): AsyncGenerator<Line> {
    for (let nth = 0; nth < 1_500; nth++) yield nth % 2 === 0 ? 'a' : ''
    yield 'b'.repeat(5 * 1024 * 1024)
    yield 'c'.repeat(5 * 1024 * 1024)
    for (let nth = 0; nth < 1_000; nth++) yield 'd'
    yield ''
  }
  const batches = await Array.fromAsync(batchLines(lines(), 0))
  assert.deepEqual(
    batches.map((batch) => [batch.lines.length, batch.lines[0]?.number, batch.end]),
    [
      [751, 1, 1_501],
      [1_000, 1_502, 2_501],
      [1, 2_502, 2_503],
    ],
  )
})

test('lines up to a number are passed over', async () => {
  async function* lines(): AsyncGenerator<Line> {
    yield* ['a', 'b', 'c']
  }
  assert.deepEqual(await Array.fromAsync(batchLines(lines(), 2)), [
    { lines: [{ number: 3, line: 'c' }], end: 3 },
  ])
  assert.deepEqual(await Array.fromAsync(batchLines(lines(), 3)), [])
})
