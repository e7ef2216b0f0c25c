import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  type GraphQLInputType,
  getVariableValues,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  parse,
} from 'graphql'
import { schema } from '../../schema/index.ts'
import { readVariables } from '../../schema/variables.ts'
import { createDice } from '../support/random.ts'

const { below, pick } = createDice(7)
const ROUNDS = 25

const oneIn = (chances: number) => below(chances) === 0

/** JSON for a type: mostly right, sometimes of another form that is taken too, sometimes wrong. */
function valueFor(type: GraphQLInputType, depth: number): unknown {
  if (isNonNullType(type)) return valueFor(type.ofType, depth)
  if (oneIn(12)) return null
  if (oneIn(20)) return pick<unknown>([7, 'x', [], {}, true, [null]])
  if (isListType(type)) {
    if (oneIn(6)) return valueFor(type.ofType, depth)
    return Array.from({ length: below(3) }, () => valueFor(type.ofType, depth))
  }
  if (isEnumType(type)) return oneIn(9) ? 'NONE' : type.getValues()[0]?.name
  if (isInputObjectType(type)) {
    const given = Object.values(type.getFields()).filter((field) =>
      isRequiredInputField(field) ? !oneIn(15) : depth > 0 && oneIn(type.isOneOf ? 2 : 5),
    )
    const entries = given.map((field) => [field.name, valueFor(field.type, depth - 1)] as const)
    return Object.fromEntries(oneIn(15) ? [...entries, ['stray', 1]] : entries)
  }
  return pick<unknown>(LEAVES[type.name] ?? ['x', ''])
}

const LEAVES: Record<string, readonly [unknown, ...unknown[]]> = {
  ID: ['Article:1', 7, 1.5],
  Int: [1, -1, 2 ** 31, 1.5],
  Float: [1, 1.5, 1e308, '1'],
  Boolean: [true, false, 'true'],
  Date: ['2024-02-07', '2024-02-30'],
  DateTime: ['2024-02-07T10:00:00.000Z', '2024-02-07T11:00:00+01:00', '2024-02-07'],
  EDTF: ['2024-02-07', '2024-02-XX', 'once'],
  URL: ['https://gazette.example/', 'gazette'],
  Language: ['en', 'fa-IR', '?'],
  CountryCode: ['IQ', 'iq'],
}

const types = Object.values(schema.getTypeMap()).flatMap((type) => (isInputType(type) ? [type] : []))

for (const type of types) {
  test(`variables of ${type.name} are read as graphql-js coerces them`, () => {
    for (const [declared, wrapped] of [
      [`${type.name}`, type],
      [`${type.name}!`, type],
      [`[${type.name}!]`, type],
      [`${type.name} = null`, type],
    ] as const) {
      const [operation] = parse(`query ($v: ${declared}, $other: Int = 3) { __typename }`).definitions
      assert.ok(operation?.kind === 'OperationDefinition')
      for (let round = 0; round < ROUNDS; round++) {
        const one = () => valueFor(wrapped, 2)
        const given = oneIn(8)
          ? {}
          : { v: declared.startsWith('[') ? [one(), one()] : one(), stray: 1, ...(!oneIn(4) && { other: 3 }) }
        const { coerced = null } = getVariableValues(schema, operation.variableDefinitions ?? [], given)
        assert.equal(plain(readVariables(schema, operation, given)), plain(coerced), JSON.stringify(given))
      }
    }
  })
}

/** Without the order of keys. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_key, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([one], [other]) => (one < other ? -1 : 1)))
      : item,
  )
