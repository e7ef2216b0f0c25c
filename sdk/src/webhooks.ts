import { DatelineError } from './errors.ts'

/** A message that its sender did not sign, or that comes too late. Answer it with 400. */
export class WebhookError extends DatelineError {
  override readonly name: string = 'WebhookError'
}

/** A message of a webhook. */
export interface WebhookMessage<Data> {
  /** The same at every attempt: by it you know what you have had. */
  readonly id: string
  /** What the webhook's selection answers; its type is what you say it is. Null of a trial by `dateline webhook test`. */
  readonly data: Data | null
}

/** What is checked beside the signature. */
export interface WebhookOptions {
  /** How far the clock of the sender may be from ours, in seconds. Default 300. */
  toleranceSeconds?: number | undefined
}

/**
 * Reads a message of a webhook, and checks who sent it and when, by the rules of Standard Webhooks. `body` is the text as it came,
 * not parsed and printed again. Of several secrets one must fit. Rejects with a `WebhookError`.
 */
export async function readWebhook<Data = unknown>(
  body: string,
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  secret: string | readonly string[],
  { toleranceSeconds = 300 }: WebhookOptions = {},
): Promise<WebhookMessage<Data>> {
  const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) =>
    read(headers, `webhook-${name}`),
  )
  if (!id || !timestamp || !signatures) throw new WebhookError('The message is not signed')
  const ageSeconds = Math.abs(Date.now() / 1_000 - Number(timestamp))
  if (!(ageSeconds <= toleranceSeconds)) throw new WebhookError('The message is too old, or of the future')
  const given = signatures.split(' ').flatMap((signature) => bytesOf(signature, 'v1,') ?? [])
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  for (const one of [secret].flat()) {
    const key = bytesOf(one, 'whsec_')
    if (!key?.length) throw new TypeError('A secret is base64 behind whsec_')
    const known = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, [
      'verify',
    ])
    for (const signature of given) {
      if (await crypto.subtle.verify('HMAC', known, signature, signed)) return { id, data: dataOf(body) }
    }
  }
  throw new WebhookError('The signature is not by this secret')
}

function read(
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
) {
  const found = headers instanceof Headers ? headers.get(name) : headers[name]
  return typeof found === 'string' ? found : undefined
}

/** The bytes of base64 behind a prefix; undefined for anything else. */
function bytesOf(text: string, prefix: string): Uint8Array<ArrayBuffer> | undefined {
  if (!text.startsWith(prefix)) return undefined
  try {
    return Uint8Array.from(atob(text.slice(prefix.length)), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

const dataOf = (body: string) => JSON.parse(body).data ?? null
