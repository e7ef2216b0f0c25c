import { type ExecutionArgs, type GraphQLError, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { fragmentsOf } from '../../schema/operation.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import type { Admit } from '../limits/admit.ts'
import { admitOnce } from '../limits/admit-once.ts'

/** Refuses an operation that asks for too much, and tells what one costs whose request has `extensions.cost`. */
export const useAdmission = (admit: Admit): Plugin<ServerContext, ServerContext> => ({
  onParams: ({ params, context }) => {
    if (params.extensions?.cost === true) asking.add(context.exchange)
  },
  onExecute: ({ args, setResultAndStopExecution }) => {
    const refusal = refusalOf(args, admit)
    if (refusal) setResultAndStopExecution({ errors: [refusal] })
  },
  onSubscribe: ({ args, setResultAndStopExecution }) => {
    const refusal = refusalOf(args, admit)
    if (refusal) setResultAndStopExecution({ errors: [refusal] })
  },
  onResultProcess: ({ result, serverContext: { exchange }, setResult }) => {
    if (!asking.has(exchange) || !exchange.admission || Array.isArray(result) || !('data' in result)) return
    const { cost } = exchange.admission
    setResult({ ...result, extensions: { ...result.extensions, cost } })
  },
})

/** Requests whose answer is to tell their cost. */
const asking = new WeakSet<Exchange>()

function refusalOf(
  { document, operationName, variableValues, contextValue: { exchange } }: Executing,
  admit: Admit,
): GraphQLError | null {
  const operation = getOperationAST(document, operationName)
  if (!operation) return null
  const asked = { operation, fragments: fragmentsOf(document), variables: variableValues ?? {} }
  return admitOnce(exchange, asked, admit).refusal
}

type Executing = Pick<ExecutionArgs, 'document' | 'operationName' | 'variableValues'> & {
  contextValue: ServerContext
}
