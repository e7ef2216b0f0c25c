import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schema } from '../../schema/index.ts'
import { RefusedSelection, readSelection } from '../../schema/webhook/selection.ts'
import { openTestDatabase } from '../support/database.ts'
import { openTestFeed } from '../support/feed.ts'
import { makeArticle } from '../support/make.ts'
import { ask, refusal } from '../support/send.ts'

const db = await openTestDatabase()
await makeArticle(db, { slug: 'ferry', headline: 'A ferry -- sinking', body: 'Nobody was killed.' })

/** One character of two UTF-16 units, so that units and code points differ. */
const text = (codePoints: number) => `ferry ${'😀'.repeat(codePoints - 6)}`

const SEARCH = 'query ($words: String!) { search(query: $words) { nodes { node { slug } } } }'
const LISTS = ['articles', 'events', 'claims'] as const
const listBy = (list: string) =>
  `query ($words: String) { found: ${list}(filter: { not: { search: $words } }) { totalCount } }`
const FOLLOWED =
  'subscription ($words: String) { articles(filter: { search: $words }) { cursor entry { kind } } }'

test('a search takes 1,000 code points, and not one more', async () => {
  assert.deepEqual(await ask(db, SEARCH, { words: text(1_000) }), {
    search: { nodes: [{ node: { slug: 'ferry' } }] },
  })
  const { code, argument, message } = await refusal(db, SEARCH, { words: text(1_001) })
  assert.deepEqual([code, argument], ['BAD_USER_INPUT', 'search.query'])
  assert.match(message, /1,000/)
})

for (const list of LISTS) {
  test(`the filter of ${list} by full text takes 1,000 code points, and not one more`, async () => {
    await ask(db, listBy(list), { words: text(1_000) })
    const { code, argument } = await refusal(db, listBy(list), { words: text(1_001) })
    assert.deepEqual([code, argument], ['BAD_USER_INPUT', 'filter.search'])
  })
}

test('words that stand in the document are held to the same', async () => {
  const inDocument = (words: string) => `{ search(query: "${words}") { totalCount } }`
  await ask(db, inDocument(text(1_000)))
  assert.equal((await refusal(db, inDocument(text(1_001)))).argument, 'search.query')
})

test('so are those of a subscription, before it begins', async () => {
  const { subscribe, refusal } = await openTestFeed(db)
  await subscribe(FOLLOWED, { words: text(1_000) })
  const { code, argument } = await refusal(FOLLOWED, { words: text(1_001) })
  assert.deepEqual([code, argument], ['BAD_USER_INPUT', 'filter.search'])
})

test('so are those of the selection of a webhook', () => {
  readSelection(schema, FOLLOWED, { words: text(1_000) })
  assert.throws(() => readSelection(schema, FOLLOWED, { words: text(1_001) }), RefusedSelection)
})

const found = async (words: string) =>
  (
    await ask<{ articles: { totalCount: number }; search: { totalCount: number } }>(
      db,
      'query ($words: String!) { articles(filter: { search: $words }) { totalCount } search(query: $words) { totalCount nodes { highlights { fragment } } } }',
      { words },
    )
  ).articles.totalCount

// PostgreSQL passes over marks and blanks of its own choice between one `not` and the next.
const MARKS = [...'-"!&|()<>:*\'\\./@#_%~', '- ', '-"', '"-', '-(', '-!', '-<', '-\u3000', '- -a', "'-"]
for (const mark of MARKS) {
  test(`${JSON.stringify(mark)}, however often, finds nothing, and is no error`, async () => {
    for (const times of [1, 33, 1_000]) {
      assert.equal(await found(mark.repeat(times).slice(0, 1_000)), 0, `${times} times`)
    }
  })
}

test('dashes that stand alone rule nothing out, and others do', async () => {
  assert.equal(await found('ferry -- sinking'), 1)
  assert.equal(await found(`ferry ${'-'.repeat(40)} sinking`), 1)
  assert.equal(await found(`${'- '.repeat(40)}ferry`), 1)
  assert.equal(await found('ferry -- -plane'), 1)
  assert.equal(await found('ferry -sinking'), 0)
  assert.equal(await found('ferry -- -sinking'), 0)
  assert.equal(await found('ferry - - -"sinking"'), 0)
  assert.equal(await found('ferry - sinking'), 0)
  assert.equal(await found('ferry -plane'), 1)
  assert.equal(await found('ferry--sinking'), 1)
})

test('what no text may hold is refused between dashes too', async () => {
  for (const words of ['-\0-', '-\ud83d-']) {
    assert.equal((await refusal(db, SEARCH, { words })).code, 'BAD_USER_INPUT')
  }
})
