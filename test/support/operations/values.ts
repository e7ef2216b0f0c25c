import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql'
import type { Dice } from '../random.ts'
import { type Samples, sampleOf } from './samples.ts'

/** A value of an input type. Filters are nested some levels deep, and now and then far too deep. */
export function drawValue(
  dice: Dice,
  samples: Samples,
  type: GraphQLInputType,
  name: string,
  depth = 3,
): unknown {
  const { below, chance } = dice
  if (isNonNullType(type)) return drawValue(dice, samples, type.ofType, name, depth)
  if (isListType(type)) {
    return Array.from({ length: below(4) }, () => drawValue(dice, samples, type.ofType, name, depth))
  }
  if (isEnumType(type)) {
    const values = type.getValues()
    return values[below(values.length)]?.name
  }
  if (!isInputObjectType(type)) return sampleOf(dice, samples, type.name, name)
  const fields = Object.values(type.getFields())
  if (type.isOneOf) {
    const field = fields[below(fields.length)]
    return field ? { [field.name]: drawValue(dice, samples, field.type, field.name, depth) } : {}
  }
  if (type.name.endsWith('Order')) {
    return Object.fromEntries(
      fields.flatMap((field) =>
        isNonNullType(field.type) && (field.defaultValue === undefined || chance(0.7))
          ? [[field.name, drawValue(dice, samples, field.type, field.name)]]
          : [],
      ),
    )
  }
  if (depth === 3 && chance(0.004)) return tooDeep()
  const leads = (field: (typeof fields)[number]) =>
    /\w(Filter)\b/.test(`${field.type}`) && !/^(String|Date|DateTime|Number)Filter$/.test(`${field.type}`)
  const isOperator = ({ name: of }: (typeof fields)[number]) => ['and', 'or', 'not'].includes(of)
  const wantsOperator = depth > 0 && fields.some(isOperator) && chance(0.3)
  const possible = fields.filter((field) =>
    wantsOperator ? isOperator(field) : !isOperator(field) && (depth > 0 || !leads(field)),
  )
  const chosen = Array.from(
    { length: chance(0.06) ? 0 : 1 + below(chance(0.3) ? 3 : 1) },
    () => possible[below(possible.length)],
  )
  return Object.fromEntries(
    chosen.flatMap((field) => {
      if (!field) return []
      if (chance(0.03) && !isNonNullType(field.type)) return [[field.name, null]]
      return [
        [field.name, drawValue(dice, samples, field.type, field.name, leads(field) ? depth - 1 : depth)],
      ]
    }),
  )
}

const tooDeep = (): unknown => Array.from({ length: 10 }).reduce<unknown>((not) => ({ not }), {})
