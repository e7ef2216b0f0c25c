import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeAuthor, makeOutlet } from '../support/make.ts'
import { ask, dataOf, prepare, type Result, type Variables } from '../support/send.ts'

const db = await openTestDatabase()
await makeOutlet(db, { slug: 'daily' })
await makeAuthor(db, { slug: 'ann' })
await makeAll(db, 'Article', [
  { slug: 'a1', publishedOn: '2024-02-01', byline: 'By Ann', authors: ['ann'], outlet: 'daily' },
  { slug: 'a2', publishedOn: '2024-02-02', language: 'fr', outlet: 'daily' },
  { slug: 'a3', publishedOn: '2024-02-03', status: 'CORRECTED' },
])

interface List {
  list: { nodes: { slug: string }[] }
}
const slugsIn = (result: Result) =>
  dataOf<List>(result)
    .list.nodes.map(({ slug }) => slug)
    .join(' ')

/** One operation over the articles, sent again and again. */
function articles(declared: string, args: string) {
  const request = prepare(
    db,
    `query (${declared}) { list: articles(${args}, orderBy: { field: PUBLISHED_ON }) { nodes { slug } } }`,
  )
  return async (variables?: Variables) => slugsIn(await request(variables))
}

test('one operation is answered by the filter of each request, whatever came before', async () => {
  const found = articles('$f: ArticleFilter', 'filter: $f')
  const requests: [unknown, string][] = [
    [{ slug: { eq: 'a1' } }, 'a1'],
    [{ slug: { eq: 'a2' } }, 'a2'],
    [{ byline: { eq: 'By Ann' } }, 'a1'],
    [null, 'a1 a2 a3'],
    [{ slug: { in: ['a2', 'a3'] } }, 'a2 a3'],
    [{ slug: { in: ['a1'] } }, 'a1'],
    [{ slug: { in: 'a3' } }, 'a3'],
    [{ or: [{ slug: { eq: 'a1' } }, { slug: { eq: 'a3' } }] }, 'a1 a3'],
    [{ or: [{ slug: { eq: 'a1' } }] }, 'a1'],
    [{ or: [] }, ''],
    [{ or: { slug: { eq: 'a2' } } }, 'a2'],
    [{ not: { slug: { eq: 'a1' } } }, 'a2 a3'],
    [{ slug: { eq: 'a1' }, byline: null }, 'a1'],
    [{ slug: null, byline: { eq: 'By Ann' } }, 'a1'],
    [{ status: ['CORRECTED'] }, 'a3'],
    [{ status: ['PUBLISHED'] }, 'a1 a2'],
    [{ authors: { none: {} } }, 'a2 a3'],
    [{ authors: { some: {} } }, 'a1'],
    [{ publishedOn: { from: '2024-02-02' } }, 'a2 a3'],
    [{ publishedOn: { to: '2024-02-02' } }, 'a1 a2'],
    [{ publishedOn: { from: '2024-02-02', to: '2024-02-02' } }, 'a2'],
    [{}, 'a1 a2 a3'],
  ]
  for (const [f, expected] of [...requests, ...requests.toReversed()]) {
    assert.equal(await found({ f }), expected, JSON.stringify(f))
  }
  assert.equal(await found(), 'a1 a2 a3')
})

test('variables inside a literal filter are left out where they are null or absent', async () => {
  const found = articles(
    '$slug: String, $from: Date, $languages: [Language!], $or: [ArticleFilter!], $one: String = "a1"',
    'filter: { slug: { eq: $slug }, publishedOn: { from: $from }, language: $languages, or: $or, not: { slug: { eq: $one } } }',
  )
  assert.equal(await found(), 'a2 a3')
  assert.equal(await found({ one: 'a2' }), 'a1 a3')
  assert.equal(await found({ one: 'none', slug: 'a2' }), 'a2')
  assert.equal(await found({ one: null }), '', 'not {} matches nothing')
  assert.equal(await found({ from: '2024-02-03' }), 'a3')
  assert.equal(await found({ from: '2024-02-03', slug: null }), 'a3')
  assert.equal(await found({ languages: ['fr'] }), 'a2')
  assert.equal(await found({ languages: [] }), '')
  assert.equal(await found({ or: [{ slug: { eq: 'a3' } }, { status: 'PUBLISHED' }] }), 'a2 a3')
  assert.equal(await found({ or: [] }), '')
})

test('a list may hold variables and constants', async () => {
  const found = articles(
    '$a: String!, $f: ArticleFilter!',
    'filter: { or: [$f, { slug: { in: ["a2", $a] } }] }',
  )
  assert.equal(await found({ a: 'a3', f: { slug: { eq: 'none' } } }), 'a2 a3')
  assert.equal(await found({ a: 'none', f: { byline: { startsWith: 'by' } } }), 'a1 a2')
})

test('a list of one and longer lists are told apart, however they come', async () => {
  const ids = articles('$list: [ID!]', 'filter: { ids: $list }')
  const slugs = articles('$list: [String!]', 'filter: { slug: { in: $list } }')
  const languages = articles('$list: [Language!]', 'filter: { language: $list }')
  const [a1, a2] = ['Article:1', 'Article:2']
  for (const _ of ['the first', 'again']) {
    for (const [list, found] of [
      [[a1], 'a1'],
      [[a1, a2], 'a1 a2'],
      [[], ''],
      [a2, 'a2'],
      [['Outlet:1'], ''],
    ] as const)
      assert.equal(await ids({ list }), found)
    for (const [list, found] of [
      [['a1'], 'a1'],
      [['a1', 'a2'], 'a1 a2'],
      [[], ''],
      ['a2', 'a2'],
    ] as const)
      assert.equal(await slugs({ list }), found)
    for (const [list, found] of [
      [['fr'], 'a2'],
      [['fr', 'en'], 'a1 a2 a3'],
      [[], ''],
      ['fr', 'a2'],
    ] as const)
      assert.equal(await languages({ list }), found)
  }
})

test('page sizes, orders and conditions of each request are its own', async () => {
  const request = prepare(
    db,
    `query ($n: Int, $last: Int, $d: OrderDirection! = ASC, $by: ArticleOrderField!, $date: Boolean!) {
      list: articles(first: $n, last: $last, orderBy: { field: $by, direction: $d }) {
        nodes { slug publishedOn @include(if: $date) } } }`,
  )
  const found = async (variables: Variables) =>
    dataOf<{ list: { nodes: Record<string, string>[] } }>(
      await request({ by: 'PUBLISHED_ON', date: false, ...variables }),
    )
      .list.nodes.map((node) => Object.values(node).join('@'))
      .join(' ')
  for (let round = 0; round < 2; round++) {
    assert.equal(await found({ n: 1 }), 'a1')
    assert.equal(await found({ n: 2 }), 'a1 a2')
    assert.equal(await found({ last: 2 }), 'a2 a3')
    assert.equal(await found({ n: 2, d: 'DESC' }), 'a3 a2')
    assert.equal(await found({ n: 1, date: true }), 'a1@2024-02-01')
    assert.equal(await found({ n: 1, by: 'HEADLINE', d: 'DESC' }), 'a3')
    assert.equal(await found({}), 'a1 a2 a3')
  }
})

test('the same filter says the same as a literal, as a variable and as a mix of both', async () => {
  const [literal, variable, mixed] = await Promise.all([
    ask(
      db,
      '{ articles(filter: { language: "fr", slug: { in: "a2" }, publishedOn: { from: "2024-01-01" } }) { nodes { id } edges { cursor } } }',
    ),
    ask(db, 'query ($f: ArticleFilter) { articles(filter: $f) { nodes { id } edges { cursor } } }', {
      f: { publishedOn: { from: '2024-01-01' }, slug: { in: ['a2'] }, language: ['fr'] },
    }),
    ask(
      db,
      'query ($l: [Language!], $s: String!, $d: DateFilter) { articles(filter: { slug: { in: [$s] }, publishedOn: $d, language: $l }) { nodes { id } edges { cursor } } }',
      { l: 'fr', s: 'a2', d: { from: '2024-01-01' } },
    ),
  ])
  assert.deepEqual(variable, literal)
  assert.deepEqual(mixed, literal)
})
