import { hash } from 'node:crypto'
import { CONTEXT_CODE_POINTS } from '../../db/values/anchor.ts'
import type { ArticleText } from './article-text.ts'
import { below, chance, type Dice, distinct, pick, share } from './dice.ts'
import type { Row } from './rows.ts'
import type { Span } from './words.ts'

type Anchor = Row<'claim_anchor'>

/** The sentences on which a claim rests: mostly one, sometimes none or two that do not follow each other. */
export function anchorsOf(dice: Dice, text: ArticleText): Anchor[] {
  const count = share(dice, COUNTS)
  if (text.body === null) return count === 0 ? [] : [unchecked(dice)]
  const { body, sentences } = text
  return distinct(count, () => pick(dice, sentences)).map((span) =>
    chance(dice, 0.02) ? lost(dice, span) : found(dice, body, span),
  )
}

const COUNTS = [
  [1, 88],
  [2, 8],
  [0, 4],
] as const

function found(dice: Dice, body: string, { starts, ends }: Span): Anchor {
  const exact = body.slice(starts, ends)
  return {
    starts,
    ends,
    exact,
    prefix: body.slice(Math.max(0, starts - CONTEXT_CODE_POINTS), starts),
    suffix: body.slice(ends, ends + CONTEXT_CODE_POINTS),
    digest: chance(dice, 0.05) ? hash('sha256', exact, 'hex') : null,
    health: chance(dice, 0.97) ? 'EXACT' : 'RELOCATED',
  }
}

/** Known by its digest alone, of words that the body does not hold any more. */
const lost = (dice: Dice, { starts, ends }: Span): Anchor => ({
  ...unchecked(dice),
  starts,
  ends,
  health: 'LOST',
})

function unchecked(dice: Dice): Anchor {
  const starts = below(dice, 1_000)
  const digest = hash('sha256', String(dice()), 'hex')
  return { starts, ends: starts + 120, exact: null, prefix: null, suffix: null, digest, health: 'UNCHECKED' }
}
