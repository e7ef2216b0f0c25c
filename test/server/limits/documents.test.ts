import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LimitName, Limits } from '../../../server/limits/limits.ts'
import { post } from '../../support/ask.ts'
import { openTestService } from '../../support/serve.ts'
import { connect, subscribe } from '../../support/web-socket.ts'

const LIMITS = {
  tokens: 60,
  depth: 5,
  aliases: 4,
  rootFields: 6,
  fields: 60,
  directives: 4,
  fieldDirectives: 2,
  inputDepth: 6,
  list: 3,
} satisfies Partial<Limits>
type Limited = keyof typeof LIMITS
const service = await openTestService({ protection: { limits: LIMITS } })

const times = (count: number, text: string | ((at: number) => string)) =>
  Array.from({ length: count }, (_, at) => (typeof text === 'string' ? text : text(at))).join(' ')
const inNodes = (fields: string) => `{ articles(first: 1) { nodes { ${fields} } } }`
const SKIP = '@skip(if: false)'

/** Documents that have as many as asked of what a limit counts, and little of what the others do. */
const DOCUMENTS: [what: string, name: Limited, document: (count: number) => string][] = [
  ['tokens', 'tokens', (count) => inNodes(times(count - 13, 'id'))],
  [
    'levels of fields',
    'depth',
    (count) =>
      `{ article(by: { slug: "x" }) { ${times(count - 2, 'republicationOf {')} id ${times(count - 2, '}')} } }`,
  ],
  [
    'levels of fields, in fragments',
    'depth',
    (count) =>
      `{ article(by: { slug: "x" }) { ...F } } fragment F on Article { ... { ${times(count - 2, 'republicationOf {')} id
        ${times(count - 2, '}')} } }`,
  ],
  ['aliases', 'aliases', (count) => inNodes(times(count, (at) => `a${at}: id`))],
  [
    'aliases, in a fragment that is spread twice',
    'aliases',
    (count) =>
      `{ articles { nodes { ...F } edges { node { ...F } } a: totalCount ${count % 2 === 0 ? 'b: totalCount' : ''} } }
       fragment F on Article { ${times(Math.ceil(count / 2) - 1, (at) => `a${at}: id`)} }`,
  ],
  ['root fields', 'rootFields', (count) => `{ ${times(count, '__typename')} }`],
  [
    'fields, in a fragment that is spread often',
    'fields',
    (count) =>
      `{ articles(first: 1) { nodes { ${times((count - 2) / 10 - 1, '...F')} ${times(10 + ((count - 2) % 10), 'id')} } } }
       fragment F on Article { ${times(10, 'id')} }`,
  ],
  ['directives', 'directives', (count) => `{ ${times(count, `... ${SKIP} { __typename }`)} }`],
  [
    'directives on a field',
    'fieldDirectives',
    (count) => `{ __typename ${[SKIP, '@include(if: true)', SKIP].slice(0, count).join(' ')} }`,
  ],
  [
    'levels of values',
    'inputDepth',
    (count) =>
      `{ articles(filter: { ${times(count - 1, 'not: {')} ${times(count - 1, '}')} }) { totalCount } }`,
  ],
  [
    'items of a list',
    'list',
    (count) => `{ articles(filter: { language: [${times(count, '"en"')}] }) { totalCount } }`,
  ],
]

const VARIABLES: [what: string, name: Limited, value: (count: number) => object][] = [
  ['items of a list in variables', 'list', (count) => ({ language: Array(count).fill('en') })],
  [
    'levels of values in variables',
    'inputDepth',
    (count) => JSON.parse(`${'{"not":'.repeat(count - 1)}{}${'}'.repeat(count - 1)}`),
  ],
]
const FILTERED = 'query ($filter: ArticleFilter) { articles(filter: $filter) { totalCount } }'

interface Asked {
  query: string
  variables?: Record<string, unknown>
}

/** The errors that each way in answers with: the short way, the long one, and WebSockets. */
async function errorsOf({ query, variables = {} }: Asked) {
  const caller = await connect(service.url)
  caller.send(subscribe('1', query, variables))
  const told = await caller.next()
  caller.socket.close()
  const [short, long] = await Promise.all(
    [service.url, `${service.url}?`].map(async (url) => {
      const answer = await post(url, query, { variables })
      return { status: answer.status, ...JSON.parse(await answer.text()) }
    }),
  )
  return { short, long, socket: told.type === 'error' ? told.payload : undefined }
}

const CASES = [
  ...DOCUMENTS.map(
    ([what, name, document]) => [what, name, (count: number) => ({ query: document(count) })] as const,
  ),
  ...VARIABLES.map(
    ([what, name, value]) =>
      [what, name, (count: number) => ({ query: FILTERED, variables: { filter: value(count) } })] as const,
  ),
]

for (const [what, name, make] of CASES) {
  const most = LIMITS[name]
  test(`${most} ${what} are answered, and one more is refused, whichever way it comes`, async () => {
    const { short, long, socket } = await errorsOf(make(most))
    assert.deepEqual([short.errors, long.errors, socket], [undefined, undefined, undefined])
    const refused = await errorsOf(make(most + 1))
    for (const errors of [refused.short.errors, refused.long.errors, refused.socket]) {
      assert.deepEqual(
        errors?.map(({ extensions }: { extensions: object }) => extensions),
        [{ code: 'LIMIT_EXCEEDED', limit: name satisfies LimitName, most }],
      )
    }
    assert.deepEqual([refused.short.status, refused.long.status], [400, 400])
  })
}
