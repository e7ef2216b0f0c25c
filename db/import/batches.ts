import type { Line } from './lines.ts'

export interface NumberedLine {
  /** From 1. */
  number: number
  line: Line
}

/** What one transaction imports. */
export interface Batch {
  lines: NumberedLine[]
  /** The number of its last line, blank ones counted. */
  end: number
}

const MAX_BATCH_LINES = 1_000
/** In UTF-16 units; a longer line makes a batch of its own. */
const MAX_BATCH_LENGTH = 8 * 1024 * 1024

/** The lines after a number in batches, without blank ones; nothing is read before it is asked for. */
export async function* batchLines(lines: AsyncIterable<Line>, after: number): AsyncGenerator<Batch> {
  let batch: NumberedLine[] = []
  let length = 0
  let number = 0
  for await (const line of lines) {
    number++
    if (number <= after || isBlank(line)) continue
    if (
      batch.length === MAX_BATCH_LINES ||
      (batch.length > 0 && length + lengthOf(line) > MAX_BATCH_LENGTH)
    ) {
      yield { lines: batch, end: number - 1 }
      batch = []
      length = 0
    }
    batch.push({ number, line })
    length += lengthOf(line)
  }
  if (batch.length > 0) yield { lines: batch, end: number }
}

const isBlank = (line: Line) => typeof line === 'string' && line.trim() === ''

const lengthOf = (line: Line) => (typeof line === 'string' ? line.length : 0)
