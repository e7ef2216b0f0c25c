import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { isObject } from '../db/writes/reading.ts'
import { BadUserInputError, PersistedDocumentError } from '../schema/errors.ts'

/**
 * How documents may be asked for. `auto`: by their text, or by its hash once they are known. `only`: by either, where they are in
 * a manifest. `off`: by their text alone.
 */
export const PERSISTED_MODES = ['auto', 'only', 'off'] as const
export type PersistedMode = (typeof PERSISTED_MODES)[number]

/** Texts of documents by the SHA-256 of their UTF-8, in lower-case hex. */
export type Manifest = ReadonlyMap<string, string>

/** Documents that clients ask for by their hash. */
export interface Persisted {
  /**
   * The text that a request asks for: its `query`, or the one whose hash its extensions have, as Apollo's clients and the SDK send
   * it: `{"persistedQuery":{"version":1,"sha256Hash":"…"}}`. With both, the text is known by its hash from then on. What is not
   * text is given back as it is. Throws PersistedDocumentError, and BadUserInputError for a hash that is none, or of another text.
   */
  textOf(asked: { query?: unknown; extensions?: unknown }): unknown
}

/** Anyone may teach the service documents: the oldest of them give way. */
const MAX_LEARNED_CHARACTERS = 1_000_000

export function createPersisted(mode: PersistedMode = 'auto', manifest: Manifest = new Map()): Persisted {
  const listed = new Set(manifest.values())
  const learned = new LRUCache<string, string>({
    maxSize: MAX_LEARNED_CHARACTERS,
    sizeCalculation: (text) => text.length + 1,
  })
  const known = (hash: string) => manifest.get(hash) ?? learned.get(hash)
  const find = (hash: string): string => {
    if (mode === 'off') throw new PersistedDocumentError('NOT_SUPPORTED')
    const text = known(hash)
    if (text === undefined) throw new PersistedDocumentError('NOT_FOUND')
    return text
  }
  return {
    textOf: ({ query, extensions }) => {
      const hash = readHash(extensions)
      if (hash !== null && (query === undefined || query === null || query === '')) return find(hash)
      if (typeof query !== 'string') return query
      if (mode === 'only' && !listed.has(query)) throw new PersistedDocumentError('ONLY')
      if (hash !== null && known(hash) !== query) {
        if (hashOf(query) !== hash) throw new BadUserInputError(HASH, `${HASH} is not that of the query`)
        if (mode === 'auto') learned.set(hash, query)
      }
      return query
    },
  }
}

/** What a manifest calls a document. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Null of a request that says nothing of it. */
function readHash(extensions: unknown): string | null {
  const asked = isObject(extensions) ? extensions.persistedQuery : undefined
  if (asked === undefined || asked === null) return null
  const { version, sha256Hash } = isObject(asked) ? asked : {}
  if (version === 1 && typeof sha256Hash === 'string' && SHA256.test(sha256Hash)) return sha256Hash
  throw new BadUserInputError(HASH, `${HASH} is 64 digits of lower-case hex, beside version 1`)
}

const HASH = 'extensions.persistedQuery.sha256Hash'
const SHA256 = /^[0-9a-f]{64}$/
