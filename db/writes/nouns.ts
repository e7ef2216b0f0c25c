import type { NodeKind } from '../vocabulary.ts'
import { article } from './article.ts'
import { author } from './author.ts'
import { claim } from './claim.ts'
import { event } from './event.ts'
import { outlet } from './outlet.ts'
import { party } from './party.ts'
import { place } from './place.ts'
import { review } from './review.ts'
import type { Noun } from './shape.ts'
import { subject } from './subject.ts'

/** In dependency order: a record refers to its own noun and to earlier ones. */
export const NOUNS: Readonly<Record<NodeKind, Noun>> = {
  Outlet: outlet,
  Author: author,
  Subject: subject,
  Article: article,
  Party: party,
  Place: place,
  Event: event,
  Claim: claim,
  Review: review,
}
