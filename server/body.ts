import type { IncomingMessage } from 'node:http'

/**
 * The whole body of a request, of which the caller knows that it is not long; null where the client breaks off. It is read
 * once, and stands in `request.body` then, where Yoga looks for it too.
 */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  if ('body' in request && Buffer.isBuffer(request.body)) return request.body
  const body = await readBody(request)
  if (body !== null) Object.assign(request, { body })
  return body
}

const readBody = (request: IncomingMessage): Promise<Buffer | null> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => resolve(chunks.length === 1 ? (chunks[0] ?? null) : Buffer.concat(chunks)))
    request.once('error', () => resolve(null))
    request.once('close', () => resolve(null))
  })
