import { type Case, JSON_TYPE, query } from './case.ts'

const MUTATION = 'mutation { createOutlet(input: { name: "Unasked" }) { __typename } }'
const TYPENAME = '{"query":"{ __typename }"}'
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))
/** A write with these bytes in a text. */
const named = (what: string, given: number[]): Case => ({
  what,
  as: 'editor',
  body: bytes('{"query":"mutation { createOutlet(input: { name: \\"a', given, '\\" }) { __typename } }"}'),
})
const MULTIPART =
  '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--x--\r\n'

/** A request whose target is sent as it stands. */
const aimed = (what: string, line: string, body: string, headers = 'host: localhost'): Case => ({
  what,
  raw: `${line} HTTP/1.1\r\n${headers}\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
})
const FORM = `host: localhost\r\ncontent-type: application/x-www-form-urlencoded`

/** What is wrong before anybody looks at the query. */
export const TRANSPORT: Case[] = [
  { what: 'a body of 20 MB', body: Buffer.alloc(20_000_000, 0x20) },
  {
    what: 'a body of 20 MB of which the length is not told',
    body: Buffer.alloc(20_000_000, 0x20),
    chunked: true,
  },
  { what: 'a body of a byte more than 1 MiB', body: TYPENAME.padEnd(1_048_577) },
  { what: 'a body of a byte more than 8 MiB, of an editor', as: 'editor', body: TYPENAME.padEnd(8_388_609) },
  {
    what: 'a mutation as a form',
    as: 'editor',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ query: MUTATION }).toString(),
  },
  {
    what: 'a form of several parts',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: MULTIPART,
  },
  { what: 'JSON as plain text', headers: { 'content-type': 'text/plain' }, body: TYPENAME },
  { what: 'a body without a type', headers: { 'content-type': '' }, body: TYPENAME },
  { what: 'XML', headers: { 'content-type': 'application/xml' }, body: '<query/>' },
  {
    what: 'JSON in UTF-16',
    headers: { 'content-type': 'application/json; charset=utf-16' },
    body: Buffer.from(TYPENAME, 'utf16le'),
  },
  { what: 'JSON that is packed', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: TYPENAME },
  { what: 'no body' },
  { what: 'what is no JSON', body: 'query=1' },
  { what: 'JSON that is cut off', body: '{"query":"{ __typename }"' },
  { what: 'JSON with a number that there is not', body: '{"query":"{ __typename }","variables":{"x":NaN}}' },
  { what: 'several operations in an array', body: `[${TYPENAME},${TYPENAME}]` },
  { what: 'null', body: 'null' },
  { what: 'a text', body: '"{ __typename }"' },
  { what: 'a number', body: '7' },
  named('a byte that no UTF-8 has', [0xff]),
  named('a UTF-8 sequence that is cut off', [0xe2, 0x82]),
  named('an overlong UTF-8 sequence', [0xc0, 0x80]),
  named('half of a surrogate pair in UTF-8', [0xed, 0xa0, 0x80]),
  named('a code point beyond Unicode in UTF-8', [0xf4, 0x90, 0x80, 0x80]),
  { what: 'PUT', method: 'PUT', body: TYPENAME },
  { what: 'DELETE', method: 'DELETE' },
  {
    what: 'a mutation by GET',
    method: 'GET',
    as: 'editor',
    path: `/graphql?query=${encodeURIComponent(MUTATION)}`,
  },
  { what: 'GET without a query', method: 'GET' },
  {
    what: 'an address that is not UTF-8',
    method: 'GET',
    path: '/graphql?query=%7B__typename%7D&operationName=%FF',
  },
  { what: 'a parameter twice', method: 'GET', path: '/graphql?query=%7B__typename%7D&query=%7Bx%7D' },
  {
    what: 'variables by GET that are no JSON',
    method: 'GET',
    path: '/graphql?query=%7B__typename%7D&variables=%7B',
  },
  {
    what: 'variables by GET that are an array',
    method: 'GET',
    path: '/graphql?query=%7B__typename%7D&variables=%5B%5D',
  },
  { what: 'headers of 64 KiB', headers: { ...JSON_TYPE, 'x-much': 'x'.repeat(65_536) }, body: TYPENAME },
  { what: 'a host that is none', headers: { ...JSON_TYPE, host: 'a b' }, body: TYPENAME },
  aimed('a form by a path with dots', 'POST /./graphql', 'query={__typename}', FORM),
  aimed('a form by a path with dots that are escaped', 'POST /x/%2e%2e/graphql', 'query={__typename}', FORM),
  aimed('a form by a path with a fragment', 'POST /graphql#a', 'query={__typename}', FORM),
  aimed('a form by a whole address', 'POST http://localhost/graphql', 'query={__typename}', FORM),
  aimed('a form by a path with a backslash', 'POST /x\\..\\graphql', 'query={__typename}', FORM),
  aimed(
    'variables by GET that are no JSON, by a path with dots',
    'GET /./graphql?query={__typename}&variables={',
    '',
  ),
  aimed('a host with a path', 'GET /live', '', 'host: localhost/graphql?query={__typename}&x='),
  aimed('a host with a name before it', 'GET /feed/claims.rss', '', 'host: someone:secret@localhost'),
  aimed('what is no address', 'GET *', ''),
  { what: 'a check of health by POST', path: '/live' },
  { what: 'what is no HTTP', raw: 'GRAPHQL { __typename }\r\n\r\n' },
  aimed('two hosts', 'GET /live', '', 'host: localhost\r\nhost: other.example'),
  aimed('the same host twice', 'GET /live', '', 'host: localhost\r\nHOST: localhost'),
  { what: 'a length that is none', raw: 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n' },
  {
    what: 'two lengths',
    raw: 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}',
  },
  {
    what: 'a length and chunks',
    raw: 'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  },
  { what: 'a header with a line break', raw: 'POST /graphql HTTP/1.1\r\nhost: x\r\nx-a: b\nc\0d\r\n\r\n' },
  { what: 'a type that is not to be had', headers: { ...JSON_TYPE, accept: 'image/png' }, body: TYPENAME },
  {
    what: 'a read token that is none',
    headers: { ...JSON_TYPE, 'dateline-read-token': 'x' },
    body: TYPENAME,
  },
  { what: 'a path at which nothing is', method: 'GET', path: '/newspapers' },
  query('a parameter that there is not', '{ __typename }', undefined, { also: { sql: 'select 1' } }),
  query('extensions that are a text', '{ __typename }', undefined, { also: { extensions: 'x' } }),
]
