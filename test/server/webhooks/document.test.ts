import assert from 'node:assert/strict'
import { test } from 'node:test'
import { print } from 'graphql'
import { schema } from '../../../schema/index.ts'
import { prepareDocument, RefusedDocument } from '../../../server/webhooks/document.ts'

for (const [what, text, message] of [
  ['no GraphQL', 'subscription {', /Syntax Error/],
  ['a query', '{ outlets { totalCount } }', /one subscription/],
  [
    'two operations',
    'subscription A { entries { kind } } subscription B { entries { kind } }',
    /one subscription/,
  ],
  ['a field that there is not', 'subscription { newspapers { id } }', /Cannot query field/],
  ['two fields', 'subscription { a: entries { kind } b: entries { kind } }', /only one top level field/i],
  [
    'its field in a fragment',
    'subscription { ...F } fragment F on Subscription { entries { kind } }',
    /stands in the subscription/,
  ],
  ['a place of its own', 'subscription { entries(after: "x") { kind } }', /no `after`/],
  ['a field of another meaning named cursor', 'subscription { entries { cursor: kind } }', /conflict/],
  ['our variable', 'subscription ($webhookAfter: String) { entries { kind } }', /./],
] as const) {
  test(`a document that has ${what} is refused`, () => {
    assert.throws(
      () => prepareDocument(schema, text),
      (error) => error instanceof RefusedDocument && message.test(error.message),
    )
  })
}

test('a subscription is told where to begin, and tells where it stands', () => {
  const { document, key } = prepareDocument(
    schema,
    'subscription New($kinds: [NodeKind!]) { news: entries(filter: { kind: $kinds }) { ...E } } fragment E on Entry { action }',
  )
  assert.equal(key, 'news')
  assert.match(
    print(document).replaceAll(/\s+/g, ' '),
    /^subscription New\(\$kinds: \[NodeKind!\], \$webhookAfter: Cursor\) \{ news: entries\(filter: \{ ?kind: \$kinds ?\}, after: \$webhookAfter\) \{ cursor \.\.\.E \} \}/,
  )
})
