import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { Replica } from '../db/replica.ts'
import type { Context } from '../schema/context.ts'
import type { Subscriptions } from '../schema/feed/subscriptions.ts'
import { schema } from '../schema/index.ts'
import type { Documents } from './documents.ts'
import type { ServerContext } from './exchange.ts'
import type { Keyring } from './keyring.ts'
import type { Admit } from './limits/admit.ts'
import type { SubscriptionTally } from './limits/subscription-tally.ts'
import type { Logger } from './log.ts'
import { useAccess } from './plugins/use-access.ts'
import { useAdmission } from './plugins/use-admission.ts'
import { useDeadline } from './plugins/use-deadline.ts'
import { useDocuments } from './plugins/use-documents.ts'
import { useErrorCodes } from './plugins/use-error-codes.ts'
import { useExchange } from './plugins/use-exchange.ts'
import { useHealth } from './plugins/use-health.ts'
import { useNotFound } from './plugins/use-not-found.ts'
import { usePage } from './plugins/use-page.ts'
import { usePersisted } from './plugins/use-persisted.ts'
import { usePlayground } from './plugins/use-playground.ts'
import { useReplica } from './plugins/use-replica.ts'
import { useSubscriptions } from './plugins/use-subscriptions.ts'
import { useSyndication } from './plugins/use-syndication.ts'
import type { Protection } from './protection.ts'

export interface YogaOptions extends Pick<Context, 'database' | 'publicRead' | 'reach' | 'selectionBounds'> {
  /** Where GraphQL is served. */
  path: string
  /** Where queries read from while it can answer them; null for the database itself. */
  replica: Replica | null
  log: Logger
  documents: Documents
  subscriptions: Subscriptions
  keyring: Keyring
  /** Address of the service as its readers know it, without a slash at its end; null for the one that they ask at. */
  publicUrl: string | null
  admit: Admit
  tally: SubscriptionTally
  protection: Protection
  /** Whether requests should be sent here: false while draining or without a database. */
  isReady: () => Promise<boolean>
}

/** The long way, for all that GraphQL over HTTP can be. Opens nothing and listens on nothing. The plugins run in this order. */
export const createLongWay = ({
  path,
  database,
  replica,
  publicRead,
  reach,
  selectionBounds,
  log,
  documents,
  subscriptions,
  keyring,
  publicUrl,
  admit,
  tally,
  protection: { suggestions, playground, limits },
  isReady,
}: YogaOptions): YogaServerInstance<ServerContext, Context> =>
  createYoga<ServerContext, Context>({
    schema,
    graphqlEndpoint: path,
    graphiql: false,
    landingPage: false,
    // Gates of the server stand before both ways.
    cors: false,
    // A gate has read the body, and refused what Yoga would take for one.
    multipart: false,
    parserAndValidationCache: false,
    context: ({ exchange: { actor, failures } }) => ({
      database,
      publicRead,
      ...(reach && { reach }),
      ...(selectionBounds && { selectionBounds }),
      actor,
      ...(failures && { failures }),
    }),
    // Errors that the schema does not expect are masked for the caller, and told here with their stack.
    logging: {
      debug: () => {},
      info: () => {},
      warn: (...told) => log.warn({ told }),
      error: (error) => log.error(error),
    },
    plugins: [
      useErrorCodes(suggestions),
      useExchange(),
      usePersisted(documents),
      useDocuments(documents),
      useHealth(isReady),
      useSyndication({ path, publicUrl, limits }),
      usePage(),
      ...(playground ? [usePlayground(path)] : []),
      useNotFound(path),
      useAccess(),
      useAdmission(admit),
      useDeadline(limits.executionSeconds),
      useSubscriptions(subscriptions, keyring, tally),
      useReplica(replica),
    ],
  })
