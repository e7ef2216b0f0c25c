import type { AttributionRecord, ClaimRecord, PartyRecord, Slug } from '../../db/records.ts'
import { figuresOf } from './figures.ts'
import type { PolnearArticle, PolnearAttribution, Span } from './polnear-article.ts'
import { slugOf } from './slug.ts'
import { findNamedSpeaker } from './speaker.ts'
import { count, type Tally } from './tally.ts'
import { clip, onOneLine } from './words.ts'

type Speaker = Omit<AttributionRecord, 'role' | 'cue'>

/** What the claims of one article share; `ownVoice` says what it attributes to nobody. */
interface Setting {
  article: Slug
  outlet: Slug
  ownVoice: Speaker[]
}

/** A claim per attribution that has content, each after the party that speaks. */
export function* convertAttributions(
  source: PolnearArticle,
  setting: Setting,
  skipped: Tally,
): Generator<PartyRecord | ClaimRecord> {
  const wordsAt = createReader(source.text)
  const partyOf = createPartyFinder(setting.article)
  for (const [index, attribution] of source.attributions.entries()) {
    if (attribution.content.length === 0) {
      count(skipped, 'attribution without content')
      continue
    }
    const words = onOneLine(wordsAt(attribution.source))
    const party = words === '' ? null : partyOf(words)
    if (party) yield party
    const speakers = party ? [{ party: party.slug, asDescribed: words }] : setting.ownVoice
    yield claimOf(`${setting.article}/a${index}`, attribution, speakers, setting, wordsAt)
  }
}

const PARTY_NAME_LENGTH = 300
const CLAIM_TEXT_LENGTH = 2_000

type Reader = (spans: readonly Span[], between?: string) => string

/** Gives the words of a passage, the pieces of a discontinuous one joined. */
function createReader(text: string): Reader {
  const codePoints = Array.from(text)
  return (spans, between = ' … ') =>
    spans.map(([start, end]) => codePoints.slice(start, end).join('')).join(between)
}

/** The party of that full name, the same in every article; else an unnamed party of this article, one per wording. */
function createPartyFinder(article: Slug): (words: string) => PartyRecord {
  const unnamed = new Map<string, PartyRecord>()
  return (words) => {
    const named = findNamedSpeaker(words)
    if (named) return { record: 'Party', slug: slugOf(named.name), ...named }
    const name = clip(words, PARTY_NAME_LENGTH)
    const slug = `${article}/p${unnamed.size}`
    const party = unnamed.get(words) ?? { record: 'Party', slug, name, kind: 'UNNAMED', article }
    unnamed.set(words, party)
    return party
  }
}

function claimOf(
  slug: Slug,
  attribution: PolnearAttribution,
  speakers: Speaker[],
  { article, outlet }: Setting,
  wordsAt: Reader,
): ClaimRecord {
  const passage = wordsAt(attribution.content)
  const cue = onOneLine(wordsAt(attribution.cue, ' ')) || null
  const figures = figuresOf(passage)
  return {
    record: 'Claim',
    slug,
    article,
    text: clip(passage.trim(), CLAIM_TEXT_LENGTH),
    kind: isQuotation(passage) ? 'QUOTATION' : figures.length > 0 ? 'NUMERICAL' : 'EVENT_PROPERTY',
    status: 'ACCEPTED',
    attributions: [
      ...speakers.map((speaker) => ({ role: 'SAID_BY' as const, ...speaker, cue })),
      { role: 'PUBLISHED_BY', outlet },
    ],
    anchors: attribution.content.map(([start, end]) => ({ start, end, exact: wordsAt([[start, end]]) })),
    figures,
  }
}

/** Quoted from its first word to its last. */
const isQuotation = (passage: string) => /^\s*["“‘'«].*["”’'»][.,;:!?]?\s*$/s.test(passage)
