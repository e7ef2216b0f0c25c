import type { Actor } from '../../schema/context.ts'
import { openKeyWatch } from '../key-watch.ts'
import type { Keyring } from '../keyring.ts'
import type { Logger } from '../log.ts'
import { CLOSE } from './close-code.ts'
import type { Connection } from './connection.ts'

/**
 * Finds out who connects: by `authorization` in the payload of `connection_init`, written as the header of that name, or else
 * by that header. Closes the connection of whoever sent a bad key, or none where reading needs one; and when the key ends.
 */
export async function admit(
  connection: Connection,
  params: Readonly<Record<string, unknown>> = {},
  { keyring, publicRead, log }: { keyring: Keyring; publicRead: boolean; log: Logger },
): Promise<void> {
  try {
    const given = params.authorization ?? params.Authorization ?? null
    if (given !== null) connection.actor = await findActor(given, keyring)
    if (given !== null && !connection.actor) return connection.close(CLOSE.BAD_KEY)
    if (connection.actor) watch(connection, connection.actor, keyring)
    else if (!publicRead) connection.close(CLOSE.NO_KEY)
  } catch (error) {
    log.error(error)
    connection.close(CLOSE.BUSY)
  }
}

const findActor = async (given: unknown, keyring: Keyring): Promise<Actor | null> =>
  typeof given === 'string' ? keyring.findActor(given) : null

function watch(connection: Connection, { keyId }: Actor, keyring: Keyring): void {
  const { signal } = openKeyWatch(keyring, keyId, connection.closed)
  signal.addEventListener('abort', () => connection.close(CLOSE.KEY_ENDED))
}
