import { LimitError } from './limit-error.ts'
import type { Limits } from './limits.ts'

/**
 * Why variables are not read, as they come: nested deeper than what reads them can go, or with a list too long, or an object of more fields.
 * Null where they are read. What is written has limits of its own for lists, in the record format.
 */
export function refuseVariables(
  variables: Readonly<Record<string, unknown>>,
  { inputDepth, inputFields, list }: Pick<Limits, 'inputDepth' | 'inputFields' | 'list'>,
  isMutation: boolean,
): LimitError | null {
  const longest = isMutation ? Number.POSITIVE_INFINITY : list
  const refuse = (value: unknown, left: number): LimitError | null => {
    if (typeof value !== 'object' || value === null) return null
    if (left === 0) return new LimitError('inputDepth', inputDepth)
    const items = Array.isArray(value) ? value : Object.values(value)
    if (items !== value && items.length > inputFields) return new LimitError('inputFields', inputFields)
    if (items === value && items.length > longest) return new LimitError('list', list)
    for (const item of items) {
      const refusal = refuse(item, left - 1)
      if (refusal) return refusal
    }
    return null
  }
  // The variables themselves are no level.
  return refuse(variables, inputDepth + 1)
}
