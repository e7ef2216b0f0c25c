import { HttpError, NetworkError } from './errors.ts'
import { readData } from './response.ts'

/**
 * The results of a subscription as they arrive, by the "distinct connections" mode of GraphQL over SSE. Ends
 * when the service completes it; throws when the connection ends before.
 */
export async function* readResults<Result>(response: Response): AsyncGenerator<Result, void, undefined> {
  const { body, headers, status } = response
  if (!body || !headers.get('content-type')?.startsWith('text/event-stream')) {
    // A request that is refused is answered as any other.
    readData(await response.text(), response)
    throw new HttpError(status)
  }
  for await (const { event, data } of readEvents(body)) {
    if (event === 'complete') return
    if (event === 'next') yield readData<Result>(data, response)
  }
  throw new NetworkError(new Error('The stream ended'))
}

interface ServerEvent {
  event: string
  data: string
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/)
      rest = blocks.pop() ?? ''
      yield* blocks.map(parseEvent)
    }
  } finally {
    // Ends the connection where the reader has had enough. Where it was lost, there is nothing to end.
    await reader.cancel().catch(() => {})
  }
}

function parseEvent(block: string): ServerEvent {
  const lines = block.split(/\r?\n/)
  const field = (name: string) =>
    lines.flatMap((line) => (line.startsWith(name) ? line.slice(name.length).trimStart() : [])).join('\n')
  return { event: field('event:'), data: field('data:') }
}
