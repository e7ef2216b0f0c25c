import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { type Amount, amountFor, productOf } from './amount.ts'

/** The fields of one response key, on one type. */
export interface Collected {
  type: string
  key: string
  nodes: FieldNode[]
  /** 1 where it is answered, 0 where `@skip` or `@include` leave it out. */
  isIncluded: Amount
}

/**
 * All fields that are selected, on whichever type: each once, however many fragments select it. Unlike what is executed this
 * does not depend on what a record turns out to be.
 */
export function collectAll(
  type: string,
  sets: readonly SelectionSetNode[],
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): Collected[] {
  const found = new Map<string, Collected>()
  const visited = new Map<FragmentDefinitionNode, Set<Amount>>()
  const collect = (on: string, { selections }: SelectionSetNode, included: Amount) => {
    for (const node of selections) {
      const isIncluded = productOf(included, inclusionOf(node.directives))
      if (node.kind === Kind.FIELD) add(on, node, isIncluded)
      else if (node.kind === Kind.INLINE_FRAGMENT) {
        collect(node.typeCondition?.name.value ?? on, node.selectionSet, isIncluded)
      } else {
        const fragment = fragments[node.name.value]
        if (!fragment || isKnown(fragment, isIncluded)) continue
        collect(fragment.typeCondition.name.value, fragment.selectionSet, isIncluded)
      }
    }
  }
  /** One that is left out here, or by one condition, may not be elsewhere: it is read anew wherever a directive decides anew. */
  const isKnown = (fragment: FragmentDefinitionNode, isIncluded: Amount): boolean => {
    const before = visited.get(fragment) ?? new Set()
    visited.set(fragment, before)
    if (before.has(1) || before.has(isIncluded)) return true
    before.add(isIncluded)
    return false
  }
  const add = (on: string, node: FieldNode, isIncluded: Amount) => {
    const key = node.alias?.value ?? node.name.value
    const same = found.get(`${on}.${key}`)
    if (!same) found.set(`${on}.${key}`, { type: on, key, nodes: [node], isIncluded })
    else {
      if (!same.nodes.includes(node)) same.nodes.push(node)
      same.isIncluded = eitherOf(same.isIncluded, isIncluded)
    }
  }
  for (const set of sets) collect(type, set, 1)
  return [...found.values()]
}

const eitherOf = (one: Amount, other: Amount): Amount =>
  one === 1 || other === 1
    ? 1
    : (variables) => Math.max(amountFor(one, variables), amountFor(other, variables))

/** 1, or 0 where `@skip` or `@include` leave out what they stand at. */
export function inclusionOf(directives: readonly DirectiveNode[] = []): Amount {
  let included: Amount = 1
  for (const { name, arguments: given } of directives) {
    const skip = name.value === 'skip'
    const condition = given?.find((argument) => argument.name.value === 'if')?.value
    if (!condition || (!skip && name.value !== 'include')) continue
    if (condition.kind === Kind.BOOLEAN) included = productOf(included, condition.value === skip ? 0 : 1)
    // Anything but the very value may be told otherwise by a default: then it counts.
    if (condition.kind === Kind.VARIABLE) {
      const variable = condition.name.value
      included = productOf(included, (variables) => (variables[variable] === skip ? 0 : 1))
    }
  }
  return included
}
