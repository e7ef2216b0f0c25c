import type { GraphQLError } from 'graphql'
import type { Database } from '../db/database.ts'
import { type FoundApiKey, findApiKey } from '../db/queries/api-key.ts'
import { isInForce, matchesSecret, parseApiKey } from '../db/values/api-key.ts'
import type { Actor } from '../schema/context.ts'
import { UnauthenticatedError } from '../schema/errors.ts'
import { BadTokenError, TokenKeysAwayError } from './tokens/errors.ts'
import type { Tokens } from './tokens.ts'

/** The keys as this process knows them: a change of one is seen two seconds after it at the latest. And tokens, where they are taken. */
export interface Keyring {
  /** Who an `Authorization` header names, by a key or token that is in force; or why it names nobody. */
  findActor(authorization: string): Promise<Actor | GraphQLError>
  /** Whether what an actor came with is in force now, and in the same role. */
  isInForce(actor: Pick<Actor, 'keyId' | 'expiresAt' | 'role'>): Promise<boolean>
}

const REMEMBERED_MS = 2_000
const REMEMBERED_KEYS = 1_000

/** Finds keys by one statement each, and remembers what it found, so that a busy key costs next to nothing. */
export function createKeyring({ kysely }: Database, tokens: Tokens | null = null): Keyring {
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
      if (!given && tokens && TOKEN.test(text)) return tokens.findActor(text).catch(expected)
      const key = given && (await find(given.id))
      if (!key || !matchesSecret(given.secret, key.secret_hash) || !isInForce(key, Date.now()))
        return new UnauthenticatedError('BAD')
      return { name: key.name, role: key.role, keyId: key.id }
    },
    isInForce: async ({ keyId, expiresAt, role }) => {
      if (expiresAt !== undefined) return Date.now() < expiresAt
      const key = await find(keyId)
      return key !== null && key.role === role && isInForce(key, Date.now())
    },
  }
}

/** Why a stream ends whose caller may read no longer. */
export const endOf = ({ expiresAt }: Pick<Actor, 'expiresAt'>): GraphQLError =>
  expiresAt === undefined ? new UnauthenticatedError('BAD') : new BadTokenError('EXPIRED')

/** Three parts, which no key has. Of an unsigned one the last is empty. */
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]*$/

function expected(error: unknown): GraphQLError {
  if (error instanceof BadTokenError || error instanceof TokenKeysAwayError) return error
  throw error
}
