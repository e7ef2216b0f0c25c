import { type Case, query } from './case.ts'

const LIST = '{ articles { totalCount } }'
const WRITE = 'mutation { createOutlet(input: { name: "Unasked" }) { __typename } }'
const key = (authorization: string) => ({ headers: { 'content-type': 'application/json', authorization } })

/** `alg` is none. */
const UNSIGNED = ['{"alg":"none"}', '{"sub":"me","role":"admin"}', '']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.')

/** What the caller may not do. */
export const ACCESS: Case[] = [
  query('reading without a key, where it needs one', LIST, undefined, { closed: true }),
  query('following without a key, where it needs one', 'subscription { entries { cursor } }', undefined, {
    closed: true,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
  }),
  {
    what: 'a feed without a key, where it needs one',
    method: 'GET',
    path: '/feed/articles.rss',
    closed: true,
  },
  query('writing without a key', WRITE, undefined, { as: 'nobody' }),
  query('writing with the key of a reader', WRITE, undefined, { as: 'reader' }),
  query('an admin’s question with the key of an editor', '{ webhooks { id } }', undefined, { as: 'editor' }),
  query('a key that has ended', LIST, undefined, { as: 'ended' }),
  query('a key that is none', LIST, undefined, key('Bearer dl_x_y')),
  query('a key without its scheme', LIST, undefined, key('dl_x_y')),
  query('a name and a password', LIST, undefined, key('Basic bWU6c2VjcmV0')),
  query('an empty key', LIST, undefined, key('Bearer ')),
  query('a token that has expired', LIST, undefined, { as: 'lapsed' }),
  query('a token that another has signed', LIST, undefined, { as: 'stranger' }),
  query('a token that nobody has signed', LIST, undefined, key(`Bearer ${UNSIGNED}`)),
  query('a token of 20,000 characters', LIST, undefined, key(`Bearer ${'x'.repeat(19_996)}.y.z`)),
  query('a key of 10,000 characters', LIST, undefined, key(`Bearer dl_${'x'.repeat(10_000)}`)),
]
