import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { Database } from '../db/database.ts'
import type { FeedHead } from '../db/feed.ts'
import type { Replica } from '../db/replica.ts'
import type { Context } from '../schema/context.ts'
import { schema } from '../schema/index.ts'
import { createKeyring } from './keyring.ts'
import type { Logger } from './log.ts'
import { actorOfRequest, useAccess } from './plugins/use-access.ts'
import { useErrorCodes } from './plugins/use-error-codes.ts'
import { useHealth } from './plugins/use-health.ts'
import { usePlayground } from './plugins/use-playground.ts'
import { useReadToken } from './plugins/use-read-token.ts'
import { useRequestId } from './plugins/use-request-id.ts'
import { useRequestLog } from './plugins/use-request-log.ts'

export const GRAPHQL_PATH = '/graphql'

export interface YogaOptions {
  database: Database
  /** Where queries read from while it can answer them; null for the database itself. */
  replica?: Replica | null
  feedHead: FeedHead
  log: Logger
  /** Whether reading needs no key. */
  publicRead: boolean
  /** Whether requests should be sent here: false while draining or without a database. */
  isReady: () => Promise<boolean>
}

/** The service as a fetch handler: opens nothing and listens on nothing. The plugins run in this order. */
export const createHandler = ({
  database,
  replica = null,
  feedHead,
  log,
  publicRead,
  isReady,
}: YogaOptions): YogaServerInstance<object, Context> =>
  createYoga<object, Context>({
    schema,
    graphqlEndpoint: GRAPHQL_PATH,
    graphiql: false,
    landingPage: false,
    context: ({ request }) => ({
      database,
      feedHead,
      publicRead,
      actor: actorOfRequest(request),
      signal: request.signal,
    }),
    // Errors that the schema does not expect are masked for the caller, and told here with their stack.
    logging: {
      debug: () => {},
      info: () => {},
      warn: (...told) => log.warn({ told }),
      error: (error) => log.error(error),
    },
    plugins: [
      useRequestId(),
      useErrorCodes(),
      useRequestLog(log),
      useHealth(isReady),
      usePlayground(GRAPHQL_PATH),
      useAccess(createKeyring(database)),
      useReadToken(replica),
    ],
  })
