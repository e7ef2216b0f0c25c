import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { checkSlug } from '../values/slug.ts'
import { placeOf } from './draft.ts'
import { references } from './fields.ts'
import { at, attempt, report } from './reading.ts'
import type { Draft, Field, List, Row } from './shape.ts'
import { anyText, listOf, MAX_CODE } from './values.ts'

/** The events a claim is about, with a mark on those whose best figures an editor takes from it. */
export const events: List = {
  ...references('claim_event', 'claim_id', 'event_id', 'Event'),
  columns: { event_id: null, preferred: false },
}

/** The events that a record prefers its claim for, by its row: their ids, once they are known, in order. */
const preferredEvents = new WeakMap<Row, (string | undefined)[]>()

/** Has no column of its own: it marks rows of `events`. */
export const preferredFor: Field = {
  columns: {},
  presence: 'OPTIONAL',
  read: (value, row, place) => {
    const ids: (string | undefined)[] = []
    preferredEvents.set(row, ids)
    for (const [index, item] of listOf((slug) => slug)(value).entries()) {
      attempt(at(place, index), (here) => {
        const slug = checkSlug(anyText(MAX_CODE)(item))
        const settle = (id: string) => {
          ids[index] = id
        }
        here.references.push({ kind: 'Event', slug, field: here.field, settle })
      })
    }
  },
}

/** Completes records that give one of the two lists by what is stored of the other, and marks the events. */
export async function completeEvents(trx: Transaction<Tables>, drafts: readonly Draft[]): Promise<void> {
  const given = drafts.filter(
    ({ record, problems }) =>
      problems.length === 0 && (record.events !== undefined || record.preferredFor !== undefined),
  )
  const stored = await findStoredEvents(trx, given)
  for (const draft of given) {
    const known = stored.get(draft.id ?? '') ?? []
    const rows =
      draft.lists.get('events') ?? known.map(({ event_id }): Row => ({ event_id, preferred: false }))
    draft.lists.set('events', rows)
    if (draft.record.preferredFor === undefined) keepMarks(rows, known)
    else mark(draft, rows, preferredEvents.get(draft.row) ?? [])
  }
}

function keepMarks(rows: readonly Row[], known: readonly StoredEvent[]): void {
  for (const row of rows) {
    row.preferred = known.some(({ event_id, preferred }) => event_id === row.event_id && preferred)
  }
}

function mark(draft: Draft, rows: readonly Row[], ids: readonly (string | undefined)[]): void {
  for (const [index, id] of ids.entries()) {
    const marked = rows.filter((row) => row.event_id === id)
    for (const row of marked) row.preferred = true
    if (marked.length === 0) {
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
