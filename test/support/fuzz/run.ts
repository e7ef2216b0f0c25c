import { Agent, request } from 'node:http'
import { type FuzzedRequest, fuzz } from './make.ts'

/** What is to be sent, where. */
export interface FuzzOptions {
  /** Where the service listens. */
  origin: string
  requests: number
  seed: number
  keys: Record<'reader' | 'editor', string>
}

/** A request whose answer tells of a defect: neither what was asked for nor a coded refusal. */
export interface Defect {
  /** Which request of the seed it was. */
  at: number
  request: FuzzedRequest
  status: number
  text: string
}

const AT_ONCE = 8
const LONGEST_MS = 20_000
/** A stream has begun by then; more of it tells nothing. */
const MAX_CHARACTERS = 4_000_000

/** Sends requests, some at once, and returns those that show a defect, with how often each status came. */
export async function runFuzz({ origin, requests, seed, keys }: FuzzOptions) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const made = fuzz(seed)
  const defects: Defect[] = []
  const statuses = new Map<number, number>()
  let sent = 0
  const sendAll = async () => {
    while (sent < requests) {
      const at = sent++
      const next = made.next()
      if (next.done) return
      const answer = await send(origin, next.value, keys, agent)
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      if (isDefect(answer)) defects.push({ at, request: next.value, ...answer })
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, sendAll))
  agent.destroy()
  return { defects, statuses }
}

interface Answer {
  status: number
  text: string
}

/** Whether nobody meant it: a masked error, one without a code, or a status of the server that is not about its load. */
function isDefect({ status, text }: Answer): boolean {
  if (status === 503) return !/"(BUSY|TIMEOUT)"/.test(text)
  if (status === 0 || status >= 500 || INTERNAL.test(text)) return true
  return status >= 400 && !text.includes('"code":')
}

const INTERNAL = /INTERNAL_SERVER_ERROR|Unexpected error\.|node_modules|\.ts:\d+/

function send(
  origin: string,
  { method, path, headers, body, who }: FuzzedRequest,
  keys: FuzzOptions['keys'],
  agent: Agent,
) {
  return new Promise<Answer>((resolve) => {
    const key = who === 'nobody' ? undefined : keys[who]
    const asked = request(`${origin}${path}`, {
      method,
      agent,
      headers: {
        ...headers,
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
        ...(body !== null && { 'content-length': body.length }),
      },
      signal: AbortSignal.timeout(LONGEST_MS),
    })
    asked.on('error', (error) => resolve({ status: 0, text: error.message }))
    asked.on('response', (answer) => {
      const status = Number(answer.statusCode)
      // A refusal ends by itself.
      const isStream =
        status === 200 && String(answer.headers['content-type']).startsWith('text/event-stream')
      let text = ''
      const done = () => resolve({ status, text })
      answer.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
        if (!isStream && text.length < MAX_CHARACTERS) return
        done()
        asked.destroy()
      })
      answer.on('end', done)
    })
    asked.end(body ?? undefined)
  })
}
