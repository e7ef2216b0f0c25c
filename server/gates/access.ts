import { GraphQLError } from 'graphql'
import type { Arrival, Gate } from '../exchange.ts'
import type { Keyring } from '../keyring.ts'

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
