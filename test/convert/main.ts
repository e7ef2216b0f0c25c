/**
 * Writes the real test input as records: `node test/convert/main.ts polnear|ucdp [--out FILE]`, to the standard
 * output without a file; the counts go to the standard error.
 */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { AnyRecord } from '../../db/records.ts'
import { readPolnear } from './polnear.ts'
import { skipWithoutSharedData } from './shared-data.ts'
import { count, type Tally } from './tally.ts'
import { readUcdp } from './ucdp.ts'

const READERS = new Map([
  ['polnear', readPolnear],
  ['ucdp', readUcdp],
])

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } })
const read = READERS.get(positionals[0] ?? '')
if (!read || positionals.length > 1) fail('usage: node test/convert/main.ts polnear|ucdp [--out FILE]')
if (skipWithoutSharedData) fail(skipWithoutSharedData)

const written: Tally = new Map()
const skipped: Tally = new Map()
const started = performance.now()
await pipeline(
  Readable.from(linesOf(read(skipped))),
  values.out === undefined ? process.stdout : createWriteStream(values.out),
)
report('written', written)
report('skipped', skipped)
process.stderr.write(`${Math.round(performance.now() - started)} ms\n`)

function* linesOf(records: Iterable<AnyRecord>): Generator<string> {
  for (const record of records) {
    count(written, record.record)
    yield `${JSON.stringify(record)}\n`
  }
}

function report(what: string, tally: Tally): void {
  for (const [kind, times] of tally) process.stderr.write(`${what}: ${times} ${kind}\n`)
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
