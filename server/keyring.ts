import type { Database } from '../db/database.ts'
import { type FoundApiKey, findApiKey } from '../db/queries/api-key.ts'
import { isInForce, matchesSecret, parseApiKey } from '../db/values/api-key.ts'
import type { Actor } from '../schema/context.ts'

/** The keys as this process knows them: a change of one is seen two seconds after it at the latest. */
export interface Keyring {
  /** Whose key an `Authorization` header holds; null where it holds none that is in force. */
  findActor(authorization: string): Promise<Actor | null>
  /** Whether a key is in force now. */
  isInForce(keyId: string): Promise<boolean>
}

const REMEMBERED_MS = 2_000
const REMEMBERED_KEYS = 1_000

/** Finds keys by one statement each, and remembers what it found, so that a busy key costs next to nothing. */
export function createKeyring({ kysely }: Database): Keyring {
  const remembered = new Map<string, { until: number; key: FoundApiKey }>()
  const looking = new Map<string, Promise<FoundApiKey | null>>()
  /** Streams of one key look for it at the same moment: one statement is for all of them. */
  const find = (id: string): Promise<FoundApiKey | null> => {
    const known = remembered.get(id)
    if (known && Date.now() < known.until) return Promise.resolve(known.key)
    const found = looking.get(id) ?? lookUp(id).finally(() => looking.delete(id))
    looking.set(id, found)
    return found
  }
  const lookUp = async (id: string): Promise<FoundApiKey | null> => {
    const asked = Date.now()
    const key = await findApiKey(kysely, id)
    remembered.delete(id)
    if (!key) return null
    // What is not found is not kept: made-up ids would push out the keys in use.
    const [oldest] = remembered.keys()
    if (oldest !== undefined && remembered.size >= REMEMBERED_KEYS) remembered.delete(oldest)
    remembered.set(id, { until: asked + REMEMBERED_MS, key })
    return key
  }
  return {
    findActor: async (authorization) => {
      const [, text = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
      const given = parseApiKey(text)
      const key = given && (await find(given.id))
      if (!key || !matchesSecret(given.secret, key.secret_hash) || !isInForce(key, Date.now())) return null
      return { name: key.name, role: key.role, keyId: key.id }
    },
    isInForce: async (keyId) => {
      const key = await find(keyId)
      return key !== null && isInForce(key, Date.now())
    },
  }
}
