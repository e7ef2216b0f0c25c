/** One event of an SSE stream, as a browser would be given it. */
export interface StreamEvent {
  event: string
  /** The place in the feed; null of an event without one. */
  id: string | null
  /** Typed as JSON.parse types it: a test asserts what it holds. Null of an event without data. */
  data: ReturnType<typeof JSON.parse>
}

/** An answer that may be a stream. */
export type TestStream = Awaited<ReturnType<typeof openEvents>>

/** Subscribes over SSE. */
export const openStream = (
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) => askForStream(url, { query, variables, headers })

interface Asked {
  method?: string
  query?: string
  variables?: Record<string, unknown>
  accept?: string
  headers?: Record<string, string>
}

/** Asks for a stream in any way that there is. All but a POST have the query in the address. */
export function askForStream(
  url: string,
  { method = 'POST', query, variables = {}, accept = 'text/event-stream', headers = {} }: Asked,
): Promise<TestStream> {
  const isPost = method === 'POST'
  const address = new URL(url)
  if (!isPost && query !== undefined) address.searchParams.set('query', query)
  return openEvents(address, {
    method,
    headers: { accept, ...(isPost && { 'content-type': 'application/json' }), ...headers },
    ...(isPost && { body: JSON.stringify({ ...(query !== undefined && { query }), variables }) }),
  })
}

/** Events come one by one from `next`, which fails after a wait that no healthy stream needs. */
export async function openEvents(url: string | URL, init: RequestInit) {
  const abort = new AbortController()
  const response = await fetch(url, { ...init, signal: abort.signal })
  const taken = { text: '' }
  const events = readEvents(response, taken)
  /** Undefined once the server has ended the stream. */
  const next = async (): Promise<StreamEvent | undefined> => {
    const late = AbortSignal.timeout(LONGEST_WAIT_MS)
    const timedOut = new Promise<never>((_, reject) =>
      late.addEventListener('abort', () => reject(new Error('no event came'))),
    )
    return (await Promise.race([events.next(), timedOut])).value
  }
  return {
    status: response.status,
    headers: response.headers,
    next,
    /** The next frame that has an entry; progress before it is passed over. Undefined at the end. */
    nextEntry: async (): Promise<StreamEvent['data']> => {
      for (;;) {
        const event = await next()
        if (event?.event !== 'next') return undefined
        const [frame] = Object.values<StreamEvent['data']>(event.data.data ?? {})
        if (frame === undefined) throw new Error(`It ended: ${JSON.stringify(event.data)}`)
        if (frame.entry !== null) return frame
      }
    },
    /** Reads to the end. */
    rest: async (): Promise<StreamEvent[]> => {
      const rest: StreamEvent[] = []
      for (let event = await next(); event; event = await next()) rest.push(event)
      return rest
    },
    /** All that came until now, as it came. */
    text: () => taken.text,
    close: () => abort.abort(),
  }
}

const LONGEST_WAIT_MS = 5_000

/** By the rules of server-sent events. */
async function* readEvents(
  response: Response,
  taken: { text: string },
): AsyncGenerator<StreamEvent, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let waiting = ''
  let [event, id, data]: [string, string | null, string[]] = ['', null, []]
  for await (const bytes of response.body ?? []) {
    const text = decoder.decode(bytes, { stream: true })
    taken.text += text
    const lines = (waiting + text).split(/\r\n|\n|\r/)
    waiting = lines.pop() ?? ''
    for (const line of lines) {
      // A line that begins with a colon is a comment.
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
      if (line === '') {
        // Without a line of data a browser drops an event.
        const json = data.join('\n')
        if (data.length > 0) yield { event: event || 'message', id, data: json ? JSON.parse(json) : null }
        ;[event, id, data] = ['', null, []]
      } else if (field === 'event') event = value
      else if (field === 'data') data.push(value)
      else if (field === 'id') id = value
    }
  }
}
