import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestService } from '../support/serve.ts'

/** As a production start has it. */
const { url } = await openTestService({
  protection: { introspection: false, suggestions: false, playground: false, readsByGet: false },
})

const times = (count: number, text: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ')
const MUTATION = 'mutation cop { __typename }'
const TYPENAME = 'query cop { __typename }'

async function read(answer: Response) {
  const text = await answer.text()
  return { status: answer.status, text, json: text.startsWith('{') ? JSON.parse(text) : {} }
}

const post = async (body: unknown) =>
  read(
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

const get = async (query: string) => read(await fetch(`${url}?query=${encodeURIComponent(query)}`))

test('graphql-cop 1, alias overloading: 101 aliases are not answered', async () => {
  const { json } = await post({ query: `query cop { ${times(101, (at) => `alias${at}:__typename`)} }` })
  assert.equal(json.data, undefined)
})

test('graphql-cop 2, array batching: ten operations in an array are not answered', async () => {
  const { text } = await post(Array(10).fill({ query: TYPENAME }))
  assert.doesNotMatch(text, /__typename|"data"/)
})

test('graphql-cop 3, directive overloading: ten of one directive are not ten errors', async () => {
  const { json } = await post({ query: `query cop { __typename ${'@aa'.repeat(10)} }` })
  assert.equal(json.errors.length, 1)
})

test('graphql-cop 4, circular introspection is not answered', async () => {
  const { json } = await post({
    query:
      'query cop { __schema { types { fields { type { fields { type { fields { type { fields { type { name } } } } } } } } } } }',
  })
  assert.equal(json.data, undefined)
})

test('graphql-cop 5, mutations by GET are not answered', async () => {
  assert.equal((await get(MUTATION)).json.data, undefined)
})

test('graphql-cop 6, queries by GET are not answered', async () => {
  assert.equal((await get(TYPENAME)).json.data, undefined)
})

test('graphql-cop 7, queries in a form are not answered', async () => {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ query: TYPENAME }) })
  assert.equal((await read(answer)).json.data, undefined)
})

test('graphql-cop 8, introspection is not answered', async () => {
  for (const query of [
    'query cop { __schema { types { name fields { name } } } }',
    '{ __type(name: "Query") { name } }',
  ]) {
    assert.equal((await post({ query })).json.data, undefined)
  }
})

test('graphql-cop 9, field suggestions are not told, nor those of values and variables', async () => {
  for (const sent of [
    { query: 'query cop { __schema { directive } }' },
    { query: '{ artcles { totalCount } }' },
    { query: '{ articles(fist: 1) { totalCount } }' },
    { query: '{ articles(orderBy: { field: CREATED }) { totalCount } }' },
    {
      query: 'query ($f: ArticleFilter) { articles(filter: $f) { totalCount } }',
      variables: { f: { headlin: {} } },
    },
    { query: '{ articles { nodes { ... on Articl { id } } } }' },
  ]) {
    const { text } = await post(sent)
    assert.match(text, /"errors"/)
    assert.doesNotMatch(text, /did you mean/i)
  }
})

test('graphql-cop 10, no page for trying queries is shown', async () => {
  for (const path of ['/graphiql', '/playground', '/console', '/graphql', '/']) {
    const answer = await fetch(new URL(path, url), { headers: { accept: 'text/html' } })
    assert.doesNotMatch(await answer.text(), /graphiql|graphql playground/i)
  }
})

test('graphql-cop 11, no answer holds a trace', async () => {
  assert.equal((await post({ query: TYPENAME })).json.extensions, undefined)
})

test('graphql-cop 12, errors hold no exception', async () => {
  const { json, text } = await post({ query: 'qwerty cop { abc }' })
  assert.equal(json.errors[0].extensions.exception, undefined)
  assert.doesNotMatch(text, /stack|node_modules/)
})

test('graphql-cop 13, field duplication: a field 500 times is not answered', async () => {
  const { json } = await post({ query: `query cop { ${times(500, () => '__typename')} }` })
  assert.equal(json.data, undefined)
})
