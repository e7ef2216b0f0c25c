import type { IncomingHttpHeaders } from 'node:http'
import { GraphQLError } from 'graphql'

/** Why a body is not read, by what its headers say of it; null where it is. */
export function refuseMediaType(headers: IncomingHttpHeaders): GraphQLError | null {
  const encoding = headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') return unsupported('Content-Encoding', 'is not taken: send the body as it is')
  const [type = '', ...parameters] = (headers['content-type'] ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  if (SENT_UNASKED.has(type)) return new GraphQLError(UNASKED, FORBIDDEN)
  if (!TAKEN.has(type)) return unsupported('Content-Type', `is to be ${[...TAKEN].join(' or ')}`)
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))
  if (charset === undefined || /^charset="?utf-?8"?$/.test(charset)) return null
  return unsupported('Content-Type', 'has a charset that is not UTF-8')
}

const TAKEN = new Set(['application/json', 'application/graphql', 'application/graphql+json'])

/** What a form of any page can send, without that page being asked whether it may. */
const SENT_UNASKED = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])

const UNASKED = 'A body of this Content-Type is what any page could send: send application/json'
const FORBIDDEN = { extensions: { code: 'CSRF', argument: 'Content-Type', http: { status: 403 } } }

const unsupported = (header: string, why: string) =>
  new GraphQLError(`${header} ${why}`, {
    extensions: { code: 'UNSUPPORTED_MEDIA_TYPE', argument: header, http: { status: 415 } },
  })
