import { type ExecutionArgs, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Exchange, ServerContext } from '../exchange.ts'

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

function note({ asked }: Exchange, { document, operationName }: Operation) {
  const operation = getOperationAST(document, operationName)
  if (!operation) return
  asked.kind = operation.operation
  // `operationName` is empty unless it is sent: the document knows it.
  if (operation.name) asked.operation = operation.name.value
}

type Operation = Pick<ExecutionArgs, 'document' | 'operationName'>
