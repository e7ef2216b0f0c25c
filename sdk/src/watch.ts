import { AbortedError } from './errors.ts'

/** Ends a connection that has gone silent, which nobody else would notice. */
export interface Watch {
  /** Aborts after the silence, by `SILENCE`, and with the caller's own signal. */
  readonly signal: AbortSignal
  /** Something was heard. */
  heard(): void
  /** Nobody listens until the next `heard`. */
  rest(): void
  close(): void
}

/** Why a signal is aborted whose caller did not. */
export const SILENCE = 'silent'

export function openWatch(outer: AbortSignal | undefined, silenceMs: number): Watch {
  const ending = new AbortController()
  const end = () => ending.abort(outer?.reason)
  const rest = () => clearTimeout(timer)
  const listen = () => startTimer(() => ending.abort(SILENCE), silenceMs)
  let timer = listen()
  outer?.addEventListener('abort', end)
  if (outer?.aborted) end()
  return {
    signal: ending.signal,
    heard: () => {
      rest()
      timer = listen()
    },
    rest,
    close: () => {
      rest()
      outer?.removeEventListener('abort', end)
    },
  }
}

export type Timer = ReturnType<typeof setTimeout>

/** A timer of the platform that is told more than 31 bits, or Infinity, goes off at once: this one waits 24 days. */
export const startTimer = (then: () => void, ms: number): Timer => setTimeout(then, Math.min(ms, 2 ** 31 - 1))

/** Settles as a promise does, or rejects with AbortedError when a signal ends the wait for it. */
export function within<Value>(
  signal: AbortSignal | undefined,
  value: Value | Promise<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new AbortedError(signal?.reason))
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
    Promise.resolve(value)
      .then(resolve, reject)
      .finally(() => signal?.removeEventListener('abort', stop))
  })
}
