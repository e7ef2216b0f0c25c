import { createReadStream } from 'node:fs'
import type { Database } from '../database.ts'
import { readLines } from '../import/lines.ts'
import { importRecords } from '../import/records.ts'
import type { Report } from '../import/report.ts'

const SAMPLE = new URL('sample.ndjson', import.meta.url)

/**
 * Fills a database in which nothing was ever recorded with the sample data, in one transaction. Null, and
 * nothing done, where something was. Throws when a record is refused: the sample is part of the program.
 */
export async function loadSample(database: Database): Promise<Report | null> {
  const { seq } = await database.kysely.selectFrom('feed_head').select('seq').executeTakeFirstOrThrow()
  if (seq !== '0') return null
  const report = await importRecords(database, readLines(createReadStream(SAMPLE)), { actor: 'sample' })
  const [refusal] = report.refused
  if (refusal) throw new Error(`The sample data has a bad record: ${JSON.stringify(refusal)}`)
  return report
}
