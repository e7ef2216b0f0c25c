import type { AnyRecord } from '../../db/records.ts'

/**
 * Drops each record whose noun and slug came before, so that a converter may yield an outlet, an author or a
 * party wherever it refers to one. Remembers every slug, no record.
 */
export function* once(records: Iterable<AnyRecord>): Generator<AnyRecord> {
  const seen = new Set<string>()
  for (const record of records) {
    const key = `${record.record} ${record.slug}`
    if (seen.has(key)) continue
    seen.add(key)
    yield record
  }
}
