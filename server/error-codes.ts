import type { GraphQLError } from 'graphql'

/**
 * Gives a code to errors that graphql-js throws before it executes anything, which have neither one nor a path:
 * variables of the wrong type, a missing operation. Of a variable it names the field: `input.figures[0].low`.
 */
export function giveCodes(errors: readonly GraphQLError[]): void {
  for (const { extensions, message, path } of errors) {
    if (path !== undefined) continue
    extensions.code ??= 'BAD_USER_INPUT'
    const [, variable, field] = OF_VARIABLE.exec(message) ?? []
    if (variable !== undefined) extensions.argument ??= field ?? variable
  }
}

/** graphql-js tells where a bad variable stands in words alone, after the value: which may hold anything. */
const OF_VARIABLE = /^Variable "\$(\w+)"(?: got invalid value .*? at "(\1[\w.[\]]*)";)?/s
