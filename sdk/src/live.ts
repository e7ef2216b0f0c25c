import type { Client } from './client.ts'
import type { TypedDocument } from './document.ts'
import { type DatelineError, failureOf, NetworkError } from './errors.ts'
import type { RequestOptions } from './options.ts'
import { isPassing, pause } from './retry.ts'
import { openWatch } from './watch.ts'

/** A frame of a subscription: news, or word of progress where `entry` is null. */
export interface Frame {
  readonly cursor: string
  readonly previousCursor: string
  readonly entry: object | null
}

/** A frame that tells of an entry. */
export type News<F extends Frame> = F & { readonly entry: NonNullable<F['entry']> }

/** A subscription of one root field. */
export type FrameDocument<F> = TypedDocument<{ readonly [field: string]: F }, never>

/**
 * What becomes of a stream: `connecting` until it is told where it stands, `live` while it is told what happens, `waiting` before
 * it connects again, `ended`.
 */
export type LiveStatus = 'connecting' | 'live' | 'waiting' | 'ended'

/** What one stream may differ in. */
export interface LiveOptions extends Pick<RequestOptions, 'signal' | 'headers'> {
  /** Called with each change of the status, and with what went wrong before `waiting`. */
  onStatus?: ((status: LiveStatus, error?: DatelineError) => void) | undefined
  /** A connection that is silent for so many milliseconds is taken for lost: the service says something every 15 seconds. Default 35,000. */
  silenceMs?: number | undefined
  /** How often in a row it connects again in vain before it throws. Default: without end. */
  retries?: number | undefined
}

/**
 * The entries of the feed as they come, each once, in order, without a gap: where a connection is lost, another one goes on behind
 * the last. Leaving the loop ends it, and so does a signal. Throws a `DatelineError` where it cannot go on. To be read once.
 */
export interface Live<F extends Frame> extends AsyncIterable<News<F>> {
  /** Resolves when whatever happens from then on will be told, and at the end; rejects where the subscription is refused. */
  readonly ready: Promise<void>
  readonly status: LiveStatus
  /** The place behind what was read: a stream `after` it misses nothing and repeats nothing. Until `ready` that which it began `after`. */
  readonly cursor: string | undefined
  /** Ends it, for whoever has not begun a loop, or waits in one: that ends too. */
  close(): void
}

const SILENCE_MS = 35_000

/** Follows a subscription across connections. It connects at once, and reads one entry ahead. */
export function live<F extends Frame>(
  client: Client,
  document: FrameDocument<F>,
  variables: { readonly after?: string | null | undefined } = {},
  {
    onStatus,
    silenceMs = SILENCE_MS,
    retries = Number.POSITIVE_INFINITY,
    signal: outer,
    ...options
  }: LiveOptions = {},
): Live<F> {
  let status: LiveStatus = 'connecting'
  /** The place that the next frame must follow, and the one that the reader has reached: an entry may wait between them. */
  let place = variables.after ?? undefined
  let cursor = place
  let failures = 0
  const ready = openPromise()
  const leaving = new AbortController()
  const signal = outer ? AbortSignal.any([outer, leaving.signal]) : leaving.signal
  const become = (now: LiveStatus, error?: DatelineError) => {
    if (now === status) return
    status = now
    onStatus?.(now, error)
  }

  /** The news of one connection that follow the last place, until it is lost. */
  async function* connect(): AsyncGenerator<News<F>, void, undefined> {
    const watch = openWatch(signal, silenceMs)
    const asked = { ...variables, ...(place && { after: place }) }
    const given = { ...options, signal: watch.signal }
    try {
      for await (const result of client.subscribe<Record<string, F>>(String(document), asked, given)) {
        watch.heard()
        const [frame] = Object.values(result)
        if (!frame) throw new TypeError('The document asks for no frames')
        if (place !== undefined && frame.previousCursor !== place) {
          // A proxy has sent it twice.
          if (frame.cursor === place) continue
          throw new NetworkError(new Error('A frame is missing'))
        }
        if (status === 'live' || isNews(frame)) failures = 0
        place = frame.cursor
        if (!isNews(frame)) cursor = place
        become('live')
        ready.resolve()
        if (isNews(frame)) {
          // What the reader takes his time for is no silence of the service.
          watch.rest()
          yield frame
          watch.heard()
        }
      }
    } finally {
      watch.close()
    }
  }
  async function* follow(): AsyncGenerator<News<F>, void, undefined> {
    try {
      while (!signal.aborted) {
        let lost: unknown = new NetworkError(new Error('The stream ended'))
        try {
          yield* connect()
        } catch (error) {
          lost = error
        }
        if (signal.aborted) return
        if (!isPassing(lost) || failures >= retries) throw lost
        become('waiting', failureOf(lost, signal))
        await pause(failures++, lost, signal).catch(() => {})
        become('connecting')
      }
    } catch (error) {
      ready.reject(error)
      throw error
    } finally {
      ready.resolve()
      leaving.abort()
      become('ended')
    }
  }
  const close = () => leaving.abort()
  const news = follow()
  let first: ReturnType<typeof news.next> | undefined = news.next()
  first.catch(() => {})
  // Where an entry waits for a reader who does not come, nothing else would end the connection.
  signal.addEventListener('abort', () => void news.return().catch(() => {}))
  return {
    ready: ready.promise,
    get status() {
      return status
    },
    get cursor() {
      return cursor
    },
    close,
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const taken = first ?? news.next()
        first = undefined
        const next = await taken
        if (!next.done) cursor = next.value.cursor
        return next
      },
      return: () => {
        close()
        return news.return()
      },
    }),
  }
}

const isNews = <F extends Frame>(frame: F): frame is News<F> => frame.entry !== null

/** One that nobody has to wait for. */
function openPromise() {
  let resolve = () => {}
  let reject = (_error: unknown) => {}
  const promise = new Promise<void>((...settle) => ([resolve, reject] = settle))
  promise.catch(() => {})
  return { promise, resolve, reject }
}
