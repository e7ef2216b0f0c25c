import type { IncomingMessage } from 'node:http'

/** The body of a request that a gate has read; null where none did. Yoga looks for it in the same place. */
export const bodyOf = (request: IncomingMessage): Buffer | null =>
  'body' in request && Buffer.isBuffer(request.body) ? request.body : null

/** The whole body of a request, up to so many bytes; null where the client breaks off. What comes beyond is not kept. */
export const readBody = (request: IncomingMessage, most: number): Promise<Buffer | 'TOO_LONG' | null> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    let length = 0
    request.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > most) {
        chunks.length = 0
        resolve('TOO_LONG')
      } else chunks.push(chunk)
    })
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)))
    request.once('error', () => resolve(null))
    request.once('close', () => resolve(null))
  })
