import type { Actor } from '../schema/context.ts'
import type { Keyring } from './keyring.ts'

/** With what the keyring remembers, a key that ends is noticed within three seconds. */
const LOOK_INTERVAL_MS = 1_000

export interface KeyWatch {
  /** Aborts when it is no longer in force. */
  signal: AbortSignal
  /** Stops looking. May be called more than once. */
  close(): void
}

/** Looks after the key or token that somebody came with until it ends, `gone` aborts, or the watch is closed. */
export function openKeyWatch(keyring: Keyring, actor: Actor, gone: AbortSignal): KeyWatch {
  const ended = new AbortController()
  const look = async () => {
    // A database that does not answer says nothing of the key; and nothing new is read from it either.
    if (await keyring.isInForce(actor).catch(() => true)) return
    close()
    ended.abort()
  }
  const looking = setInterval(look, LOOK_INTERVAL_MS).unref()
  const close = () => {
    clearInterval(looking)
    gone.removeEventListener('abort', close)
  }
  gone.addEventListener('abort', close)
  return { signal: ended.signal, close }
}
