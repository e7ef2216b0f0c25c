/** A result as a client reads it. Typed as JSON.parse types it: whoever takes it looks at what it holds. */
export type Result = ReturnType<typeof JSON.parse>

/** What is followed, and from where. */
export interface Following {
  query: string
  /** Where the reader began, once for all. */
  start: string
  /** The last place that it was told. */
  last: string
}

/**
 * One connection of a reader to one replica: resolves or rejects when it has ended, by whichever side. `signal` cuts its socket
 * at once; nothing is told after that.
 */
export type Follow = (
  url: string,
  following: Following,
  onResult: (result: Result) => void,
  signal: AbortSignal,
) => Promise<void>
