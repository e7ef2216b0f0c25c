import assert from 'node:assert/strict'
import { test } from 'node:test'
import { USUAL_LIMITS } from '../../../server/limits/limits.ts'
import { askEveryWay } from '../../support/every-way.ts'
import { openTestService } from '../../support/serve.ts'

const MOST = 10
const off = Number.POSITIVE_INFINITY
const few = await openTestService({ protection: { limits: { repeats: MOST } } })
const usual = await openTestService()
const unbound = await openTestService({ protection: { limits: { repeats: off } } })

const inNodes = (fields: string) => `{ articles(first: 1) { nodes { ${fields} } } }`
const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ')
/** A pair more. */
const PAIR = 'byline byline'

for (const [what, document] of [
  ['of a value', (more) => inNodes(`${'id '.repeat(5)} ${more}`)],
  ['under an alias', (more) => inNodes(`${'a: id '.repeat(5)} a1: id ${more}`)],
  [
    'of several',
    (more) =>
      inNodes(
        `${['id', 'slug', 'language'].map((name) => `${name} `.repeat(3)).join('')} status status ${more}`,
      ),
  ],
  [
    'of a record, and what is inside',
    (more) => inNodes(`${'outlet { id } '.repeat(3)} ${'outlet { name } '.repeat(1)} id id ${more}`),
  ],
  [
    'in fragments',
    (more) => `${inNodes('...F ...F ... { ...F } id ...G')}
      fragment F on Article { id slug } fragment G on Article { headline headline ${more} }`,
  ],
] satisfies [string, (more: string) => string][]) {
  test(`${MOST} pairs of fields that are answered as one are, and one more is refused: ${what}`, async () => {
    for (const { body } of await askEveryWay(few.url, { query: document('') }))
      assert.equal(body.errors, undefined)
    const answers = await askEveryWay(few.url, { query: document(PAIR) })
    for (const { body } of answers) {
      assert.deepEqual(
        body.errors.map(({ extensions }: { extensions: object }) => extensions),
        [{ code: 'LIMIT_EXCEEDED', limit: 'repeats', most: MOST }],
      )
    }
    assert.deepEqual(
      answers.map(({ status }) => status),
      [400, 400, 400, null],
    )
  })
}

const codesOf = async (url: string, query: string) =>
  (await askEveryWay(url, { query })).map(({ body }) => body.errors?.[0].extensions)

for (const [what, query] of [
  ['a value', inNodes('id '.repeat(1_980))],
  ['a list', `{ articles { ${'nodes { id } '.repeat(490)} } }`],
  [
    'what many fragments have',
    `${inNodes(times(180, (at) => `...F${at}`))} ${times(180, (at) => `fragment F${at} on Article { id }`)}`,
  ],
  [
    'a value of a fragment that is not used',
    `{ __typename } fragment F on Article { ${'id '.repeat(1_900)} }`,
  ],
  [
    'fragments without end or fields',
    `{ ...F0 } ${times(30, (at) => `fragment F${at} on Query { ${`...F${at + 1} `.repeat(9)} }`)}`,
  ],
] as const) {
  test(`a document that repeats ${what} is refused before it is compared`, async () => {
    const refused = { code: 'LIMIT_EXCEEDED', limit: 'repeats', most: USUAL_LIMITS.repeats }
    assert.deepEqual(await codesOf(usual.url, query), [refused, refused, refused, refused])
  })
}

test('a page of forty components that each select what they show is answered', async () => {
  const parts = times(40, (at) => `...F${at}`)
  const query = `{ articles(first: 1) { nodes { ${parts} outlet { ...O } } } events(first: 1) { nodes { coverage(first: 1) { nodes { ${parts} } } } } }
    ${times(40, (at) => `fragment F${at} on Article { __typename id headline }`)} fragment O on Outlet { __typename id name }`
  assert.deepEqual(await codesOf(usual.url, query), [undefined, undefined, undefined, undefined])
})

test('where repeats have no limit and graphql-js gives up, it is told what was wrong', async () => {
  for (const { body } of await askEveryWay(unbound.url, { query: inNodes('id '.repeat(1_980)) })) {
    assert.deepEqual(body.errors[0].extensions, { code: 'LIMIT_EXCEEDED', limit: 'repeats' })
    assert.match(body.errors[0].message, /select each field once/)
  }
})
