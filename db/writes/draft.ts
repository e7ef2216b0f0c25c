import { InvalidValue } from '../values/invalid-value.ts'
import { checkSlug, MAX_SLUG_CODE_POINTS } from '../values/slug.ts'
import { columnsOf } from './fields.ts'
import { at, attempt, needsValue, readFields, refuseUnknown } from './reading.ts'
import type { Draft, Field, List, Noun, Place, Row } from './shape.ts'
import { anyText } from './values.ts'

const MAX_ITEMS = 1_000

/** Reads a record as far as it can be read without the database, with the problems of all its fields. */
export function readRecord(noun: Noun, record: object): Draft {
  const draft: Draft = {
    record: { ...record },
    slug: '',
    id: null,
    row: {},
    lists: new Map(),
    references: [],
    problems: [],
    missing: [],
  }
  const place: Place = { field: '', problems: draft.problems, references: draft.references }
  refuseUnknown({ record: noun.kind, slug: '', ...noun.fields }, draft.record, place)
  attempt(at(place, 'slug'), () => {
    const { slug = null } = draft.record
    if (slug === null) throw needsValue()
    draft.slug = checkSlug(anyText(MAX_SLUG_CODE_POINTS)(slug))
  })
  draft.missing.push(...readFields(columnFields(noun), draft.record, draft.row, place))
  for (const [name, list] of Object.entries(listFields(noun))) {
    const items = draft.record[name]
    if (items === undefined) continue
    attempt(at(place, name), (here) => draft.lists.set(name, readList(list, items, here)))
  }
  noun.check?.(draft)
  return draft
}

/** The fields that are columns of the node's own row. */
export const columnFields = (noun: Noun): Record<string, Field> =>
  Object.fromEntries(
    Object.entries(noun.fields).flatMap(([name, field]) => (isList(field) ? [] : [[name, field]])),
  )

export const listFields = (noun: Noun): Record<string, List> =>
  Object.fromEntries(
    Object.entries(noun.fields).flatMap(([name, field]) => (isList(field) ? [[name, field]] : [])),
  )

/** The columns of a noun that records fill. */
export const ownColumns = (noun: Noun): Row => columnsOf(columnFields(noun))

/** The place of a field of a record, for checks that see the whole of it. */
export const placeOf = ({ problems, references }: Draft, field: string): Place => ({
  field,
  problems,
  references,
})

const isList = (field: Field | List): field is List => 'table' in field

const DUPLICATE = 'This stands in the list already.'

function readList(list: List, items: unknown, place: Place): Row[] {
  if (items === null) return []
  if (!Array.isArray(items)) throw new InvalidValue('WRONG_TYPE', 'This must be a list.')
  if (items.length > MAX_ITEMS) throw new InvalidValue('TOO_MANY', `A list has at most ${MAX_ITEMS} items.`)
  const seen = new Set<unknown>()
  return items.map((item, index) => {
    const row = { ...list.columns }
    attempt(at(place, index), (here) => {
      list.readItem(item, row, here)
      const key = list.keyOf?.(item)
      if (key !== undefined && seen.has(key)) throw new InvalidValue('DUPLICATE', DUPLICATE)
      seen.add(key)
    })
    return row
  })
}
