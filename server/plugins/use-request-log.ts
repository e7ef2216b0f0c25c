import { type ExecutionArgs, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Logger } from '../log.ts'
import { requestId } from './use-request-id.ts'

interface Seen {
  start: number
  operation?: string
  kind?: string
  errors?: string[]
}

/** One line a request: what was asked, how it ended, how long it took. Never variables, headers or addresses. */
export function useRequestLog(log: Logger): Plugin {
  const requests = new WeakMap<Request, Seen>()
  return {
    onRequest: ({ request }) => {
      requests.set(request, { start: performance.now() })
    },
    onExecute: ({ args }) => note(requests.get(args.contextValue.request), args),
    onSubscribe: ({ args }) => note(requests.get(args.contextValue.request), args),
    onResultProcess: ({ request, result }) => {
      const seen = requests.get(request)
      if (!seen || Array.isArray(result) || !('errors' in result)) return
      seen.errors = result.errors?.map(({ extensions }) => String(extensions?.code ?? 'UNKNOWN')) ?? []
    },
    onResponse: ({ request, response }) => {
      const { start, ...seen } = requests.get(request) ?? { start: performance.now() }
      log.info(
        {
          requestId: requestId(request),
          method: request.method,
          path: new URL(request.url).pathname,
          status: response.status,
          ms: Math.round((performance.now() - start) * 10) / 10,
          ...seen,
        },
        'request',
      )
    },
  }
}

function note(seen: Seen | undefined, { document, operationName }: Operation) {
  const operation = getOperationAST(document, operationName)
  if (!seen || !operation) return
  seen.kind = operation.operation
  // `operationName` is empty unless it is sent: the document knows it.
  if (operation.name) seen.operation = operation.name.value
}

type Operation = Pick<ExecutionArgs, 'document' | 'operationName'>
