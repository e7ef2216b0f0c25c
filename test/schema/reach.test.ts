import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  buildSchema,
  type GraphQLField,
  type GraphQLNamedType,
  GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  isObjectType,
} from 'graphql'
import { TABLE_ROLES } from '../../db/table-roles.ts'
import { ROLES, type Role } from '../../db/vocabulary.ts'
import { accessOf, guard } from '../../schema/access.ts'
import { schema } from '../../schema/index.ts'
import { tableType } from '../../schema/sql/index.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeOutlet } from '../support/make.ts'
import { ask } from '../support/send.ts'

/** The names of all types that the root fields for a role, and for those below it, lead to: without the code that is tested. */
function reachedBy(role: Role): string[] {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  const waiting: GraphQLNamedType[] = roots
    .flatMap((root) => Object.values(root?.getFields() ?? {}))
    .filter((field) => ROLES.indexOf(accessOf(field, field.name)) <= ROLES.indexOf(role))
    .flatMap(namedBy)
  const reached = new Set<GraphQLNamedType>()
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (reached.has(type)) continue
    reached.add(type)
    if (isAbstractType(type)) waiting.push(...schema.getPossibleTypes(type))
    if (isInputObjectType(type))
      waiting.push(...Object.values(type.getFields()).map((field) => getNamedType(field.type)))
    if (isObjectType(type))
      for (const field of Object.values(type.getFields())) waiting.push(...namedBy(field))
  }
  return [...reached].map(({ name }) => name)
}

/** What a field answers with, and what its arguments are made of. */
const namedBy = ({ type, args }: GraphQLField<unknown, unknown>): GraphQLNamedType[] => [
  getNamedType(type),
  ...args.map((argument) => getNamedType(argument.type)),
]

const OF_ADMINS = [
  'CreateWebhookInput',
  'CreateWebhookPayload',
  'CreateWebhookResult',
  'DeleteWebhookInput',
  'DeleteWebhookPayload',
  'DeleteWebhookResult',
  'RotateWebhookSecretInput',
  'RotateWebhookSecretPayload',
  'RotateWebhookSecretResult',
  'UpdateWebhookInput',
  'UpdateWebhookPayload',
  'UpdateWebhookResult',
  'Webhook',
  'WebhookDelivery',
  'WebhookState',
]

test('what is for admins is reached by no field that is for others, and is this much', () => {
  const [others, all] = [new Set(reachedBy('EDITOR')), reachedBy('ADMIN')]
  assert.ok(others.has('Article') && others.has('Revision'))
  assert.deepEqual(all.filter((name) => !others.has(name)).sort(), OF_ADMINS)
})

test('readers reach nothing of what writers are told', () => {
  const reached = reachedBy('READER')
  assert.ok(reached.includes('ArticleConnection') && reached.includes('EntryFrame'))
  assert.deepEqual(
    reached.filter((name) => /Payload$|Result$|Error$|Record$|Webhook/.test(name)),
    [],
  )
})

test('every type that has fields says who may see it, but for the roots', () => {
  const silent = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(
      ({ name, extensions }) => !name.startsWith('__') && !ROLES.some((one) => one === extensions.access),
    )
  assert.deepEqual(silent.map(String).sort(), ['Mutation', 'Query', 'Subscription'])
})

test('a table that nobody may see makes no type', () => {
  const hidden = Object.entries(TABLE_ROLES).flatMap(([table, role]) => (role === null ? [table] : []))
  assert.deepEqual(hidden.sort(), ['api_key', 'feed_head', 'idempotency_key', 'import_point'])
  for (const table of ['api_key', 'idempotency_key'] as const)
    assert.throws(() => tableType(table, 'Hidden', { description: 'x' }), /shows nothing of /)
})

/** A schema of types whose directives say who may see them, and fields with rules. */
function make(
  source: string,
  ofRoot: Record<string, string>,
  ofTypes: Record<string, string>,
): GraphQLSchema {
  const made = buildSchema(source)
  for (const [path, access] of Object.entries({ ...ofRoot })) {
    const [typeName = '', fieldName = ''] = path.split('.')
    const type = made.getType(typeName)
    if (type instanceof GraphQLObjectType)
      Object.assign(type.getFields()[fieldName] ?? {}, { extensions: { access } })
  }
  for (const [name, access] of Object.entries(ofTypes))
    Object.assign(made.getType(name) ?? {}, { extensions: { access } })
  return made
}

const ROOT = { 'Query.field': 'READER' }

for (const [way, source] of [
  ['itself', 'type Query { field: Secret } type Secret { a: Int }'],
  ['a list', 'type Query { field: [Secret!]! } type Secret { a: Int }'],
  [
    'a connection',
    'type Query { field: Page } type Page { edges: [Edge] } type Edge { node: Secret } type Secret { a: Int }',
  ],
  [
    'a union',
    'type Query { field: Any } union Any = Open | Secret type Open { a: Int } type Secret { a: Int }',
  ],
  [
    'an interface',
    'type Query { field: Node } interface Node { id: Int } type Open implements Node { id: Int } type Secret implements Node { id: Int }',
  ],
  [
    'a field of an interface',
    'type Query { field: Node } interface Node { by: Secret } type Open implements Node { by: Secret } type Secret { a: Int }',
  ],
  [
    'a filter',
    'type Query { field(filter: Filter): Open } input Filter { and: [Filter] some: Secret } input Secret { a: Int } type Open { a: Int }',
  ],
  [
    'a filter of a field below',
    'type Query { field: Page } type Page { nodes(filter: Secret): [Open] } input Secret { a: Int } type Open { a: Int }',
  ],
] as const) {
  test(`a schema that leads to what is for others by ${way} is not made`, () => {
    const types = { Open: 'READER', Page: 'READER', Edge: 'READER' }
    assert.throws(() => guard(make(source, ROOT, { ...types, Secret: 'EDITOR' })), {
      message: /^Secret is for EDITOR, and Query\.field leads each READER to it: /,
    })
    assert.ok(guard(make(source, ROOT, { ...types, Secret: 'READER' })))
    assert.ok(guard(make(source, { 'Query.field': 'ADMIN' }, { ...types, Secret: 'EDITOR' })))
  })
}

test('a schema with a type that does not say who may see it is not made', () => {
  const source = 'type Query { field: A } type A { b: B } type B { c: Int }'
  assert.throws(() => guard(make(source, ROOT, { A: 'READER' })), /^Error: B does not say who may see it/)
  assert.throws(() => guard(make(source, ROOT, { A: 'READER', B: 'reader' })), /^Error: B does not say/)
})

test('a rule that nothing would ask about is refused', () => {
  const source = 'type Query { field: A } type A { b: Int }'
  const made = make(source, { ...ROOT, 'A.b': 'ADMIN' }, { A: 'READER' })
  assert.throws(() => guard(made), /^Error: A\.b has a rule of its own/)
})

test('a field that is read from rows which are for others is refused, whatever it calls them', () => {
  const Secret = tableType('webhook', 'Secret', { description: 'x' })
  const made = make('type Query { field: Open } type Open { a: Int }', ROOT, { Open: 'READER' })
  const field = made.getQueryType()?.getFields().field
  Object.assign(field ?? {}, { extensions: { access: 'READER', sql: { is: 'one', to: Secret } } })
  assert.throws(
    () => guard(made),
    /^Error: the table webhook is for ADMIN, and Query.field leads each READER/,
  )
})

const database = await openTestDatabase()

test('what is no record is found by no id, for an admin as for anybody: as if it were not there', async () => {
  await makeOutlet(database)
  await database.kysely
    .insertInto('webhook')
    .values({
      name: 'Desk',
      url: 'https://desk.example/',
      selection: 'subscription { entries { cursor } }',
      variables: '{}',
      role: 'READER',
      created_by: 'test',
      secret: Buffer.alloc(32),
      cursor: 'x',
    })
    .execute()
  const { webhooks } = await ask<{ webhooks: { id: string }[] }>(database, '{ webhooks { id } }')
  const id = webhooks[0]?.id
  assert.match(id ?? '', /^Webhook:\d+$/)
  for (const other of [id, 'ApiKey:1', 'Revision:1', 'Entry:1', 'FeedHead:1'])
    assert.deepEqual(
      await ask(
        database,
        'query ($id: ID!) { node(id: $id) { id } nodes(ids: [$id]) { id } outlet(by: { id: $id }) { id } }',
        { id: other },
      ),
      { node: null, nodes: [null], outlet: null },
    )
  assert.deepEqual(await ask(database, '{ search(query: "Desk") { nodes { node { id } } } }'), {
    search: { nodes: [] },
  })
})
