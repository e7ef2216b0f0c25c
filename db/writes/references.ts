import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import type { NodeKind } from '../vocabulary.ts'
import { placeOf } from './draft.ts'
import { NOUNS } from './nouns.ts'
import { report } from './reading.ts'
import { findTargets } from './rows.ts'
import type { Draft, Noun, Reference } from './shape.ts'

/** Settles what drafts refer to of other nouns: one statement a noun. What is not stored becomes a problem. */
export async function settleEarlier(
  trx: Transaction<Tables>,
  noun: Noun,
  drafts: readonly Draft[],
): Promise<void> {
  const kinds = new Set(drafts.flatMap((draft) => earlierReferences(noun, draft).map(({ kind }) => kind)))
  const found = new Map<NodeKind, ReadonlyMap<string, string>>()
  for (const kind of kinds) {
    const slugs = drafts.flatMap((draft) => draft.references.filter((one) => one.kind === kind).map(slugOf))
    found.set(kind, await findTargets(trx, NOUNS[kind].table, slugs))
  }
  for (const draft of drafts) {
    for (const reference of earlierReferences(noun, draft)) {
      const id = found.get(reference.kind)?.get(reference.slug)
      if (id === undefined) refuse(draft, reference)
      else reference.settle(id)
    }
  }
}

/**
 * Refuses drafts that refer to nodes of their own noun which are neither stored nor about to be, and those
 * that refer to the refused ones in turn.
 */
export function refuseDangling(
  noun: Noun,
  drafts: readonly Draft[],
  stored: ReadonlyMap<string, string>,
): void {
  for (const draft of drafts) refuseSelf(noun, draft)
  const refused = new Set<Reference>()
  for (let found = -1; found !== refused.size; ) {
    found = refused.size
    const known = new Set(drafts.filter(isSound).map(slugOf))
    for (const draft of drafts) {
      for (const reference of ownReferences(noun, draft)) {
        if (stored.has(reference.slug) || known.has(reference.slug) || refused.has(reference)) continue
        refuse(draft, reference)
        refused.add(reference)
      }
    }
  }
}

/** The nodes of their own noun that drafts refer to. */
export const ownReferences = (noun: Noun, draft: Draft): Reference[] =>
  draft.references.filter(({ kind }) => kind === noun.kind)

export const isSound = (draft: Draft): boolean => draft.problems.length === 0

const earlierReferences = (noun: Noun, draft: Draft) =>
  draft.references.filter(({ kind }) => kind !== noun.kind)

const slugOf = ({ slug }: { slug: string }) => slug

function refuseSelf(noun: Noun, draft: Draft): void {
  for (const { slug, field } of ownReferences(noun, draft)) {
    if (slug !== draft.slug) continue
    report(placeOf(draft, field), new InvalidValue('SELF_REFERENCE', 'This refers to the record itself.'))
  }
}

function refuse(draft: Draft, { kind, slug, field }: Reference): void {
  const unknown = new InvalidValue('UNKNOWN_REFERENCE', `There is no ${kind} with the slug “${slug}”.`)
  report(placeOf(draft, field), unknown)
}
