import { UnauthenticatedError } from '../../schema/errors.ts'
import type { Gate } from '../exchange.ts'
import type { Keyring } from '../keyring.ts'

/**
 * Finds out who asks. A request with an `Authorization` header that holds anything but a key in force is refused, also
 * where it would be answered without one: its sender believes to be somebody.
 */
export const access =
  (keyring: Keyring): Gate =>
  (exchange) => {
    const { authorization } = exchange.request.headers
    return authorization === undefined ? undefined : admit(exchange, keyring, authorization)
  }

async function admit(exchange: Parameters<Gate>[0], keyring: Keyring, authorization: string) {
  exchange.actor = await keyring.findActor(authorization)
  if (!exchange.actor) exchange.refusal = new UnauthenticatedError('BAD')
}
