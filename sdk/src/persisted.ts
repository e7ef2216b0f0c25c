import { hex } from './hex.ts'

type Send = (document: object) => Promise<Response>

const UNKNOWN = 'PERSISTED_QUERY_NOT_FOUND'
const UNSUPPORTED = 'PERSISTED_QUERY_NOT_SUPPORTED'

/** Sends documents by their hash where that is wanted; the text follows where the service does not know it and may learn it. */
export function createSending(wanted: 'auto' | 'only' | 'off') {
  // Pages without HTTPS have nothing to hash with.
  let mode = globalThis.crypto?.subtle ? wanted : 'off'
  return async (query: string, send: Send): Promise<Response> => {
    if (mode === 'off') return send({ query })
    const extensions = { persistedQuery: { version: 1, sha256Hash: await hashOf(query) } }
    const response = await send({ extensions })
    if (mode === 'only' || response.ok) return response
    const text = await response.text()
    if (text.includes(UNSUPPORTED)) mode = 'off'
    if (mode === 'off' || text.includes(UNKNOWN))
      return send({ query, ...(mode === 'auto' && { extensions }) })
    return new Response(text, response)
  }
}

/** Lower-case hex of SHA-256: what the manifest of the package lists. */
const hashOf = async (text: string) =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
