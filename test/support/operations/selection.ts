import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql'
import { schema } from '../../../schema/index.ts'
import { drawArguments, type Source } from './arguments.ts'
import type { ListUse } from './cursors.ts'
import type { Draft } from './draft.ts'
import { drawAlias } from './keys.ts'

/** How much an operation may still ask for below a place. */
export interface Budget {
  /** Steps from record to record. */
  depth: number
  /** Records, as a product of page sizes. */
  rows: number
}

export interface Selection {
  text: string
  /** With paths from here. */
  lists: ListUse[]
}

interface Fragment extends Selection {
  name: string
  on: string
  budget: Budget
}

/** How many selections an operation has, about. */
const SIZES = [5, 15, 30, 50, 80] as const

/** Rows that a list without pages is taken to have. */
const SHORT_LIST_ROWS = 3

/** Draws what is selected of types, in one operation. */
export function createSelections(source: Source, draft: Draft) {
  const { dice } = source
  const { below, chance } = dice
  const fragments: Fragment[] = []

  let left = dice.pick(SIZES)
  const select = (type: GraphQLCompositeType, budget: Budget): Selection => {
    const wanted = 1 + below(isPage(type) ? 4 : 7)
    const parts: Selection[] = []
    while (parts.length === 0 || (parts.length < wanted && left > 0)) parts.push(part(type, budget))
    return join(parts)
  }

  const part = (type: GraphQLCompositeType, budget: Budget): Selection => {
    const roll = left-- > 0 ? dice.random() : 0
    if (roll < 0.08 || isUnionType(type)) {
      return roll > 0.15
        ? inline(type, budget)
        : { text: `${drawAlias(dice, draft.next(), false)}__typename${draft.directive()}`, lists: [] }
    }
    if (roll < 0.16 || (isAbstractType(type) && roll < 0.6)) return inline(type, budget)
    if (roll < 0.26) return spread(type, budget)
    return field(type, budget)
  }

  const field = (type: GraphQLCompositeType, budget: Budget): Selection => {
    if (isUnionType(type)) return inline(type, budget)
    const fields = Object.values(type.getFields())
    const possible = fields.filter((each) => fits(each, budget))
    const leaves = possible.filter((each) => !isCompositeType(getNamedType(each.type)))
    const from = leaves.length > 0 && chance(isPartOfPage(type) ? 0.15 : 0.45) ? leaves : possible
    const chosen = from[below(from.length)]
    return chosen ? use(type, chosen, budget) : { text: '__typename', lists: [] }
  }

  /** A field, sometimes twice with two selections that are merged. */
  const use = (of: GraphQLNamedType, chosen: GraphQLField<unknown, unknown>, budget: Budget): Selection => {
    const type = getNamedType(chosen.type)
    const given = drawArguments(source, draft, of.name, chosen, budget.rows)
    const alias = drawAlias(dice, draft.next(), chosen.args.length > 0)
    const key = alias === '' ? chosen.name : alias.slice(0, -2)
    const head = `${alias}${chosen.name}${given.text}`
    if (!isCompositeType(type)) return { text: `${head}${draft.directive()}`, lists: [] }
    const below_ = spend(of, chosen, budget, given.size)
    const list: ListUse[] = isPage(type)
      ? [{ path: [key], field: `${of.name}.${chosen.name}`, args: given.list }]
      : []
    const once = (): Selection => {
      const inner = select(type, below_)
      return {
        text: `${head}${draft.directive()} { ${inner.text} }`,
        lists: [...list, ...inner.lists.map((each) => ({ ...each, path: [key, ...each.path] }))],
      }
    }
    return chance(0.1) ? join([once(), once()]) : once()
  }

  const inline = (type: GraphQLCompositeType, budget: Budget): Selection => {
    const on = chance(0.1) ? type : conditionOf(type)
    const { text, lists } = select(on, budget)
    const condition = on === type && chance(0.5) ? '' : ` on ${on.name}`
    return { text: `...${condition}${draft.directive()} { ${text} }`, lists }
  }

  /** A named fragment: a new one, or one that is used elsewhere too. */
  const spread = (type: GraphQLCompositeType, budget: Budget): Selection => {
    const on = conditionOf(type)
    const usable = fragments.filter(
      (each) => each.on === on.name && each.budget.depth <= budget.depth && each.budget.rows <= budget.rows,
    )
    const known = chance(0.6) ? usable[below(usable.length)] : undefined
    if (known) return { text: `...${known.name}${draft.directive()}`, lists: known.lists }
    const name = `F${draft.next()}`
    const { text, lists } = select(on, budget)
    draft.fragments.push(`fragment ${name} on ${on.name} { ${text} }`)
    fragments.push({ name, on: on.name, budget, text, lists })
    return { text: `...${name}${draft.directive()}`, lists }
  }

  /** A type that a fragment can have where another is expected. */
  const conditionOf = (type: GraphQLCompositeType): GraphQLCompositeType => {
    const possible: readonly GraphQLCompositeType[] = isAbstractType(type)
      ? [...schema.getPossibleTypes(type), type]
      : [type, ...type.getInterfaces()]
    return possible[below(possible.length)] ?? type
  }

  return { select, use }
}

const join = (parts: readonly Selection[]): Selection => ({
  text: parts.map(({ text }) => text).join(' '),
  lists: parts.flatMap(({ lists }) => lists),
})

const isPage = (type: GraphQLNamedType): boolean => type.name.endsWith('Connection')
const isPartOfPage = (type: GraphQLNamedType): boolean => /(Connection|Edge)$/.test(type.name)

const isShortList = (of: GraphQLNamedType, { type }: GraphQLField<unknown, unknown>): boolean =>
  !isPartOfPage(of) && isListType(isNonNullType(type) ? type.ofType : type)

function fits(field: GraphQLField<unknown, unknown>, { depth, rows }: Budget): boolean {
  const type = getNamedType(field.type)
  if (!isCompositeType(type) || (isPartOfPage(type) === false && !isRecord(type))) return true
  return depth > 0 && (rows >= SHORT_LIST_ROWS || !isListType(field.type))
}

/** Whether a type leads on to others. */
const isRecord = (type: GraphQLCompositeType): boolean =>
  !isObjectType(type) ||
  Object.values(type.getFields()).some(({ type: of }) => isCompositeType(getNamedType(of)))

function spend(
  of: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  { depth, rows }: Budget,
  size: number,
): Budget {
  const type = getNamedType(field.type)
  // From the page to its records it is no step.
  if (isPartOfPage(of)) return { depth, rows }
  const share = isPage(type) ? Math.max(1, size) : isShortList(of, field) ? SHORT_LIST_ROWS : 1
  return { depth: depth - 1, rows: Math.floor(rows / share) }
}
