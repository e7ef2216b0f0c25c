import { getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { parseReadToken, type ReadToken } from '../../db/read-token.ts'
import type { Replica } from '../../db/replica.ts'
import type { Context } from '../../schema/context.ts'
import { BadUserInputError } from '../../schema/errors.ts'

const HEADER = 'Dateline-Read-Token'

/**
 * Has queries read from the replica, once that has what the request's read token stands for. Mutations and
 * subscriptions keep the primary. A header that holds no token is refused, with a replica or without.
 */
export function useReadToken(replica: Replica | null): Plugin<Context> {
  const tokens = new WeakMap<Request, ReadToken>()
  return {
    onParams: ({ request, setResult }) => {
      const text = request.headers.get(HEADER)
      if (text === null) return
      const token = parseReadToken(text)
      if (token) tokens.set(request, token)
      else setResult(REFUSAL)
    },
    onExecute: ({ args, extendContext }) => {
      if (!replica) return
      const operation = getOperationAST(args.document, args.operationName)
      if (operation?.operation !== 'query') return
      const token = tokens.get(args.contextValue.request) ?? null
      extendContext({ database: replica.readerFor(token) })
    },
  }
}

const REFUSAL = {
  errors: [new BadUserInputError(HEADER, `${HEADER} is not the readToken of a mutation's payload`)],
  extensions: { http: { status: 400 } },
}
