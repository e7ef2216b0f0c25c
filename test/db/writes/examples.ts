import type {
  ArticleRecord,
  AuthorRecord,
  ClaimRecord,
  EventRecord,
  OutletRecord,
  PartyRecord,
  PlaceRecord,
  ReviewRecord,
  SubjectRecord,
} from '../../../db/records.ts'

export const outlet: OutletRecord = {
  record: 'Outlet',
  slug: 'harbour-gazette',
  name: 'Harbour Gazette',
  url: 'https://gazette.example/',
  countryCode: 'NO',
  language: 'en',
  altIds: [{ scheme: 'issn', value: '1234-5679' }],
}

export const author: AuthorRecord = {
  record: 'Author',
  slug: 'ada-lund',
  name: 'Ada Lund',
  kind: 'PERSON',
  bio: 'Reports on ports.',
  affiliations: ['Harbour Gazette'],
  works: [{ title: 'Tides', publisher: 'Quay', published: '2019', url: 'https://quay.example/tides' }],
}

export const otherAuthor: AuthorRecord = {
  record: 'Author',
  slug: 'ben-oaks',
  name: 'Ben Oaks',
  kind: 'PERSON',
}

export const subject: SubjectRecord = {
  record: 'Subject',
  slug: 'theme/shipping',
  scheme: 'gazette:theme',
  code: 'shipping',
  label: 'Shipping',
}

export const BODY = 'A ferry sank at dawn. The harbour master said that at least 39 people were aboard.'

export const article: ArticleRecord = {
  record: 'Article',
  slug: 'gazette/ferry',
  headline: 'Ferry sinks at dawn',
  url: 'https://gazette.example/ferry?utm_source=feed',
  outlet: 'harbour-gazette',
  byline: 'By Ada Lund and Ben Oaks',
  authors: ['ada-lund', 'ben-oaks'],
  publishedOn: '2024-02-07',
  publishedAt: '2024-02-07T06:30:00.123456+01:00',
  language: 'en',
  subjects: ['theme/shipping'],
  body: BODY,
  image: { url: 'https://gazette.example/ferry.jpg', caption: 'The ferry', credit: 'C. Tan' },
  rights: { holder: 'Harbour Gazette' },
  links: [
    { url: 'https://port.example/', text: 'harbour master', start: 26, end: 40 },
    { url: null, text: 'aboard' },
  ],
}

export const party: PartyRecord = {
  record: 'Party',
  slug: 'harbour-master',
  name: 'Harbour Master',
  kind: 'GOVERNMENT',
  countryCode: 'NO',
}

export const place: PlaceRecord = {
  record: 'Place',
  slug: 'bergen',
  name: 'Bergen',
  countryCode: 'NO',
  subdivisionCode: 'NO-46',
  latitude: 60.39,
  longitude: 5.32,
  precision: 'NEAR',
}

export const event: EventRecord = {
  record: 'Event',
  slug: 'ferry-2024-02-07',
  title: 'A ferry sinks off Bergen',
  type: { code: 'Other' },
  when: '2024-02-07',
  places: ['bergen'],
  participants: [{ party: 'harbour-master', role: 'OTHER' }],
  status: 'FAIR',
  coverage: ['gazette/ferry'],
}

export const claim: ClaimRecord = {
  record: 'Claim',
  slug: 'gazette/ferry#aboard',
  article: 'gazette/ferry',
  text: 'The harbour master gives a least number of people aboard.',
  kind: 'NUMERICAL',
  saidOn: '2024-02-07',
  events: ['ferry-2024-02-07'],
  attributions: [
    { role: 'SAID_BY', party: 'harbour-master', cue: 'said' },
    { role: 'PUBLISHED_BY', outlet: 'harbour-gazette' },
  ],
  anchors: [{ start: 51, end: 81, exact: 'at least 39 people were aboard' }],
  figures: [{ verbatim: 'at least 39 people', measure: 'OTHER', population: 'aboard' }],
  citations: [0],
}

export const review: ReviewRecord = {
  record: 'Review',
  slug: 'gazette/ferry#aboard/review',
  claim: 'gazette/ferry#aboard',
  outlet: 'harbour-gazette',
  ratingText: 'Holds up',
  rating: 'TRUE',
  publishedOn: '2024-02-09',
}

/** One record of every noun, that refer to each other. */
export const ALL = [
  outlet,
  author,
  otherAuthor,
  subject,
  article,
  party,
  place,
  event,
  claim,
  review,
] as const
