import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { schema } from '../../schema/index.ts'
import { fragmentsOf } from '../../schema/operation.ts'
import { coerceVariables } from '../../schema/variables.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import type { Admit } from '../limits/admit.ts'
import { admitOnce } from '../limits/admit-once.ts'

/** Refuses an operation that asks for too much, and tells what one costs whose request has `extensions.cost`. */
export const useAdmission = (admit: Admit): Plugin<ServerContext, ServerContext> => ({
  onParams: ({ params, context }) => {
    if (params.extensions?.cost === true) asking.add(context.exchange)
  },
  onExecute: ({ args, setResultAndStopExecution }) => {
    const errors = refusalsOf(args, admit)
    if (errors.length > 0) setResultAndStopExecution({ errors })
  },
  onSubscribe: ({ args, setResultAndStopExecution }) => {
    const errors = refusalsOf(args, admit)
    if (errors.length > 0) setResultAndStopExecution({ errors })
  },
  onResultProcess: ({ result, serverContext: { exchange }, setResult }) => {
    if (!asking.has(exchange) || !exchange.admission || Array.isArray(result) || !('data' in result)) return
    const { cost } = exchange.admission
    setResult({ ...result, extensions: { ...result.extensions, cost } })
  },
})

/** Requests whose answer is to tell their cost. */
const asking = new WeakSet<Exchange>()

/** Why an operation is not executed: its price, or variables that do not fit, before the executor tells all fifty errors of those. */
function refusalsOf(
  { document, operationName, variableValues, contextValue: { exchange } }: Executing,
  admit: Admit,
): readonly GraphQLError[] {
  const operation = getOperationAST(document, operationName)
  if (!operation) return []
  const variables = variableValues ?? {}
  const { refusal } = admitOnce(exchange, { operation, fragments: fragmentsOf(document), variables }, admit)
  if (refusal) return [refusal]
  return coerceVariables(schema, operation, variables).errors?.map(asRefusal) ?? []
}

const asRefusal = ({ message, nodes }: GraphQLError) =>
  new GraphQLError(message, { nodes: nodes ?? null, extensions: { http: { status: 400 } } })

type Executing = Pick<ExecutionArgs, 'document' | 'operationName' | 'variableValues'> & {
  contextValue: ServerContext
}
