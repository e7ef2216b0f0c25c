import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql'

/** How a number is made of a selection: of each field and what is inside of it, and of two that stand beside each other. */
export interface Fold {
  field(node: FieldNode, inside: number): number
  join(one: number, other: number): number
}

/**
 * The number of a selection, as if its fragments were written out wherever they are spread; each is looked at once, so that
 * those which spread others many times over cost nothing. One that spreads itself counts once: another rule refuses it.
 */
export function foldSelection(
  set: SelectionSetNode,
  findFragment: (name: string) => FragmentDefinitionNode | null | undefined,
  { field, join }: Fold,
): number {
  const known = new Map<string, number>()
  const spread = (name: string): number => {
    const found = known.get(name)
    if (found !== undefined) return found
    known.set(name, 0)
    const fragment = findFragment(name)
    const value = fragment ? fold(fragment.selectionSet) : 0
    known.set(name, value)
    return value
  }
  const fold = ({ selections }: SelectionSetNode): number => {
    let whole = 0
    for (const node of selections) {
      if (node.kind === Kind.FIELD)
        whole = join(whole, field(node, node.selectionSet ? fold(node.selectionSet) : 0))
      else
        whole = join(
          whole,
          node.kind === Kind.INLINE_FRAGMENT ? fold(node.selectionSet) : spread(node.name.value),
        )
    }
    return whole
  }
  return fold(set)
}
