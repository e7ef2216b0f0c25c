import { type Client, createClient } from './client.ts'
import { createMethods, type Methods } from './generated/methods.ts'
import type { ClientOptions } from './options.ts'

/** A client with a method for every operation of the SDK. */
export interface Dateline extends Client, Methods {}

/**
 * A client with a method for every operation. An application that uses few of them is smaller with
 * `createClient` and the documents it needs.
 */
export function createDateline(options: ClientOptions): Dateline {
  const client = createClient(options)
  return { ...client, ...createMethods(client) }
}
