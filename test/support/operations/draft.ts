/** An operation while it is written: its variables and fragments, and how values get into it. */
import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql'
import type { Dice } from '../random.ts'

export interface Draft {
  /** The value in the document: as a literal, or by variables here and there. */
  write: (type: GraphQLInputType, value: unknown, hasDefault?: boolean) => string
  /** What @skip or @include stands with, rarely; else nothing. */
  directive: () => string
  /** A number that no other call gives. */
  next: () => number
  variables: Record<string, unknown>
  /** The heads of the variables, as an operation declares them. */
  declarations: string[]
  fragments: string[]
}

export function createDraft(dice: Dice): Draft {
  const { chance, pick } = dice
  const variables: Record<string, unknown> = {}
  const declarations: string[] = []
  const known = new Map<string, string>()
  let last = 0

  /** By a variable that is given, or has a default, or both. */
  const byVariable = (type: GraphQLInputType, value: unknown, hasDefault: boolean): string => {
    const nullable = isNonNullType(type) ? type.ofType : type
    const head = `${isNonNullType(type) && !(hasDefault && chance(0.5)) ? type : nullable}`
    const key = JSON.stringify([head, value])
    const same = known.get(key)
    if (same !== undefined && chance(0.5)) return `$${same}`
    const name = pick(['v', 'constructor', '__proto', 'id', 'a'] as const) + ++last
    const given = pick(['value', 'value', 'value', 'default', 'both'] as const)
    const literal = value === null && head.endsWith('!') ? undefined : literalOf(type, value)
    if (given === 'value' || literal === undefined) declarations.push(`$${name}: ${head}`)
    else declarations.push(`$${name}: ${head} = ${literal}`)
    if (given !== 'default' || literal === undefined) variables[name] = value
    known.set(key, name)
    return `$${name}`
  }

  const write = (type: GraphQLInputType, value: unknown, hasDefault = false, share = 0.35): string => {
    if (chance(share)) return byVariable(type, value, hasDefault)
    if (isNonNullType(type)) return write(type.ofType, value, false, 0)
    if (isListType(type) && Array.isArray(value)) {
      return `[${value.map((item) => write(type.ofType, item, false, 0.1)).join(', ')}]`
    }
    if (isInputObjectType(type) && typeof value === 'object' && value !== null) {
      const fields = type.getFields()
      const entries = Object.entries(value).flatMap(([name, item]) => {
        const field = fields[name]
        // One of several must be given, so its variable may not be null.
        const text =
          field && write(field.type, item, field.defaultValue !== undefined, type.isOneOf ? 0 : 0.15)
        return text === undefined ? [] : [`${name}: ${text}`]
      })
      return `{${entries.join(', ')}}`
    }
    return literalOf(type, value)
  }

  return {
    write,
    directive: () => {
      if (!chance(0.06)) return ''
      const [name, condition] = [pick(['skip', 'include'] as const), chance(0.5)]
      if (chance(0.5)) return ` @${name}(if: ${condition})`
      const variable = `if${++last}`
      declarations.push(`$${variable}: Boolean!`)
      variables[variable] = condition
      return ` @${name}(if: $${variable})`
    },
    next: () => ++last,
    variables,
    declarations,
    fragments: [],
  }
}

/** A value without any variable. */
function literalOf(type: GraphQLInputType, value: unknown): string {
  if (isNonNullType(type)) return literalOf(type.ofType, value)
  if (value === null) return 'null'
  if (isListType(type)) {
    return Array.isArray(value)
      ? `[${value.map((item) => literalOf(type.ofType, item)).join(', ')}]`
      : literalOf(type.ofType, value)
  }
  if (isInputObjectType(type) && typeof value === 'object') {
    const fields = type.getFields()
    return `{${Object.entries(value)
      .flatMap(([name, item]) => (fields[name] ? [`${name}: ${literalOf(fields[name].type, item)}`] : []))
      .join(', ')}}`
  }
  return isEnumType(type) ? String(value) : JSON.stringify(value)
}
