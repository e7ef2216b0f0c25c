import type { GraphQLError } from 'graphql'

/** An error without the names that were nearly given, which tell of a schema what is not asked for. */
export function withoutSuggestions(error: GraphQLError): GraphQLError {
  error.message = error.message.replace(SUGGESTION, '')
  return error
}

const SUGGESTION = / ?Did you mean .*\?$/s
