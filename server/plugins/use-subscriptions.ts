import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Context } from '../../schema/context.ts'
import type { Subscriptions } from '../../schema/feed/subscriptions.ts'
import { readOperation } from '../../schema/operation.ts'
import type { ServerContext } from '../exchange.ts'
import type { Keyring } from '../keyring.ts'
import type { SubscriptionTally } from '../limits/subscription-tally.ts'
import { streamTo } from '../stream-way.ts'
import { subscribeFor } from '../subscribe.ts'

/**
 * Begins the subscriptions that come by unusual requests, and tells why one is refused. They are streamed by the bytes that
 * stream-way.ts writes for all others: the long way finds its answer written.
 */
export const useSubscriptions = (
  subscriptions: Subscriptions,
  keyring: Keyring,
  tally: SubscriptionTally,
): Plugin<Context & ServerContext, ServerContext> => ({
  onSubscribe: ({ args, setSubscribeFn }) =>
    setSubscribeFn(async () => {
      const { exchange, publicRead } = args.contextValue
      if (!STREAMS.test(exchange.request.headers.accept ?? '*/*')) return NO_STREAM
      const operation = readOperation(args)
      if ('errors' in operation) return operation
      const opened = await subscribeFor(exchange, operation, { subscriptions, keyring, publicRead, tally })
      if (!('next' in opened)) return opened
      exchange.subscription = opened
      return streamed()
    }),
  onResultProcess: ({ serverContext: { exchange }, resultProcessor, setResultProcessor }) => {
    const { subscription } = exchange
    if (!subscription || !resultProcessor) return
    const stream = async (_result: unknown, { Response }: { Response: typeof globalThis.Response }) => {
      await streamTo(exchange, subscription)
      return new Response()
    }
    setResultProcessor(stream, 'text/event-stream')
  },
})

/** What a subscription can be answered with. */
const STREAMS = /text\/(event-stream|\*)|\*\/\*/i

const NO_STREAM = {
  errors: [
    new GraphQLError('A subscription is a stream: Accept is to be text/event-stream', {
      extensions: {
        code: 'NOT_ACCEPTABLE',
        argument: 'Accept',
        http: { status: 406, headers: { accept: 'text/event-stream' } },
      },
    }),
  ],
}

/** Stands for a stream where the long way looks for one. */
async function* streamed(): AsyncGenerator<ExecutionResult> {}
