import { builder } from '../builder.ts'
import type { ValueType } from './comparators.ts'
import type { KeyType, TableType } from './table-type.ts'

/** How PostgreSQL compares values of a type. */
export function keyTypeOf(type: ValueType | [ValueType]): KeyType {
  if (type === 'Date') return 'date'
  if (type === 'DateTime') return 'timestamptz'
  return type === 'Int' || type === 'Float' ? 'double precision' : 'text'
}

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end of an order comes first.',
  values: {
    ASC: { description: 'Lowest, earliest or first in the alphabet first.' },
    DESC: { description: 'Highest, latest or last in the alphabet first.' },
  },
})

const inputs = new Map<string, ReturnType<typeof createOrderInput>>()

/** The `orderBy` input of a type: one field of its orders, and a direction. */
export function orderInput(type: TableType) {
  const input = inputs.get(type.name) ?? createOrderInput(type)
  inputs.set(type.name, input)
  return input
}

function createOrderInput(type: TableType) {
  const field = builder.enumType(`${type.name}OrderField`, {
    description: `What lists of ${type.name} can be ordered by. Ties are broken by id.`,
    values: Object.fromEntries([...type.orders].map(([name, { description }]) => [name, { description }])),
  })
  return builder.inputType(`${type.name}Order`, {
    extensions: { access: type.access },
    description: `Order of a list of ${type.name}.`,
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: 'What to compare.' }),
      direction: t.field({
        type: OrderDirection,
        required: true,
        defaultValue: 'ASC',
        description: 'Which end comes first.',
      }),
    }),
  })
}
