import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type GraphQLArgument,
  type GraphQLField,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'
import { schema } from '../../schema/index.ts'
import { isSchemaFileFresh } from '../../schema/print.ts'

/** Anything of the schema that a caller reads the description of. */
interface Element {
  /** `Article.claims(first)`. */
  path: string
  name: string
  /** The name of its type, without lists and non-nulls; none for a type or a value of an enum. */
  type?: string
  description: string | null | undefined
}

const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
)
const outputFields = types.flatMap((type) =>
  isObjectType(type) || isInterfaceType(type)
    ? Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field }))
    : [],
)
const fields = outputFields.map(({ path, field }) => elementOf(path, field))
const args = outputFields.flatMap(({ path, field }) =>
  field.args.map((argument) => elementOf(`${path}(${argument.name})`, argument)),
)
const inputFields = types
  .filter(isInputObjectType)
  .flatMap((type) =>
    Object.values(type.getFields()).map((field) => elementOf(`${type.name}.${field.name}`, field)),
  )
const enumValues: Element[] = types
  .filter(isEnumType)
  .flatMap((type) =>
    type.getValues().map(({ name, description }) => ({ path: `${type.name}.${name}`, name, description })),
  )
const typeElements: Element[] = types.map(({ name, description }) => ({ path: name, name, description }))

test('schema.graphql says what the modules declare', async () => {
  assert.ok(await isSchemaFileFresh(), 'schema/schema.graphql is stale: run npm run generate')
})

test('everything a caller can see is described in more than its own name', () => {
  const elements = [...typeElements, ...fields, ...args, ...inputFields, ...enumValues]
  assert.deepEqual(
    paths(elements, ({ name, description }) => addsNothing(name, description ?? '')),
    [],
  )
})

test('names are written as GraphQL writes them', () => {
  assert.deepEqual(
    paths(typeElements, ({ name }) => !/^([A-Z][a-z]*)+$/.test(name)),
    [],
  )
  assert.deepEqual(
    paths([...fields, ...args, ...inputFields], ({ name }) => !/^[a-z][A-Za-z]*$/.test(name)),
    [],
  )
  // The kinds of nodes are the names of their types.
  const others = enumValues.filter(({ path }) => !path.startsWith('NodeKind.'))
  assert.deepEqual(
    paths(others, ({ name }) => !/^[A-Z][A-Z0-9_]*$/.test(name)),
    [],
  )
})

test('a date without a time ends in On, and an instant in At', () => {
  // When an event was is uncertain, and the bounds of that or of a filter are no dates of their own.
  const dated = [...fields, ...args, ...inputFields].filter(
    ({ path, name }) =>
      !/^(UncertainDate|DateFilter|DateTimeFilter)\./.test(path) &&
      !/^(when|earliest|latest|asOf)$/.test(name),
  )
  const ends = (wanted: string[], end: RegExp) =>
    paths(dated, ({ name, type = '' }) => wanted.includes(type) && !end.test(name))
  assert.deepEqual(ends(['Date', 'DateFilter'], /On$/), [])
  assert.deepEqual(ends(['DateTime', 'DateTimeFilter'], /At$|^at$/), [])
  const plain = ['Date', 'DateFilter', 'UncertainDate', 'EDTF']
  assert.deepEqual(
    paths(dated, ({ name, type = '' }) => name.endsWith('On') && !plain.includes(type)),
    [],
  )
})

test('a boolean reads as a statement', () => {
  const booleans = fields.filter(({ type }) => type === 'Boolean')
  assert.deepEqual(
    paths(booleans, ({ name }) => !/^(is|has)[A-Z]/.test(name)),
    [],
  )
})

test('a list is not null and holds no nulls, but for nodes that are not found', () => {
  const lists = outputFields.filter(({ field }) => String(field.type).includes('['))
  const loose = lists.filter(({ field }) => !/^\[\w+!\]!$/.test(String(field.type)))
  assert.deepEqual(
    loose.map(({ path }) => path),
    ['Query.nodes'],
  )
})

test('every list of records is a connection of the same shape', () => {
  const connections = outputFields.filter(({ field }) => nodeOf(field) !== undefined)
  assert.ok(connections.length > 20)
  for (const { path, field } of connections) {
    const node = nodeOf(field)
    const named = (name: string) => field.args.find((argument) => argument.name === name)?.type.toString()
    assert.equal(String(field.type), `${node}Connection!`, path)
    assert.deepEqual(shapeOf(`${node}Connection`), {
      edges: `[${node}Edge!]!`,
      feedCursor: 'Cursor!',
      nodes: `[${node}!]!`,
      pageInfo: 'PageInfo!',
      totalCount: 'Int!',
    })
    assert.deepEqual(shapeOf(`${node}Edge`), { cursor: 'Cursor!', node: `${node}!` })
    assert.deepEqual(
      ['after', 'before', 'first', 'last'].map(named),
      ['Cursor', 'Cursor', 'Int', 'Int'],
      `${path} takes the arguments of a page`,
    )
    if (schema.getType(`${node}Filter`)) assert.equal(named('filter'), `${node}Filter`, path)
    if (schema.getType(`${node}Order`)) assert.equal(named('orderBy'), `${node}Order!`, path)
  }
})

test('an order is a field of its noun and a direction', () => {
  const orders = types.filter(({ name }) => name.endsWith('Order'))
  assert.ok(orders.length >= 9)
  for (const { name } of orders) {
    assert.deepEqual(shapeOf(name), { direction: 'OrderDirection!', field: `${name}Field!` })
  }
})

test('every noun has a look-up that may find nothing, and a list', () => {
  const nouns = types.filter(
    (type) => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'),
  )
  const query = shapeOf('Query')
  for (const { name } of nouns) {
    const by = schema.getType(`${name}By`)
    assert.ok(isInputObjectType(by) && by.isOneOf, `${name}By takes one key`)
    assert.equal(query[name.toLowerCase()], name)
    assert.ok(args.some(({ path, type }) => path === `Query.${name.toLowerCase()}(by)` && type === by.name))
    assert.ok(Object.values(query).includes(`${name}Connection!`), `Query lists ${name}`)
  }
})

function elementOf(path: string, { name, type, description }: Described): Element {
  return { path, name, description, type: getNamedType(type).name }
}

type Described = Pick<GraphQLField<unknown, unknown> | GraphQLArgument, 'name' | 'type' | 'description'>

const paths = (elements: readonly Element[], isWrong: (element: Element) => boolean) =>
  elements.filter(isWrong).map(({ path }) => path)

/** Whether a description has no word that the name does not have. */
function addsNothing(name: string, description: string): boolean {
  const known = new Set([...wordsOf(name), 'the', 'a', 'an', 'its', 'of', 'it'])
  return wordsOf(description).every((word) => known.has(word))
}

const wordsOf = (text: string) =>
  (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase().replace(/s$/, ''))

/** What a field lists, where it is a connection. */
const nodeOf = ({ type }: GraphQLField<unknown, unknown>) =>
  /^(\w+)Connection$/.exec(getNamedType(type).name)?.[1]

/** The fields of a type, with theirs. */
function shapeOf(name: string): Record<string, string> {
  const type = schema.getType(name)
  assert.ok(isObjectType(type) || isInputObjectType(type), `there is a type ${name}`)
  return Object.fromEntries(Object.values(type.getFields()).map((field) => [field.name, String(field.type)]))
}
