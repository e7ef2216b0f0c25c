import { createHash } from 'node:crypto'

/** An answer to whoever reads a feed. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body: string | null
  /** Codes of what is wrong, for the log; empty for a feed. */
  codes: string[]
}

/** A feed as a format has written it. */
export interface Written {
  text: string
  contentType: string
  /** Instant of its latest change. */
  updated: string
  /** Whether a key was sent: what its holder may see is not for others. Or whether its addresses are made of what a caller calls this host. */
  isPrivate: boolean
}

/** How long a cache may answer for us. Readers ask every quarter of an hour, and there may be many. */
const MAX_AGE_S = 60

/**
 * A feed with its validators, or 304 where the reader has it already, by `If-None-Match`. `Last-Modified` is for people: what
 * a feed shows may change with no item of it, and one that is withdrawn makes it older. So `If-Modified-Since` is not looked at.
 */
export function answerFeed({ text, contentType, updated, isPrivate }: Written, known: string | null): Answer {
  const etag = `"${createHash('sha256').update(text).digest('base64url')}"`
  const headers = {
    etag,
    'last-modified': new Date(updated).toUTCString(),
    'cache-control': `${isPrivate ? 'private' : 'public'}, max-age=${MAX_AGE_S}`,
    vary: 'authorization',
  }
  if (isKnown(etag, known)) return { status: 304, headers, body: null, codes: [] }
  return { status: 200, headers: { ...headers, 'content-type': contentType }, body: text, codes: [] }
}

/** By weak comparison, as RFC 9110 has it: a proxy that packs the text weakens its tag. */
const isKnown = (etag: string, known: string | null) =>
  known !== null && (known.trim() === '*' || known.match(/"[^"]*"/g)?.includes(etag) === true)
