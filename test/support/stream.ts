/** One event of an SSE stream. */
export interface StreamEvent {
  event: string
  /** Typed as JSON.parse types it: a test asserts what it holds. */
  data: ReturnType<typeof JSON.parse>
}

/** Subscribes over SSE. Events come one by one from `next`, which fails after a wait that no healthy stream needs. */
export async function openStream(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) {
  const abort = new AbortController()
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: abort.signal,
  })
  const events = readEvents(response)
  return {
    status: response.status,
    next: async (): Promise<StreamEvent | undefined> => {
      const late = AbortSignal.timeout(LONGEST_WAIT_MS)
      const timedOut = new Promise<never>((_, reject) =>
        late.addEventListener('abort', () => reject(new Error('no event came'))),
      )
      return (await Promise.race([events.next(), timedOut])).value
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
      const event = lines.find((line) => line.startsWith('event: '))?.slice('event: '.length)
      const data = lines.find((line) => line.startsWith('data: '))?.slice('data: '.length)
      // A line that begins with a colon is a heartbeat.
      if (event !== undefined) yield { event, data: data ? JSON.parse(data) : null }
    }
  }
}
