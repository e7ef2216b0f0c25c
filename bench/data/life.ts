import type { NodeKind } from '../../db/vocabulary.ts'
import { instantOf, laterThan, type Moment } from './calendar.ts'
import { pick, type Shares, share } from './dice.ts'
import type { World } from './world.ts'

/** What became of a record after it was made. */
type Fate = 'KEPT' | 'REVISED' | 'WITHDRAWN' | 'MERGED'

/** Unnamed parties are parties that are merged with no other. */
type Kind = NodeKind | 'Unnamed'

/** The columns of a node but for its slug. */
interface Life {
  id: number
  revision: number
  created_at: string
  updated_at: string
  withdrawn_at: string | null
  withdrawn_reason: string | null
  merged_into: number | null
}

/** Every fate but KEPT is one later revision; history.ts says what it changed. */
export function lifeOf(world: World, kind: Kind, id: number, made: Moment): Life {
  const dice = world.diceFor(`${kind} changed`, id)
  const fate = fateOf(world, kind, id)
  const created = instantOf(made)
  const changed = fate === 'KEPT' ? created : instantOf(laterThan(dice, made))
  return {
    id,
    revision: fate === 'KEPT' ? 1 : 2,
    created_at: created,
    updated_at: changed,
    withdrawn_at: fate === 'WITHDRAWN' ? changed : null,
    withdrawn_reason: fate === 'WITHDRAWN' ? pick(dice, REASONS) : null,
    merged_into: fate === 'MERGED' ? originalOf(world, kind, id) : null,
  }
}

export function fateOf({ diceFor }: World, kind: Kind, id: number): Fate {
  const fate = share(diceFor(`${kind} fate`, id), FATES[kind])
  return fate === 'MERGED' && id === FIRST_ID ? 'KEPT' : fate
}

/** Never merged, so that every duplicate has an original before it. */
const FIRST_ID = 1

const NAMED: Shares<Fate> = [
  ['WITHDRAWN', 0.5],
  ['MERGED', 0.3],
  ['KEPT', 99.2],
]

const TEXTS: Shares<Fate> = [
  ['WITHDRAWN', 0.5],
  ['MERGED', 0.1],
  ['REVISED', 7],
  ['KEPT', 92.4],
]

const ALONE: Shares<Fate> = [
  ['WITHDRAWN', 0.5],
  ['KEPT', 99.5],
]

const FATES: Readonly<Record<Kind, Shares<Fate>>> = {
  Outlet: NAMED,
  Author: NAMED,
  Subject: NAMED,
  Article: TEXTS,
  Party: NAMED,
  Unnamed: ALONE,
  Place: NAMED,
  Event: TEXTS,
  Claim: TEXTS,
  Review: ALONE,
}

const REASONS = [
  'Recorded from a page that the publisher has taken down.',
  'The source asked for its removal.',
  'Recorded in error.',
  'Not about what the project records.',
]

/** The nearest earlier record that was not merged itself. */
function originalOf(world: World, kind: Kind, id: number): number {
  const earlier = id - 1
  return fateOf(world, kind, earlier) === 'MERGED' ? originalOf(world, kind, earlier) : earlier
}
