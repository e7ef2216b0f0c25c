import type { Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import { checkAnchor, type Passage } from '../values/anchor.ts'
import { InvalidValue } from '../values/invalid-value.ts'
import { findBodies } from './article-bodies.ts'
import { list, optional, required } from './fields.ts'
import { createPauses } from './pauses.ts'
import { at, report } from './reading.ts'
import type { Draft, Json, List, Place, Row } from './shape.ts'
import { anyText, code, MAX_NAME, MAX_PASSAGE, position, text } from './values.ts'

const digest = code(/^[0-9a-f]{64}$/, 'A digest is SHA-256 in lower-case hexadecimal digits.')

/** Passages of the article, each with its health against the body that is stored. */
export const anchors: List = {
  ...list(
    'claim_anchor',
    'claim_id',
    {
      start: required('starts', position),
      end: required('ends', position),
      exact: optional('exact', text(MAX_PASSAGE)),
      prefix: optional('prefix', anyText(MAX_NAME)),
      suffix: optional('suffix', anyText(MAX_NAME)),
      digest: optional('digest', digest),
    },
    { check: checkSpan },
  ),
  columns: {
    starts: null,
    ends: null,
    exact: null,
    prefix: null,
    suffix: null,
    digest: null,
    health: 'UNCHECKED',
  },
}

function checkSpan({ starts, ends }: Row, place: Place): void {
  if (typeof starts !== 'number' || typeof ends !== 'number') return
  if (starts >= ends) {
    report(at(place, 'end'), new InvalidValue('OUT_OF_RANGE', 'A passage ends after it starts.'))
  }
  if (ends - starts > MAX_PASSAGE) {
    report(at(place, 'end'), new InvalidValue('TOO_LONG', `A passage has at most ${MAX_PASSAGE} characters.`))
  }
}

/** Looks up the passages of new lists of anchors in the bodies of their articles. */
export async function checkAnchors(
  trx: Transaction<Tables>,
  drafts: readonly Draft[],
  articles: ReadonlyMap<Draft, string>,
): Promise<void> {
  const anchored = Map.groupBy(
    drafts.filter((draft) => draft.problems.length === 0 && draft.lists.get('anchors')?.length),
    (draft) => articles.get(draft) ?? '',
  )
  const pause = createPauses()
  for await (const { id, body } of findBodies(trx, [...anchored.keys()])) {
    const rows = anchored.get(id)?.flatMap((draft) => draft.lists.get('anchors') ?? []) ?? []
    for (const row of rows) {
      await pause()
      Object.assign(row, checkAnchor(body, passageOf(row)))
    }
  }
}

function passageOf({ starts, ends, exact, prefix, suffix, digest }: Row): Passage {
  return {
    starts: Number(starts),
    ends: Number(ends),
    exact: textOrNull(exact),
    prefix: textOrNull(prefix),
    suffix: textOrNull(suffix),
    digest: textOrNull(digest),
  }
}

const textOrNull = (value: Json | undefined) => (typeof value === 'string' ? value : null)
