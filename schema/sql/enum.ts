import type { EnumRef } from '@pothos/core'
import { builder, type Types } from '../builder.ts'

/** An enum over a vocabulary of the database: every value described, and none that the database does not know. */
export function enumType<const Values extends readonly string[]>(
  name: string,
  _vocabulary: Values,
  description: string,
  values: Record<Values[number], string>,
): EnumRef<Types, string> {
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(
      Object.entries<string>(values).map(([value, meaning]) => [value, { description: meaning }]),
    ),
  })
}
