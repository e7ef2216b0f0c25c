import { type ExecutionArgs, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { type Exchange, noteOperation, type ServerContext } from '../exchange.ts'

/** Refuses what a gate has refused, and notes for the log what was asked and how it ended. */
export const useExchange = (): Plugin<ServerContext, ServerContext> => ({
  onParams: ({ context, setResult }) => {
    const { refusal } = context.exchange
    if (refusal) setResult({ errors: [refusal] })
  },
  onExecute: ({ args }) => note(args.contextValue.exchange, args),
  onSubscribe: ({ args }) => note(args.contextValue.exchange, args),
  onResultProcess: ({ result, serverContext }) => {
    if (Array.isArray(result) || !('errors' in result) || !result.errors) return
    serverContext.exchange.asked.errors = result.errors.map(({ extensions }) =>
      String(extensions?.code ?? 'UNKNOWN'),
    )
  },
})

function note(exchange: Exchange, { document, operationName }: Operation) {
  // `operationName` is empty unless it is sent: the document knows it.
  const operation = getOperationAST(document, operationName)
  if (operation) noteOperation(exchange, operation)
}

type Operation = Pick<ExecutionArgs, 'document' | 'operationName'>
