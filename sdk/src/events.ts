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
  for await (const { event, data = '' } of readEvents(body)) {
    if (event === 'complete') return
    if (event === 'next') yield readData<Result>(data, response)
  }
  throw new NetworkError(new Error('The stream ended'))
}

/** The fields of each event. Lines of `data` are put together as they are: between them JSON needs no line break. */
async function* readEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<Record<string, string>, void, undefined> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let line = ''
  let fields: Record<string, string> = {}
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      // Only what is new is looked through: one line may come in thousands of chunks.
      const [rest = '', ...begun] = decoder.decode(value, { stream: true }).split('\n')
      line += rest
      for (const next of begun) {
        const colon = line.indexOf(':')
        const name = line.slice(0, colon)
        if (line.trim()) fields[name] = (fields[name] ?? '') + line.slice(colon + 1).trim()
        else {
          yield fields
          fields = {}
        }
        line = next
      }
    }
  } finally {
    // Ends the connection where the reader has had enough. Where it was lost, there is nothing to end.
    await reader.cancel().catch(() => {})
  }
}
