import { GraphQLError } from 'graphql'
import type { Actor } from '../../schema/context.ts'
import { UnauthenticatedError } from '../../schema/errors.ts'
import { openKeyWatch } from '../key-watch.ts'
import type { Keyring } from '../keyring.ts'
import type { Logger } from '../log.ts'
import { BadTokenError } from '../tokens/errors.ts'
import { CLOSE, type Closing } from './close-code.ts'
import type { Connection } from './connection.ts'

/**
 * Finds out who connects: by `authorization` in the payload of `connection_init`, written as the header of that name, or else
 * by that header. Closes the connection of whoever sent a bad key or token, or none where reading needs one; and when it ends.
 */
export async function admit(
  connection: Connection,
  params: Readonly<Record<string, unknown>> = {},
  { keyring, publicRead, log }: { keyring: Keyring; publicRead: boolean; log: Logger },
): Promise<void> {
  try {
    const given = params.authorization ?? params.Authorization ?? null
    const found = given === null ? connection.actor : await findActor(given, keyring)
    if (found instanceof GraphQLError) return connection.close(closingOf(found))
    connection.actor = found
    if (connection.actor) watch(connection, connection.actor, keyring)
    else if (!publicRead) connection.close(CLOSE.NO_KEY)
  } catch (error) {
    log.error(error)
    connection.close(CLOSE.BUSY)
  }
}

const findActor = async (given: unknown, keyring: Keyring): Promise<Actor | GraphQLError> =>
  typeof given === 'string' ? keyring.findActor(given) : new UnauthenticatedError('BAD')

function closingOf(refusal: GraphQLError): Closing {
  if (refusal.extensions.code !== 'UNAUTHENTICATED') return CLOSE.BUSY
  return refusal instanceof BadTokenError ? { ...CLOSE.BAD_KEY, reason: refusal.message } : CLOSE.BAD_KEY
}

function watch(connection: Connection, actor: Actor, keyring: Keyring): void {
  connection.watch = openKeyWatch(keyring, actor, connection.closed)
  const closing = actor.expiresAt === undefined ? CLOSE.KEY_ENDED : CLOSE.TOKEN_ENDED
  connection.watch.signal.addEventListener('abort', () => connection.close(closing))
}
