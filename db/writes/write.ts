import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { type Change, recordChanges } from './change.ts'
import { placeOf, readRecord } from './draft.ts'
import { putLists } from './lists.ts'
import { NOUNS } from './nouns.ts'
import { needsValue, report } from './reading.ts'
import { isSound, ownReferences, refuseDangling, settleEarlier } from './references.ts'
import { findIds, findTargets, insertRows, lockRows, updateRows } from './rows.ts'
import type { Draft, Noun, Problem } from './shape.ts'

/** What became of a record. A refused one left nothing behind. */
export type Outcome =
  | { result: 'CREATED' | 'REVISED' | 'UNCHANGED'; slug: string; id: string }
  | { result: 'REFUSED'; problems: Problem[] }

/**
 * Writes records of one noun, whose slugs are distinct, with a number of statements that does not grow with
 * theirs. Throws the database's error when it refuses one of them, which fails the transaction.
 */
export async function writeRecords(
  trx: Transaction<Tables>,
  noun: Noun,
  records: readonly object[],
  actor: string,
): Promise<Outcome[]> {
  const drafts = records.map((record) => readRecord(noun, record))
  await completeDrafts(trx, noun, drafts)
  const created = await placeRows(trx, noun, drafts.filter(isSound))
  const sound = drafts.filter(isSound)
  const changed = await updateRows(
    trx,
    noun,
    sound.filter((draft) => mayDiffer(noun, draft, created)),
  )
  const relisted = await putLists(trx, noun, sound, created)

  await noun.derive?.(trx, sound)

  const resultOf = (id: string) => {
    if (created.has(id)) return 'CREATED'
    return changed.has(id) || relisted.has(id) ? 'REVISED' : 'UNCHANGED'
  }
  const outcomes = drafts.map(({ id, slug, problems }): Outcome => {
    if (problems.length > 0 || id === null) return { result: 'REFUSED', problems }
    return { result: resultOf(id), slug, id }
  })
  await recordChanges(trx, noun, outcomes.flatMap(changeOf), actor)
  await followChanges(trx, noun, changed, actor)
  return outcomes
}

/** Finds out all that is wrong with drafts, and settles what they refer to of earlier nouns. */
async function completeDrafts(trx: Transaction<Tables>, noun: Noun, drafts: readonly Draft[]): Promise<void> {
  const own = drafts.flatMap((draft) => ownReferences(noun, draft).map(({ slug }) => slug))
  const stored = await findIds(trx, noun.table, [...distinctSlugs(drafts), ...own])
  for (const draft of drafts) {
    draft.id = stored.get(draft.slug) ?? null
    if (draft.id !== null) continue
    for (const field of draft.missing) report(placeOf(draft, field), needsValue())
  }
  await settleEarlier(trx, noun, drafts)
  await noun.complete?.(trx, drafts)
  refuseDangling(noun, drafts, stored)
}

function distinctSlugs(drafts: readonly Draft[]): string[] {
  const slugs = drafts.flatMap(({ slug }) => (slug === '' ? [] : [slug]))
  if (new Set(slugs).size < slugs.length) throw new RangeError('writeRecords takes each slug once')
  return slugs
}

/** Makes the rows that are missing and locks the others; then every draft has its id, and knows its own kind's. */
async function placeRows(
  trx: Transaction<Tables>,
  noun: Noun,
  drafts: readonly Draft[],
): Promise<Set<string>> {
  const inserted = await insertRows(
    trx,
    noun,
    drafts.filter(({ id }) => id === null),
  )
  const locked = await lockRows(
    trx,
    noun,
    drafts.flatMap(({ slug }) => (inserted.has(slug) ? [] : [slug])),
  )
  for (const draft of drafts) {
    const stored = locked.get(draft.slug)
    draft.id = inserted.get(draft.slug) ?? stored?.id ?? null
    if (stored?.isMerged) report(placeOf(draft, 'slug'), merged())
  }
  await settleOwn(trx, noun, drafts)
  return new Set(inserted.values())
}

const merged = () => new InvalidValue('MERGED', 'The record of this slug was merged into another.')

async function settleOwn(trx: Transaction<Tables>, noun: Noun, drafts: readonly Draft[]): Promise<void> {
  const references = drafts.flatMap((draft) => ownReferences(noun, draft))
  if (references.length === 0) return
  const ids = await findTargets(
    trx,
    noun.table,
    references.map(({ slug }) => slug),
  )
  for (const { slug, settle } of references) {
    const id = ids.get(slug)
    if (id !== undefined) settle(id)
  }
}

/** A row that was just inserted lacks only what it refers to of its own noun. */
const mayDiffer = (noun: Noun, draft: Draft, created: ReadonlySet<string>) =>
  !created.has(draft.id ?? '') || ownReferences(noun, draft).length > 0

const changeOf = (outcome: Outcome): Change[] =>
  outcome.result === 'CREATED' || outcome.result === 'REVISED'
    ? [{ id: outcome.id, action: outcome.result }]
    : []

/** Lets later nouns follow a changed column, and records what they change. */
async function followChanges(
  trx: Transaction<Tables>,
  noun: Noun,
  changed: ReadonlyMap<string, string[]>,
  actor: string,
): Promise<void> {
  for (const later of Object.values(NOUNS)) {
    const { follows } = later
    if (follows === undefined || follows.kind !== noun.kind) continue
    const ids = [...changed].flatMap(([id, columns]) => (columns.includes(follows.column) ? [id] : []))
    const followers = ids.length === 0 ? [] : await follows.follow(trx, ids)
    await recordChanges(
      trx,
      later,
      followers.map((id) => ({ id, action: 'REVISED' })),
      actor,
    )
  }
}
