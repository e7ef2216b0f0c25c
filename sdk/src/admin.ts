import { type Client, createClient } from './client.ts'
import { createMethods, type Methods } from './generated/admin-methods.ts'
import type { ClientOptions } from './options.ts'

export * from './generated/admin-documents.ts'

/** A client with a method for every operation of admins. */
export interface Admin extends Client, Methods {}

/** A client for those who look after a service: its `apiKey` is that of an admin. Apart from `createDateline`, so that readers do not load it. */
export function createAdmin(options: ClientOptions): Admin {
  const client = createClient(options)
  return { ...client, ...createMethods(client) }
}
