import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { maskError } from 'graphql-yoga'
import { giveCodes } from '../error-codes.ts'
import type { Logger } from '../log.ts'

/** An operation that ends by errors, as its caller is told them. */
export class Refused extends Error {
  override name = 'Refused'
  readonly errors: readonly GraphQLFormattedError[]
  constructor(errors: readonly GraphQLFormattedError[]) {
    super('An operation was refused')
    this.errors = errors
  }
}

/** Who is told of defects, and whether callers are told the names that they nearly gave. */
export interface Telling {
  log: Logger
  suggestions: boolean
}

/** What a caller is told of errors: the same as over HTTP. A defect is masked, and told in the log alone. */
export function tellErrors(
  errors: readonly unknown[],
  { log, suggestions }: Telling,
): GraphQLFormattedError[] {
  const masked = errors.map((error) => {
    const told = maskError(error, MASK)
    if (told !== error) log.error(error)
    return told
  })
  const told = masked.filter((error) => error instanceof GraphQLError)
  giveCodes(told, suggestions)
  return told.map(withoutInternals)
}

/** As Yoga words it. */
const MASK = 'Unexpected error.'

/** What the answer over HTTP would have been is nothing to a WebSocket. */
function withoutInternals(error: GraphQLError): GraphQLFormattedError {
  const { extensions = {}, ...told } = error.toJSON()
  const { http, unexpected, ...extended } = extensions
  return { ...told, extensions: extended }
}
