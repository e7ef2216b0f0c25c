import { type Case, query } from './case.ts'

const LIST = 'query ($after: Cursor) { articles(after: $after) { nodes { id } } }'
const ENTRIES = 'subscription ($after: Cursor) { entries(after: $after) { cursor } }'
const STREAM = { headers: { 'content-type': 'application/json', accept: 'text/event-stream' } }
const foreign = Buffer.from('1.articles.2024-02-07.1').toString('base64url')

/** What is wrong with a place in a list or in the feed. */
export const FEED: Case[] = [
  query('a cursor that is none', LIST, { after: 'x' }),
  query('a cursor that was made up', LIST, { after: foreign }),
  query('an empty cursor', LIST, { after: '' }),
  query('a cursor with U+0000', LIST, { after: '\0' }),
  query('a cursor of a megabyte', LIST, { after: 'x'.repeat(1_000_000) }),
  query('a cursor of the feed that is none', 'query ($after: Cursor) { entries(after: $after) { cursor } }', {
    after: 'x',
  }),
  query('a subscription after a cursor that is none', ENTRIES, { after: 'x' }, STREAM),
  query('a Last-Event-ID that is none', 'subscription { entries { cursor } }', undefined, {
    headers: { ...STREAM.headers, 'last-event-id': 'x' },
  }),
  query('a subscription whose answer is to be no stream', 'subscription { entries { cursor } }', undefined, {
    headers: { 'content-type': 'application/json', accept: 'application/json' },
  }),
  query(
    'a subscription to two things',
    'subscription { entries { cursor } articles { cursor } }',
    undefined,
    STREAM,
  ),
  query('a subscription to the schema', 'subscription { __typename }', undefined, STREAM),
  { what: 'a feed of a noun that there is not', method: 'GET', path: '/feed/newspapers.rss' },
  { what: 'a feed in a form that there is not', method: 'GET', path: '/feed/articles.pdf' },
  { what: 'a feed with a filter that is no JSON', method: 'GET', path: '/feed/articles.rss?filter=%7B' },
  {
    what: 'a feed with a filter that there is not',
    method: 'GET',
    path: '/feed/articles.rss?filter=%7B%22a%22%3A1%7D',
  },
  {
    what: 'a feed with a filter by a full text of 1,001 characters',
    method: 'GET',
    path: `/feed/articles.rss?filter=${encodeURIComponent(JSON.stringify({ search: 'x'.repeat(1_001) }))}`,
  },
  { what: 'a feed of 1,000', method: 'GET', path: '/feed/articles.rss?first=1000' },
  {
    what: 'a feed with a filter that is nested 20,000 deep',
    method: 'GET',
    path: `/feed/articles.rss?filter=${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  },
  {
    what: 'a feed with a parameter of 60,000 characters that there is not',
    method: 'GET',
    path: `/feed/articles.rss?${'x'.repeat(60_000)}=1`,
  },
  { what: 'a feed by POST', path: '/feed/articles.rss', body: '{}' },
]
