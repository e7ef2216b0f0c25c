import { BadHeaderError } from '../../schema/errors.ts'
import type { Gate } from '../exchange.ts'

/** Ends a request whose `Host` header is no host: Yoga makes an address of it, and would answer with the stack of its failure. */
export const host: Gate = ({ request, response, headers, asked }) => {
  const given = request.headers.host
  if (given === undefined || URL.canParse(`http://${given}`)) return
  const {
    message,
    extensions: { http: _, ...extensions },
  } = new BadHeaderError('Host', 'Host is no host name with a port')
  asked.errors = [String(extensions.code)]
  response.writeHead(400, { ...headers, 'content-type': 'application/json; charset=utf-8' })
  response.end(
    JSON.stringify({
      errors: [{ message, extensions }],
    }),
  )
}
