/** One event as a browser would be given it, by the rules of server-sent events. */
export interface SentEvent {
  event: string
  data: string
  /** What `Last-Event-ID` would be sent by now; empty before the first. */
  lastId: string
}

interface AskOptions {
  method?: string
  query?: string
  variables?: Record<string, unknown>
  /** Null sends no such header, where Node would send one for any type. */
  accept?: string
  headers?: Record<string, string>
}

/** Asks for a stream. A GET has its query in the address. Events come one by one; `text` is all that came. */
export async function askForStream(
  url: string,
  { method = 'POST', query, variables = {}, accept = 'text/event-stream', headers = {} }: AskOptions = {},
) {
  const abort = new AbortController()
  const isPost = method === 'POST'
  const address = new URL(url)
  if (!isPost && query !== undefined) address.searchParams.set('query', query)
  const response = await fetch(address, {
    method,
    headers: { accept, ...(isPost && { 'content-type': 'application/json' }), ...headers },
    ...(isPost && { body: JSON.stringify({ ...(query !== undefined && { query }), variables }) }),
    signal: AbortSignal.any([abort.signal, AbortSignal.timeout(LONGEST_WAIT_MS)]),
  })
  const taken = { text: '' }
  const events = readEvents(response, taken)
  return {
    status: response.status,
    headers: response.headers,
    /** Undefined once the server has ended the stream. */
    next: async (): Promise<SentEvent | undefined> => (await events.next()).value,
    /** Reads to the end of the answer. */
    rest: async (): Promise<SentEvent[]> => Array.fromAsync(events),
    text: () => taken.text,
    close: () => abort.abort(),
  }
}

const LONGEST_WAIT_MS = 20_000

async function* readEvents(
  response: Response,
  taken: { text: string },
): AsyncGenerator<SentEvent, undefined> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [waiting, lastId] = ['', '']
  let [event, data]: [string, string[]] = ['', []]
  for await (const bytes of response.body ?? []) {
    const text = decoder.decode(bytes, { stream: true })
    taken.text += text
    const lines = (waiting + text).split(/\r\n|\n|\r/)
    waiting = lines.pop() ?? ''
    for (const line of lines) {
      const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? []
      if (line === '') {
        // Without a line of data a browser drops an event.
        if (data.length > 0) yield { event: event || 'message', data: data.join('\n'), lastId }
        ;[event, data] = ['', []]
      } else if (field === 'event') event = value
      else if (field === 'data') data.push(value)
      else if (field === 'id' && !value.includes('\0')) lastId = value
    }
  }
}
