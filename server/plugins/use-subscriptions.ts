import { type ExecutionResult, GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { Context } from '../../schema/context.ts'
import type { Subscription, Subscriptions } from '../../schema/feed/subscriptions.ts'
import { readOperation } from '../../schema/operation.ts'
import type { ServerContext } from '../exchange.ts'
import type { Keyring } from '../keyring.ts'
import type { SubscriptionTally } from '../limits/subscription-tally.ts'
import { subscribeFor } from '../subscribe.ts'

/** Answers the subscriptions that come by unusual requests, and tells why one is refused: all others are streamed by stream-way.ts. */
export const useSubscriptions = (
  subscriptions: Subscriptions,
  keyring: Keyring,
  tally: SubscriptionTally,
): Plugin<Context & ServerContext> => ({
  onSubscribe: ({ args, setSubscribeFn }) =>
    setSubscribeFn(async () => {
      const { exchange, publicRead } = args.contextValue
      if (!STREAMS.test(exchange.request.headers.accept ?? '*/*')) return NO_STREAM
      const operation = readOperation(args)
      if ('errors' in operation) return operation
      const opened = await subscribeFor(exchange, operation, { subscriptions, keyring, publicRead, tally })
      return 'next' in opened ? resultsOf(opened) : opened
    }),
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

async function* resultsOf(subscription: Subscription): AsyncGenerator<ExecutionResult> {
  try {
    for (;;) {
      const frames = await subscription.next()
      if (frames === null) return
      for (const { text } of frames) yield resultOf(text)
    }
  } finally {
    subscription.return()
  }
}

/** Errors are made of the class that Yoga does not mask: they have been looked at. */
function resultOf(text: string): ExecutionResult {
  const result: ExecutionResult = JSON.parse(text)
  const errors = result.errors?.map(
    ({ message, path = null, extensions }) => new GraphQLError(message, { path, extensions }),
  )
  return { ...result, ...(errors && { errors }) }
}
