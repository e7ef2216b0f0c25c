import { LimitError } from './limit-error.ts'
import type { Limits } from './limits.ts'

/**
 * Why variables are not read, as they come: nested deeper than what reads them can go, or with a list, an object or a text that is too
 * long, which the document may name often, or of more values in all than are read. Null where they are read. What is written has limits
 * of its own for lists and texts, in the record format.
 */
export function refuseVariables(
  variables: Readonly<Record<string, unknown>>,
  {
    inputDepth,
    inputFields,
    inputText,
    inputValues,
    list,
  }: Pick<Limits, 'inputDepth' | 'inputFields' | 'inputText' | 'inputValues' | 'list'>,
  isMutation: boolean,
): LimitError | null {
  let count = 0
  const refuse = (value: unknown, left: number): LimitError | null => {
    if (typeof value === 'string') {
      return isMutation || value.length <= inputText ? null : new LimitError('inputText', inputText)
    }
    if (typeof value !== 'object' || value === null) return null
    if (left === 0) return new LimitError('inputDepth', inputDepth)
    const isList = Array.isArray(value)
    const items = isList ? value : Object.values(value)
    if (isList && !isMutation && items.length > list) return new LimitError('list', list)
    if (!isList && items.length > inputFields) return new LimitError('inputFields', inputFields)
    count += items.length
    if (count > inputValues) return new LimitError('inputValues', inputValues)
    for (const item of items) {
      const refusal = refuse(item, left - 1)
      if (refusal) return refusal
    }
    return null
  }
  // The variables themselves are no level.
  return refuse(variables, inputDepth + 1)
}
