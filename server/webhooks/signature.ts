import { createHmac } from 'node:crypto'

/** A message that is to be sent. */
export interface Message {
  /** The same at every attempt: by it a receiver knows what it has had. */
  id: string
  body: string
}

/**
 * The headers of Standard Webhooks, by which a receiver knows who sends and when. With two secrets it has two signatures, and a
 * receiver takes the one that it can check.
 */
export function signedHeaders(
  { id, body }: Message,
  secrets: readonly Buffer[],
  nowMs: number,
): Record<string, string> {
  const timestamp = `${Math.floor(nowMs / 1_000)}`
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  )
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
