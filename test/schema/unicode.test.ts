import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle, makeClaim } from '../support/make.ts'
import { ask, refusal } from '../support/send.ts'

const db = await openTestDatabase()

const TEXTS = {
  emoji: '👩‍👩‍👧 🇮🇶 39 🙂',
  'right to left': 'قال مسؤول: ٣٩ قتيلاً \u202b(البيان)\u202c',
  'combining marks': 'e\u0301 u\u0308 n\u0303 \u0915\u094d\u0937',
  'quotes and backslashes': `"'\`\\ \\" \\' \\\\ \\n \\u0041 $1 $$ %s ?`,
  'control characters': 'a\u0001\u0002\u0003\u0004\u001f\u007f\u0085\u2028\u2029\ufeff\uffff b',
  'line ends and tabs': 'a\r\nb\tc\u00a0d',
  JSON: '{"$type": "Party", "id": null}]',
  'letters that fold': 'ſ ß İ ı ﬁ Σςσ',
}

for (const [what, text] of Object.entries(TEXTS)) {
  test(`a text with ${what} comes out as it went in, and is found by each way to look for it`, async () => {
    const made = await makeArticle(db, { headline: text, body: text, note: text })
    await makeClaim(db, {
      article: made.slug,
      text,
      figures: [
        {
          verbatim: `39 ${text}`,
          comparator: 'EXACTLY',
          low: 39,
          high: 39,
          measure: 'OTHER',
          unit: text,
          population: text,
        },
      ],
    })
    const source = `query ($text: String!) { articles(filter: { headline: { eq: $text, in: [$text], contains: $text, startsWith: $text } }) {
      nodes { id headline body note claims { nodes { text figures { unit population } } } } totalCount } }`
    const { articles } = await ask<{ articles: unknown }>(db, source, { text })
    const claims = { nodes: [{ text, figures: [{ unit: text, population: text }] }] }
    assert.deepEqual(articles, {
      totalCount: 1,
      nodes: [{ id: made.id, headline: text, body: text, note: text, claims }],
    })
    const literal = await ask<{ articles: unknown }>(
      db,
      `{ articles(filter: { headline: { eq: ${JSON.stringify(text)} } }) { nodes { headline } } }`,
    )
    assert.deepEqual(literal.articles, { nodes: [{ headline: text }] })
  })
}

test('what looks alike in other code points is another text', async () => {
  const { articles } = await ask<{ articles: unknown }>(
    db,
    '{ articles(filter: { headline: { startsWith: "é" } }) { totalCount } }',
  )
  assert.deepEqual(articles, { totalCount: 0 })
})

for (const field of [
  'articles(filter: { headline: { eq: $text } }) { totalCount }',
  'articles(filter: { headline: { in: ["x", $text] } }) { totalCount }',
  'articles(filter: { search: $text }) { totalCount }',
  'articles(filter: { not: { byline: { contains: $text } } }) { totalCount }',
  'events(filter: { typeCode: [$text] }) { totalCount }',
  'search(query: $text) { totalCount }',
  'article(by: { slug: $text }) { id }',
]) {
  test(`no character that PostgreSQL cannot hold is let into ${field}`, async () => {
    const refused = { code: 'BAD_USER_INPUT', argument: field.slice(0, field.indexOf('(')) }
    for (const text of ['a\0b', 'a\ud83d', '\udc00']) {
      const { message, ...error } = await refusal(db, `query ($text: String!) { ${field} }`, { text })
      assert.deepEqual(error, refused)
      assert.match(message, /U\+0000.*surrogate/)
    }
    const { message: _, ...error } = await refusal(db, `{ ${field.replace('$text', '"a\\u0000"')} }`)
    assert.deepEqual(error, refused)
  })
}

test('an id with any character names nothing', async () => {
  for (const id of ['Article:1\0', 'Article:\ud83d', '\0', 'Article:１', 'Article:1 ', 'Ärticle:1']) {
    const { node, nodes, article } = await ask<Record<string, unknown>>(
      db,
      'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } article(by: { id: $id }) { id } }',
      { id },
    )
    assert.deepEqual([node, nodes, article], [null, [null], null])
  }
})
