/** Ends a connection that has gone silent, which nobody else would notice. */
export interface Watch {
  /** Aborts after the silence, and with the caller's own signal. */
  readonly signal: AbortSignal
  /** Something was heard. */
  heard(): void
  close(): void
}

export function openWatch(outer: AbortSignal | undefined, silenceMs: number): Watch {
  const ending = new AbortController()
  const end = () => ending.abort(outer?.reason)
  let timer = setTimeout(end, silenceMs)
  outer?.addEventListener('abort', end)
  if (outer?.aborted) end()
  return {
    signal: ending.signal,
    heard: () => {
      clearTimeout(timer)
      timer = setTimeout(end, silenceMs)
    },
    close: () => {
      clearTimeout(timer)
      outer?.removeEventListener('abort', end)
    },
  }
}
