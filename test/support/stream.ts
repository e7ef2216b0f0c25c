/** One event of an SSE stream. */
export interface StreamEvent {
  event: string
  /** The place in the feed; null of an event without one. */
  id: string | null
  /** Typed as JSON.parse types it: a test asserts what it holds. */
  data: ReturnType<typeof JSON.parse>
}

/** Subscribes over SSE. */
export const openStream = (
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) =>
  openEvents(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
  })

/** Events come one by one from `next`, which fails after a wait that no healthy stream needs. */
export async function openEvents(url: string | URL, init: RequestInit) {
  const abort = new AbortController()
  const response = await fetch(url, { ...init, signal: abort.signal })
  const events = readEvents(response)
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
    close: () => abort.abort(),
  }
}

const LONGEST_WAIT_MS = 5_000

async function* readEvents(response: Response): AsyncGenerator<StreamEvent, undefined> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    const frames = text.split('\n\n')
    text = frames.pop() ?? ''
    for (const frame of frames) {
      const lines = frame.split('\n')
      const field = (name: string) =>
        lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
      const [event, id = null, data] = [field('event'), field('id'), field('data')]
      // A line that begins with a colon is a comment.
      if (event !== undefined) yield { event, id, data: data ? JSON.parse(data) : null }
    }
  }
}
