import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
} from 'graphql'
import { loadSample } from '../../db/sample/load.ts'
import { schema } from '../../schema/index.ts'
import { openTestDatabase } from '../support/database.ts'
import { ask, askCounted } from '../support/send.ts'
import { makeWebhook } from '../support/webhooks.ts'

const db = await openTestDatabase()
await loadSample(db)
await makeWebhook(db, { url: 'https://desk.example/' })

const EXAMPLES = new URL('../../server/examples/', import.meta.url)

for (const file of readdirSync(EXAMPLES).filter((name) => name.endsWith('.graphql'))) {
  const source = readFileSync(new URL(file, EXAMPLES), 'utf8')
  const operation = parse(source).definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  )
  if (operation?.operation !== 'query') continue
  test(`the example ${file} costs one statement a root field, and has something to show`, async () => {
    const { data, statements } = await askCounted<object>(db, source)
    assert.equal(statements.length, operation.selectionSet.selections.length)
    assert.ok(JSON.stringify(data).length > 300)
  })
}

/** Every field of a type, and of what it leads to for so many steps. */
function everything(type: GraphQLObjectType, steps: number): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const to = getNamedType(field.type)
    if (isLeafType(to)) return [field.name]
    // A step from list to record is none.
    const left = type.name.endsWith('Connection') || type.name.endsWith('Edge') ? steps : steps - 1
    if (left < 0) return []
    return [
      `${field.name} { ${isObjectType(to) ? everything(to, left) : '__typename ... on Node { id slug }'} }`,
    ]
  })
  return ['__typename', ...fields].join(' ')
}

/** What the fields need that have required arguments. */
const ARGUMENTS: Record<string, string> = {
  node: 'id: "Event:1"',
  nodes: 'ids: ["Claim:1", "x", "Place:2"]',
  search: 'query: "iraq", first: 3',
  webhook: 'id: "Webhook:1"',
  webhooks: '',
}

for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
  test(`${field.name} costs one statement with everything that can be asked of it`, async () => {
    const to = getNamedType(field.type)
    const isLookup = field.args.some(({ name, type }) => name === 'by' && isNonNullType(type))
    const args = ARGUMENTS[field.name] ?? (isLookup ? `by: { id: "${to.name}:1" }` : 'first: 3')
    const selection = isObjectType(to)
      ? everything(to, 2)
      : '__typename ... on Node { id slug } ... on Event { title } ... on Claim { text }'
    const { data, statements } = await askCounted<Record<string, unknown>>(
      db,
      `{ ${field.name}${args && `(${args})`} { ${selection} } }`,
    )
    assert.equal(statements.length, 1)
    assert.ok(JSON.stringify(data[field.name]).length > 20)
  })
}

test('each root field costs a statement of its own, and introspection none', async () => {
  const { statements } = await askCounted(
    db,
    '{ a: articles { totalCount } b: articles { totalCount } node(id: "Article:1") { id } __typename __schema { queryType { name } } }',
  )
  assert.equal(statements.length, 3)
  assert.equal(new Set(statements).size, 2, 'the same selection is the same statement')
})

test('a page costs the same statement whatever its cursor, and another size another', async () => {
  const statement = async (args: string) =>
    (await askCounted(db, `{ events(${args}) { nodes { id } } }`)).statements.join()
  const { events } = await ask<{ events: { edges: { cursor: string }[] } }>(
    db,
    '{ events(first: 2) { edges { cursor } } }',
  )
  const [one, two] = events.edges.map(({ cursor }) => cursor)
  assert.equal(await statement(`after: "${one}"`), await statement(`after: "${two}"`))
  assert.notEqual(await statement(`after: "${one}", first: 3`), await statement(`after: "${one}"`))
})

test('a filtered list that is counted asks its filter once', async () => {
  const timesAsked = async (selection: string) => {
    const { statements } = await askCounted(
      db,
      `{ events(filter: { places: { some: { countryCode: ["IQ"] } } }, first: 1) { ${selection} } }`,
    )
    return statements.join().split('"country_code"').length - 1
  }
  assert.equal(await timesAsked('totalCount'), 1)
  assert.equal(await timesAsked('nodes { id }'), 1)
  assert.equal(await timesAsked('totalCount nodes { id }'), 1)
  assert.equal(await timesAsked('totalCount pageInfo { hasNextPage } edges { cursor } nodes { id }'), 1)
})
