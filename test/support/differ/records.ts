import {
  ARTICLE_STATUSES,
  ATTRIBUTION_ROLES,
  AUTHOR_KINDS,
  CLAIM_KINDS,
  CLAIM_STATUSES,
  EVENT_STATUSES,
  type NodeKind,
  PARTICIPANT_ROLES,
  PLACE_PRECISIONS,
  RATINGS,
  RELATION_KINDS,
} from '../../../db/vocabulary.ts'
import type { Dice } from '../random.ts'
import { figureOf } from './figures.ts'
import { bodyOf, TEXTS } from './texts.ts'

/** How many records of each noun there are. */
export const COUNTS: Record<NodeKind, number> = {
  Outlet: 12,
  Author: 16,
  Subject: 10,
  Article: 45,
  Party: 24,
  Place: 15,
  Event: 24,
  Claim: 60,
  Review: 24,
}

export const slugOf = (kind: NodeKind, at: number): string =>
  `${kind.toLowerCase()}${['-', '_', '-Ä-', '/م/'][at % 4]}${at}`

const DAYS = ['2024-02-06', '2024-02-07', '2024-02-07', '2024-02-08', '0001-01-01', '9999-12-31'] as const
const PERIODS = [
  ...['2024-02-07', '2024-02-XX', '2024', '2014/2017', '../2024-02-07', '2024-02-07/..', '0001-01-01'],
  ...['9999-12-31', '2024-01~', '2024-02-07/2024-02-08', '0001-01-01/9999-12-31', '2024-02?', '/2024'],
] as const
const INSTANTS = [
  ...['2024-02-07T18:30:00Z', '2024-02-07T18:30:00.1+03:00', '0001-01-01T00:00:00Z'],
  ...['9999-12-31T23:59:59.999Z', '2024-02-29T00:00:00.120Z'],
] as const
const COUNTRIES = ['IQ', 'SY', 'NO'] as const
const LANGUAGES = ['en', 'en-GB', 'fr', 'ar', 'und'] as const

type Records = (kind: NodeKind) => Record<string, unknown>[]

/** All records of a noun: another draw with each call, under the same slugs. */
export function createRecords(dice: Dice): Records {
  const { pick, below, chance } = dice
  const text = () => (chance(0.3) ? `${pick(TEXTS)} ${pick(TEXTS)}`.trim() || 'x' : pick(TEXTS).trim() || 'x')
  const maybe = <Value>(value: () => Value): Value | null => (chance(0.4) ? null : value())
  const one = (kind: NodeKind) => slugOf(kind, below(COUNTS[kind]))
  const some = (kind: NodeKind, most = 3) => [
    ...new Set(Array.from({ length: below(most + 1) }, () => one(kind))),
  ]
  const items = <Item>(most: number, item: (at: number) => Item) =>
    Array.from({ length: below(most + 1) }, (_, at) => item(at))
  const altIds = () =>
    items(2, (at) => ({ scheme: pick(['wikidata', 'isni', text()]), value: `${text()}${at}` }))
  const earlier = (kind: NodeKind, at: number) => (at > 0 && chance(0.4) ? slugOf(kind, below(at)) : null)
  const url = (at: number) => `https://${at % 3}.example/${at}/ä?q="%20\\&utm_source=x#f`
  const agent = () =>
    pick<Record<string, string>>([
      { party: one('Party') },
      { outlet: one('Outlet') },
      { author: one('Author') },
    ])
  const reviewer = (at: number) => (at % 2 ? { outlet: one('Outlet') } : { author: one('Author') })
  const DRAWS: Record<NodeKind, (at: number) => Record<string, unknown>> = {
    Outlet: (at) => ({
      name: text(),
      url: maybe(() => url(at)),
      countryCode: maybe(() => pick(COUNTRIES)),
      language: maybe(() => pick(LANGUAGES)),
      altIds: altIds(),
    }),
    Author: () => ({
      name: text(),
      kind: pick(AUTHOR_KINDS),
      bio: maybe(text),
      affiliations: items(3, text),
      works: items(2, (at) => ({
        title: text(),
        publisher: maybe(text),
        published: maybe(() => pick(PERIODS)),
        url: maybe(() => url(at)),
      })),
      altIds: altIds(),
    }),
    Subject: (at) => ({ scheme: pick(['medtop', 'test']), code: `c${at}`, label: text() }),
    Article: (at) => ({
      headline: text(),
      alternativeHeadline: maybe(text),
      url: maybe(() => url(at)),
      outlet: maybe(() => one('Outlet')),
      byline: maybe(text),
      authors: some('Author'),
      publishedOn: pick(DAYS),
      publishedAt: maybe(() => pick(INSTANTS)),
      modifiedAt: maybe(() => pick(INSTANTS)),
      dateline: maybe(text),
      language: pick(LANGUAGES),
      subjects: some('Subject'),
      body: at % 3 ? bodyOf(at) : null,
      image: maybe(() => ({ url: maybe(() => url(at)), caption: maybe(text), credit: maybe(text) })),
      rights: maybe(() => ({ holder: maybe(text), notice: maybe(text), usageTerms: maybe(text) })),
      discussionUrl: maybe(() => url(at)),
      note: maybe(text),
      status: pick(ARTICLE_STATUSES),
      translationOf: earlier('Article', at),
      republicationOf: earlier('Article', at),
      links: [
        { text: text() },
        { url: url(below(5)), text: 'Two', start: at % 3 ? 0 : null, end: at % 3 ? 3 : null },
      ],
    }),
    Party: (at) => ({
      name: text(),
      ...(at % 6 === 5
        ? { kind: 'UNNAMED', article: slugOf('Article', at) }
        : { kind: pick(['PERSON', 'GOVERNMENT', 'ARMED_GROUP']) }),
      description: maybe(text),
      countryCode: maybe(() => pick(COUNTRIES)),
      memberOf: earlier('Party', at),
      altIds: altIds(),
    }),
    Place: () => ({
      name: text(),
      countryCode: maybe(() => pick(COUNTRIES)),
      subdivisionCode: maybe(() => pick(['IQ-BG', 'SY-HI'])),
      ...pick([
        { latitude: 90, longitude: -180 },
        { latitude: 33.12345678901234, longitude: 1e-7 },
        { latitude: null, longitude: null },
      ]),
      precision: pick(PLACE_PRECISIONS),
    }),
    Event: (at) => ({
      title: text(),
      summary: maybe(text),
      type: { scheme: pick(['ACLED', 'CAMEO']), code: pick(['Other', 'Attack']) },
      when: pick(PERIODS),
      places: some('Place'),
      participants: items(3, () => ({
        party: one('Party'),
        role: pick(PARTICIPANT_ROLES),
        asDescribed: maybe(text),
      })),
      partOf: earlier('Event', at),
      status: pick(EVENT_STATUSES),
      coverage: some('Article'),
    }),
    Claim: (at) => {
      const events = some('Event')
      return {
        article: slugOf('Article', at % 20),
        text: text(),
        kind: pick(CLAIM_KINDS),
        status: pick([...CLAIM_STATUSES, 'ACCEPTED', 'ACCEPTED']),
        saidOn: maybe(() => pick(PERIODS)),
        events,
        preferredFor: events.filter(() => chance(0.3)),
        attributions: items(3, () => ({
          role: pick(ATTRIBUTION_ROLES),
          ...agent(),
          cue: maybe(text),
          asDescribed: maybe(text),
        })),
        anchors: items(2, (nth) => ({ start: nth, end: nth + 3, exact: maybe(() => 'Two') })),
        figures: items(3, () =>
          figureOf(
            dice,
            pick(['KILLED', 'INJURED', 'MONEY']),
            maybe(() => pick(['civilians', 'troops'])),
          ),
        ),
        citations: items(1, () => below(2)),
        relations:
          at === 0
            ? []
            : [{ kind: pick(RELATION_KINDS), claim: slugOf('Claim', below(at)), note: maybe(text) }],
      }
    },
    Review: (at) => ({
      claim: slugOf('Claim', below(20)),
      ...reviewer(at),
      url: maybe(() => url(at)),
      ratingText: text(),
      rating: pick(RATINGS),
      publishedOn: pick(DAYS),
      summary: maybe(text),
    }),
  }
  return (kind) =>
    Array.from({ length: COUNTS[kind] }, (_, at) => ({ slug: slugOf(kind, at), ...DRAWS[kind](at) }))
}
