import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { type Case, JSON_TYPE } from './case.ts'

/** An answer as it came. */
export interface Answer {
  status: number
  text: string
  ms: number
}

const LONGEST_MS = 10_000

/** Sends a case to a service, as `fetch` would not send most of them. */
export async function sendCase(origin: string, sent: Case, key: string | null): Promise<Answer> {
  const start = performance.now()
  const { status, text } = await (sent.raw === undefined
    ? sendRequest(origin, sent, key)
    : sendRaw(origin, sent.raw))
  return { status, text, ms: performance.now() - start }
}

async function sendRequest(origin: string, sent: Case, key: string | null) {
  const { method = 'POST', path = '/graphql', body, chunked = false, headers = JSON_TYPE } = sent
  const asked = request(`${origin}${path}`, {
    method,
    agent: false,
    headers: {
      ...headers,
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...(!chunked && { 'content-length': Buffer.byteLength(body ?? '') }),
    },
    signal: AbortSignal.timeout(LONGEST_MS),
  })
  asked.on('error', () => {})
  asked.end(body)
  const [answer] = await once(asked, 'response')
  let text = ''
  for await (const chunk of answer.setEncoding('utf8')) text += chunk
  return { status: Number(answer.statusCode), text }
}

async function sendRaw(origin: string, text: string) {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  socket.setTimeout(LONGEST_MS, () => socket.destroy())
  socket.write(text)
  let answer = ''
  for await (const chunk of socket.setEncoding('utf8')) answer += chunk
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), text: body }
}
