import { type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

type FindFragment = (name: string) => FragmentDefinitionNode | null | undefined

/** A selection, and the fragments that it is inside of. */
interface Inside {
  set: SelectionSetNode
  spread: readonly string[]
}

/** Fields of one response key in one place. */
interface Repeated {
  times: number
  inside: Inside[]
}

/**
 * How many pairs of fields a selection has that are answered as one: of one response key in one place, fragments as if
 * written out. Each pair is compared by graphql-js. Nothing is counted past `most`; and more than `mostSteps`
 * fields and fragments, as where these spread each other on and on, are more pairs than any.
 */
export function countRepeats(
  set: SelectionSetNode,
  findFragment: FindFragment,
  { most, mostSteps }: { most: number; mostSteps: number },
): number {
  let pairs = 0
  let steps = 0
  const isOver = () => pairs > most || steps > mostSteps
  const collect = ({ set, spread }: Inside, found: Map<string, Repeated>) => {
    for (const node of set.selections) {
      steps += 1
      if (isOver()) return
      if (node.kind === Kind.INLINE_FRAGMENT) collect({ set: node.selectionSet, spread }, found)
      else if (node.kind === Kind.FRAGMENT_SPREAD) {
        const name = node.name.value
        const fragment = spread.includes(name) ? null : findFragment(name)
        if (fragment) collect({ set: fragment.selectionSet, spread: [...spread, name] }, found)
      } else {
        const key = node.alias?.value ?? node.name.value
        const same = found.get(key) ?? { times: 0, inside: [] }
        found.set(key, same)
        pairs += same.times
        same.times += 1
        if (node.selectionSet) same.inside.push({ set: node.selectionSet, spread })
      }
    }
  }
  const count = (all: readonly Inside[]) => {
    const found = new Map<string, Repeated>()
    for (const one of all) collect(one, found)
    for (const { inside } of found.values()) if (inside.length > 0) count(inside)
  }
  count([{ set, spread: [] }])
  return steps > mostSteps ? Number.POSITIVE_INFINITY : pairs
}
