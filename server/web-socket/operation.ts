import { GraphQLError } from 'graphql'
import type { SubscribePayload } from 'graphql-ws'
import { parseReadToken, type ReadToken } from '../../db/read-token.ts'
import { BadUserInputError } from '../../schema/errors.ts'
import { chooseOperation, type Documents, type KnownDocument } from '../documents.ts'

/** An operation that a message asks for, with its variables as they came. */
export interface AskedOperation extends Pick<KnownDocument, 'document' | 'fragments'> {
  operation: KnownDocument['operations'][number]
  variables: Readonly<Record<string, unknown>>
  /** `extensions.readToken`: what the database must have seen; null where the message says nothing of it. */
  readToken: ReadToken | null
  /** `extensions.cost`: whether its answer is to tell what it cost. */
  asksCost: boolean
}

/** Reads what a `subscribe` message asks for. Throws GraphQLErrors: an array of them, all that is wrong with the document. */
export function readOperation(
  payload: SubscribePayload,
  documents: Documents,
): AskedOperation | GraphQLError[] {
  try {
    const known = documents.find(String(documents.textOf(payload)))
    const { document, errors, fragments } = known
    if (errors.length > 0) return errors.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'))
    const operation = chooseOperation(known, payload.operationName)
    if (!operation) return [noOperation()]
    return {
      document,
      fragments,
      operation,
      variables: payload.variables ?? {},
      readToken: readTokenOf(payload.extensions?.readToken),
      asksCost: payload.extensions?.cost === true,
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return [withCode(error, 'GRAPHQL_PARSE_FAILED')]
  }
}

/** In the words and with the code that HTTP answers with. */
const noOperation = () =>
  new GraphQLError('Could not determine what operation to execute.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE' },
  })

function readTokenOf(given: unknown): ReadToken | null {
  if (given === undefined || given === null) return null
  const token = typeof given === 'string' ? parseReadToken(given) : null
  if (!token) throw new BadUserInputError('extensions.readToken', NO_TOKEN)
  return token
}

const NO_TOKEN = "extensions.readToken is not the readToken of a mutation's payload"

function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions.code ??= code
  return error
}
