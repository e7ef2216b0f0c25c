import type { GraphQLError } from 'graphql'
import { shorten } from './shorten.ts'
import { withoutSuggestions } from './suggestions.ts'

/**
 * Gives a code to errors that graphql-js throws before it executes anything, which have neither one nor a path:
 * variables of the wrong type, a missing operation. Of a variable it names the field: `input.figures[0].low`. Where
 * `suggestions` are not to be told, the names that were nearly given are left out; and so is much of a long value.
 */
export function giveCodes(errors: readonly GraphQLError[], suggestions: boolean): void {
  for (const error of errors) {
    const { extensions, message, path } = error
    if (path !== undefined) continue
    if (!suggestions) withoutSuggestions(error)
    extensions.code ??= 'BAD_USER_INPUT'
    const [, variable, field] = OF_VARIABLE.exec(message) ?? []
    if (variable !== undefined) extensions.argument ??= shorten(field ?? variable)
    error.message = shorten(error.message)
  }
}

/** graphql-js tells where a bad variable stands in words alone, after the value: which may hold anything. */
const OF_VARIABLE = /^Variable "\$(\w+)"(?: got invalid value .*? at "(\1[\w.[\]]*)";)?/s
