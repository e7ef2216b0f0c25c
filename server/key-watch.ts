import type { Keyring } from './keyring.ts'

/** With what the keyring remembers, a key that ends is noticed within three seconds. */
const LOOK_INTERVAL_MS = 1_000

export interface KeyWatch {
  /** Aborts when the key is no longer in force. */
  signal: AbortSignal
  /** Stops looking. May be called more than once. */
  close(): void
}

/** Looks after a key until it ends, `gone` aborts, or the watch is closed. */
export function openKeyWatch(keyring: Keyring, keyId: string, gone: AbortSignal): KeyWatch {
  const ended = new AbortController()
  const look = async () => {
    // A database that does not answer says nothing of the key; and nothing new is read from it either.
    if (await keyring.isInForce(keyId).catch(() => true)) return
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
