import { getOperationAST } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Replica } from '../../db/replica.ts'
import type { Context } from '../../schema/context.ts'
import type { ServerContext } from '../exchange.ts'

/** Has queries read from the replica, and what they read be no older than their read token. All else keeps the primary. */
export const useReplica = (replica: Replica | null): Plugin<Context & ServerContext> => ({
  onExecute: ({ args, extendContext }) => {
    if (!replica || getOperationAST(args.document, args.operationName)?.operation !== 'query') return
    extendContext({ database: replica.readerFor(args.contextValue.exchange.readToken) })
  },
})
