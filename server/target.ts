import type { IncomingMessage } from 'node:http'

/**
 * Puts what a request asks for into its normal form, in which everything behind compares it, and returns the path of it: without dots for
 * folders and without a fragment. What names a host too, as all servers must take it (RFC 9112, 3.2.2), has that instead of its
 * `Host` header. Null where it is no address.
 */
export function takeTarget(request: IncomingMessage): string | null {
  const { url = '' } = request
  if (USUAL.test(url)) return url.replace(/\?.*/s, '')
  const namesHost = /^https?:\/\//i.test(url)
  const parsed =
    namesHost || url.startsWith('/') ? URL.parse(namesHost ? url : `http://localhost${url}`) : null
  if (!parsed) return null
  if (namesHost) request.headers.host = parsed.host
  request.url = parsed.pathname + parsed.search
  return parsed.pathname
}

/** Nothing in it is normalized. */
const USUAL = /^(?:\/[\w-]+)*\/?(?:\?[^#]*)?$/
