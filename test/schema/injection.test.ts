import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type GraphQLInputType, getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql'
import { schema } from '../../schema/index.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle } from '../support/make.ts'
import { ask, prepare } from '../support/send.ts'

const db = await openTestDatabase()
const article = await makeArticle(db)

const ATTACKS = [
  `marker' or true --`,
  `marker"; drop table article; --`,
  `marker\\'; select pg_sleep(9); --`,
  `marker$1 $$ $marker$ %s ? :a /* ' */`,
  `marker') union select body from article --`,
]

/** Filters whose fields had their turn already, by way of another field. */
const seen = new Set<string>()

/** Every place of an argument where a caller can put any text, as what makes the argument of a text. */
function* textsOf(type: GraphQLInputType, depth: number): Generator<(text: string) => unknown> {
  if (isNonNullType(type)) return yield* textsOf(type.ofType, depth)
  if (isListType(type)) {
    for (const make of textsOf(type.ofType, depth)) yield (text) => [make(text)]
    return
  }
  if (!isInputObjectType(type)) {
    if (['String', 'ID', 'Cursor'].includes(type.name)) yield (text) => text
    return
  }
  if (seen.has(type.name)) return
  // Not the comparators of values: each field has its own.
  if (depth > 0 && 'and' in type.getFields()) seen.add(type.name)
  for (const field of Object.values(type.getFields())) {
    if (depth === 0 && isInputObjectType(getNamedType(field.type))) continue
    for (const make of textsOf(field.type, depth - 1)) yield (text) => ({ [field.name]: make(text) })
  }
}

for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) {
  for (const arg of field.args) {
    const places = [...textsOf(arg.type, 12)]
    if (places.length === 0) continue
    test(`no text in ${field.name}(${arg.name}:) becomes SQL, in ${places.length} places`, async () => {
      const required = field.args.filter(
        ({ name, type, defaultValue }) =>
          name !== arg.name && isNonNullType(type) && defaultValue === undefined,
      )
      const args = [`${arg.name}: $value`, ...required.map(({ name }) => `${name}: "x"`)]
      const request = prepare(db, `query ($value: ${arg.type}) { ${field.name}(${args}) { __typename } }`)
      for (const [at, place] of places.entries()) {
        const value = place(ATTACKS[at % ATTACKS.length] ?? '')
        const before = db.reads.length
        const { errors = [] } = await request({ value })
        for (const { message, extensions } of errors)
          assert.ok(extensions.code, `${JSON.stringify(value)}: ${message}`)
        assertNoMarker(before)
      }
    })
  }
}

function assertNoMarker(before: number): void {
  for (const text of db.reads.slice(before)) assert.ok(!text.includes('marker'), text)
}

test('a literal is a parameter just as a variable is', async () => {
  for (const attack of ATTACKS) {
    const before = db.reads.length
    const literal = JSON.stringify(attack)
    await ask(
      db,
      `{ articles(filter: { headline: { eq: ${literal}, in: [${literal}], contains: ${literal}, startsWith: ${literal} }, search: ${literal} }) { totalCount }
        article(by: { slug: ${literal} }) { id }
        search(query: ${literal}) { nodes { rank highlights { fragment } } } }`,
    )
    assertNoMarker(before)
  }
})

test('the statement is the same whatever the values are', async () => {
  const statementFor = async (slug: string, day: string) => {
    const before = db.reads.length
    await ask(
      db,
      `{ articles(first: 5, filter: { slug: { eq: ${JSON.stringify(slug)} }, publishedOn: { from: "${day}" } }) { nodes { id } } }`,
    )
    return db.reads.slice(before)
  }
  assert.deepEqual(await statementFor(`a' or '1'='1`, '2024-02-07'), await statementFor('b', '1999-12-31'))
})

test('nothing was harmed', async () => {
  assert.deepEqual(await ask(db, '{ articles { nodes { id } } }'), {
    articles: { nodes: [{ id: article.id }] },
  })
})
