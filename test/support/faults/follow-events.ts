import type { Follow } from './follow.ts'

/** Follows by server-sent events, and comes back as a browser does: the same address, with `Last-Event-ID`. */
export const followEvents: Follow = async (url, { query, start, last }, onResult, signal) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(last !== start && { 'last-event-id': last }),
    },
    body: JSON.stringify({ query, variables: { after: start } }),
    signal,
  })
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    const events = text.split('\n\n')
    // What is cut off in the middle was not read.
    text = events.pop() ?? ''
    for (const event of events) {
      const data = event.split('\n').find((line) => line.startsWith('data: '))
      if (signal.aborted) return
      if (data) onResult(JSON.parse(data.slice('data: '.length)))
    }
  }
}
