import { existsSync, readFileSync } from 'node:fs'
import type { AnyRecord } from '../../../db/records.ts'

const SAMPLE = new URL('../../../db/sample/sample.ndjson', import.meta.url)
const FOUNDING_TEXT = new URL('../../../../shared/seeds/000_9340f624e29efd39.txt', import.meta.url)

/** The slug of the article that the sample was first made from. */
export const FOUNDING_ARTICLE = 'benjamin-davies-2024-02-09'

/** Options of a test that compares the sample with the text of the article. */
export const needsFoundingText = existsSync(FOUNDING_TEXT) ? {} : { skip: 'needs ../shared/seeds' }

/** The text of the article as it was saved. Only for tests with `needsFoundingText`. */
export const readFoundingText = () => readFileSync(FOUNDING_TEXT, 'utf8')

/** The records of the shipped sample, in the order of its lines. */
export const records = readFileSync(SAMPLE, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): AnyRecord => JSON.parse(line))

/** The records of one noun. */
export const recordsOf = <Noun extends AnyRecord['record']>(noun: Noun) =>
  records.filter((record): record is Extract<AnyRecord, { record: Noun }> => record.record === noun)
