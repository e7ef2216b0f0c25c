/**
 * Writes where the sample's claims stand in the founding article. The passages are read from a file outside
 * the repository; sample.ndjson keeps only their positions and a digest of their words.
 *
 *     npx node db/sample/anchor.ts BODY_FILE QUOTES_FILE
 *
 * BODY_FILE holds the article's body as plain text, QUOTES_FILE a JSON object that gives for the slug of a
 * claim the list of its passages. README.md says how to make both.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { AnchorRecord, AnyRecord, Slug } from '../records.ts'

/** The passages of each claim, word for word as in the body, in the order in which they stand there. */
export type Quotes = Record<Slug, string[]>

/**
 * The sample with the anchors of the quoted claims written anew; all other lines stay as they are. Throws
 * when a passage does not stand in the body exactly once, or when a slug is not that of a claim.
 */
export function anchorSample(sample: string, body: string, quotes: Quotes): string {
  const left = new Map(Object.entries(quotes))
  const lines = sample.split('\n').map((line) => {
    if (line === '') return line
    const record: AnyRecord = JSON.parse(line)
    const passages = record.record === 'Claim' ? left.get(record.slug) : undefined
    if (passages === undefined) return line
    left.delete(record.slug)
    return JSON.stringify({ ...record, anchors: passages.map((passage) => anchorOf(passage, body)) })
  })
  if (left.size > 0) throw new Error(`No claim has the slug ${[...left.keys()].join(', ')}.`)
  return lines.join('\n')
}

function anchorOf(passage: string, body: string): AnchorRecord {
  const at = body.indexOf(passage)
  if (at < 0) throw new Error(`Not in the body: ${passage}`)
  if (body.includes(passage, at + 1)) throw new Error(`More than once in the body: ${passage}`)
  const start = codePoints(body.slice(0, at))
  return {
    start,
    end: start + codePoints(passage),
    digest: createHash('sha256').update(passage, 'utf8').digest('hex'),
  }
}

const codePoints = (text: string) => Array.from(text).length

function main(bodyFile: string | undefined, quotesFile: string | undefined) {
  if (!bodyFile || !quotesFile) throw new Error('Usage: node db/sample/anchor.ts BODY_FILE QUOTES_FILE')
  const file = new URL('sample.ndjson', import.meta.url)
  const quotes: Quotes = JSON.parse(readFileSync(quotesFile, 'utf8'))
  const anchored = anchorSample(readFileSync(file, 'utf8'), readFileSync(bodyFile, 'utf8'), quotes)
  writeFileSync(file, anchored)
}

if (import.meta.main) main(process.argv[2], process.argv[3])
