import { GraphQLError } from 'graphql'
import type { Actor } from '../../schema/context.ts'
import type { Arrival, Gate } from '../exchange.ts'
import { endOf, type Keyring } from '../keyring.ts'

/**
 * Finds out who asks. A request with an `Authorization` header that holds anything but a key or token in force is refused, also
 * where it would be answered without one: its sender believes to be somebody.
 */
export const access =
  (keyring: Keyring): Gate<Arrival> =>
  (arrival) => {
    const { authorization } = arrival.request.headers
    return authorization === undefined ? undefined : admit(arrival, keyring, authorization)
  }

async function admit(arrival: Arrival, keyring: Keyring, authorization: string) {
  const found = await keyring.findActor(authorization)
  if (found instanceof GraphQLError) arrival.refusal = found
  else arrival.actor = found
}

/** A body that has come by then took no time. */
const AT_ONCE_MS = 100

/** Asks again where the body took its time: the key or token may have ended meanwhile. */
export const accessStill =
  (keyring: Keyring): Gate<Arrival> =>
  (arrival) => {
    const { actor, start } = arrival
    return actor && performance.now() - start > AT_ONCE_MS ? confirm(arrival, keyring, actor) : undefined
  }

async function confirm(arrival: Arrival, keyring: Keyring, actor: Actor) {
  if (await keyring.isInForce(actor)) return
  arrival.actor = null
  arrival.refusal = endOf(actor)
}
