import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ExecutionResult, GraphQLObjectType, GraphQLSchema, GraphQLString, graphql } from 'graphql'
import type { Role } from '../../db/vocabulary.ts'
import { guard } from '../../schema/access.ts'
import { schema } from '../../schema/index.ts'

type Root = 'Query' | 'Mutation' | 'Subscription'
const ran: string[] = []

/** A schema with one field a root type, each of which notes that it ran. */
function schemaWith(access: Partial<Record<`${Root}.${string}`, unknown>>): GraphQLSchema {
  const typeOf = (root: Root) => {
    const fields = Object.entries(access).filter(([path]) => path.startsWith(`${root}.`))
    if (fields.length === 0) return null
    return new GraphQLObjectType({
      name: root,
      fields: Object.fromEntries(
        fields.map(([path, rule]) => {
          const name = path.split('.')[1] ?? ''
          const resolve = () => {
            ran.push(name)
            return name
          }
          return [
            name,
            { type: GraphQLString, resolve, ...(rule !== undefined && { extensions: { access: rule } }) },
          ]
        }),
      ),
    })
  }
  return new GraphQLSchema({
    query: typeOf('Query'),
    mutation: typeOf('Mutation'),
    subscription: typeOf('Subscription'),
  })
}

for (const path of ['Query.field', 'Mutation.field', 'Subscription.field'] as const) {
  test(`a schema in which ${path} has no rule, or none that is known, is not made`, () => {
    const others = { 'Query.other': 'READER' }
    assert.throws(() => guard(schemaWith({ ...others, [path]: undefined })), {
      message: `${path} does not say who may use it: extensions.access is one of READER, EDITOR, ADMIN`,
    })
    assert.throws(() => guard(schemaWith({ ...others, [path]: 'reader' })), /does not say who may use it/)
    assert.ok(guard(schemaWith({ ...others, [path]: 'READER' })))
  })
}

test('reading needs the role of a reader, wherever it begins, but for what admins look after', () => {
  const roots = [schema.getQueryType(), schema.getSubscriptionType()]
  const rules = roots.flatMap((root) => Object.values(root?.getFields() ?? {}))
  assert.ok(rules.length > 20)
  const others = rules.filter(({ extensions }) => extensions.access !== 'READER')
  assert.deepEqual(
    others.map(({ name, extensions }) => [name, extensions.access]),
    [
      ['webhook', 'ADMIN'],
      ['webhooks', 'ADMIN'],
    ],
  )
})

const guarded = guard(
  schemaWith({ 'Query.read': 'READER', 'Mutation.edit': 'EDITOR', 'Mutation.rule': 'ADMIN' }),
)

async function run(source: string, role: Role | null, variableValues = {}): Promise<string[]> {
  ran.length = 0
  const actor = role && { name: 'somebody', role, keyId: '' }
  const contextValue = { actor, publicRead: true }
  const { errors = [] }: ExecutionResult = await graphql({
    schema: guarded,
    source,
    contextValue,
    variableValues,
  })
  return errors.map(({ extensions }) => String(extensions.code))
}

test('an operation is refused as a whole, before the first of its fields runs', async () => {
  assert.deepEqual(await run('mutation { edit rule }', 'EDITOR'), ['FORBIDDEN', 'FORBIDDEN'])
  assert.deepEqual(ran, [])
  assert.deepEqual(await run('mutation { edit rule }', 'ADMIN'), [])
  assert.deepEqual(ran, ['edit', 'rule'])
})

test('a field in a fragment is a field, under whatever name it is asked', async () => {
  for (const source of [
    'mutation { edit ...A } fragment A on Mutation { ...B ...B } fragment B on Mutation { a: rule }',
    'mutation { edit ... on Mutation { ... { a: rule } } }',
    'mutation ($yes: Boolean!) { edit rule @include(if: $yes) }',
    'mutation ($yes: Boolean!) { edit ... @include(if: $yes) { rule } }',
  ]) {
    assert.ok((await run(source, 'EDITOR', { yes: true })).includes('FORBIDDEN'), source)
    assert.deepEqual(ran, [], source)
  }
})

test('a field that is left out needs no role', async () => {
  const source = 'mutation ($no: Boolean!) { edit rule @include(if: $no) ... @skip(if: true) { rule } }'
  assert.deepEqual(await run(source, 'EDITOR', { no: false }), [])
  assert.deepEqual(ran, ['edit'])
})

test('public reading lets nobody write', async () => {
  assert.deepEqual(await run('{ read }', null), [])
  assert.deepEqual(await run('mutation { edit }', null), ['UNAUTHENTICATED'])
  assert.deepEqual(await run('mutation { edit }', 'READER'), ['FORBIDDEN'])
})
