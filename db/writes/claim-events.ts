import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { checkSlug } from '../values/slug.ts'
import { placeOf } from './draft.ts'
import { references } from './fields.ts'
import { report } from './reading.ts'
import type { Draft, Field, List, Row } from './shape.ts'
import { anyText, listOf, MAX_CODE } from './values.ts'

/** The events a claim is about, with a mark on those whose best figures an editor takes from it. */
export const events: List = {
  ...references('claim_event', 'claim_id', 'event_id', 'Event'),
  columns: { event_id: null, preferred: false },
}

/** Has no column of its own: it marks rows of `events`. */
export const preferredFor: Field = {
  columns: {},
  presence: 'OPTIONAL',
  read: listOf((slug) => checkSlug(anyText(MAX_CODE)(slug))),
}

/** Marks the events of a record that gives both lists. */
export function markPreferred(draft: Draft): void {
  const rows = draft.lists.get('events')
  const slugs = draft.record.events
  if (rows === undefined || !Array.isArray(slugs)) return
  mark(draft, rows, slugs)
}

/** Completes records that give one of the two lists by what is stored of the other. */
export async function completeEvents(trx: Transaction<Tables>, drafts: readonly Draft[]): Promise<void> {
  const halves = drafts.filter(
    ({ record }) => (record.events === undefined) !== (record.preferredFor === undefined),
  )
  const stored = await findStoredEvents(trx, halves)
  for (const draft of halves) {
    const known = stored.get(draft.id ?? '') ?? []
    const rows = draft.lists.get('events')
    if (rows === undefined) completeList(draft, known)
    else
      for (const row of rows)
        row.preferred = known.some((one) => one.event_id === row.event_id && one.preferred)
  }
}

function completeList(draft: Draft, stored: readonly StoredEvent[]): void {
  const rows: Row[] = stored.map(({ event_id }) => ({ event_id, preferred: false }))
  mark(
    draft,
    rows,
    stored.map(({ slug }) => slug),
  )
  draft.lists.set('events', rows)
}

function mark(draft: Draft, rows: Row[], slugs: readonly unknown[]): void {
  const preferred = Array.isArray(draft.record.preferredFor) ? draft.record.preferredFor : []
  for (const [index, slug] of preferred.entries()) {
    const row = rows[slugs.indexOf(slug)]
    if (row !== undefined) row.preferred = true
    else {
      const missing = new InvalidValue('INCONSISTENT', 'This is none of the events of the claim.')
      report(placeOf(draft, `preferredFor[${index}]`), missing)
    }
  }
}

interface StoredEvent {
  claim_id: string
  event_id: string
  preferred: boolean
  slug: string
}

/** In order, by claim. */
async function findStoredEvents(
  trx: Transaction<Tables>,
  drafts: readonly Draft[],
): Promise<Map<string, StoredEvent[]>> {
  const ids = drafts.flatMap(({ id }) => id ?? [])
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('claim_event')
    .innerJoin('event', 'event.id', 'claim_event.event_id')
    .select(['claim_id', 'event_id', 'preferred', 'event.slug'])
    .where('claim_id', 'in', ids)
    .orderBy('position')
    .execute()
  return Map.groupBy(rows, (row) => row.claim_id)
}
