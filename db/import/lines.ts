import { TextDecoder } from 'node:util'

/** A line of a file, or what is wrong with it. */
export type Line = string | BadLine

export interface BadLine {
  code: 'NOT_UTF8' | 'LINE_TOO_LONG'
  message: string
}

export const MAX_LINE_BYTES = 8 * 1024 * 1024

/**
 * Cuts bytes into lines at each line feed, without carriage returns and without a byte order mark at the
 * beginning. Holds one line at most: of one longer than 8 MiB nothing is kept, and nothing of one that is no
 * UTF-8.
 */
export async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const pending = createPending()
  for await (const chunk of bytes) {
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      pending.add(chunk.subarray(start, end))
      yield pending.take()
      start = end + 1
    }
    pending.add(chunk.subarray(start))
  }
  if (pending.size() > 0) yield pending.take()
}

const LINE_FEED = 0x0a

function createPending() {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let parts: Uint8Array[] = []
  let size = 0
  let isFirst = true
  return {
    size: () => size,
    add: (part: Uint8Array) => {
      size += part.length
      if (size > MAX_LINE_BYTES) parts = []
      else parts.push(part)
    },
    take: (): Line => {
      const line = size > MAX_LINE_BYTES ? TOO_LONG : decode(decoder, Buffer.concat(parts))
      parts = []
      size = 0
      const withoutMark = isFirst && typeof line === 'string' ? line.replace(/^\uFEFF/, '') : line
      isFirst = false
      return withoutMark
    },
  }
}

function decode(decoder: TextDecoder, bytes: Uint8Array): Line {
  try {
    return decoder.decode(bytes).replace(/\r$/, '')
  } catch {
    return NOT_UTF8
  }
}

const TOO_LONG: BadLine = { code: 'LINE_TOO_LONG', message: 'The line is longer than 8 MiB.' }
const NOT_UTF8: BadLine = { code: 'NOT_UTF8', message: 'The line is not in UTF-8.' }
