/** What a stream tells next: a frame, whose cursors come by themselves, or that its connection is lost. */
export type Step<Frame> = Frame | typeof disconnect

/** The connection is lost. Whoever comes back is told what follows, as by the service. */
export const disconnect = 'disconnect'

/** One connection's worth of a script: what follows a cursor, until it is cut or left. */
export function streamOf(
  steps: readonly unknown[],
  query: string,
  after: string | null | undefined,
  signal: AbortSignal | null | undefined,
): Response {
  const field = /\{\s*(\w+)/.exec(query)?.[1] ?? ''
  const encoder = new TextEncoder()
  const eventOf = (frame: object) =>
    encoder.encode(`event: next\ndata: ${JSON.stringify({ data: { [field]: frame } })}\n\n`)
  const start = Number(OWN.exec(after ?? '')?.[1] ?? 0)
  // A cursor of a list, say, is of no place here: the script begins behind it.
  const cursorAt = (place: number) => (place === start && after ? after : `place ${place}`)
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      signal?.addEventListener('abort', () => controller.error(signal.reason))
      controller.enqueue(eventOf({ cursor: cursorAt(start), previousCursor: cursorAt(start), entry: null }))
      for (const [at, step] of steps.entries()) {
        if (at < start) continue
        if (step === disconnect) {
          // It counts as a place that was passed, so that whoever comes back goes on behind it.
          controller.enqueue(eventOf({ cursor: cursorAt(at + 1), previousCursor: cursorAt(at), entry: null }))
          controller.close()
          return
        }
        const frame = { entry: {}, ...Object(step) }
        controller.enqueue(eventOf({ ...frame, cursor: cursorAt(at + 1), previousCursor: cursorAt(at) }))
      }
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

const OWN = /^place (\d+)$/
