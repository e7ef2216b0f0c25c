import { setTimeout as sleep } from 'node:timers/promises'
import type { Actor } from '../schema/context.ts'
import type { Keyring } from './keyring.ts'

/** With what the keyring remembers, a key that ends is noticed within three seconds. */
const LOOK_INTERVAL_MS = 1_000
/** For how long a key is trusted that was found in force; with what the keyring remembers, five seconds. */
const SURE_MS = 3_000

export interface KeyWatch {
  /** Aborts when it is no longer in force. */
  signal: AbortSignal
  /**
   * Whether it is in force, looked up again where that was not to be found out for three seconds: the database was away, and may be
   * back before the next look. Rejects where it still is.
   */
  confirm(): Promise<boolean>
  /** Stops looking. May be called more than once. */
  close(): void
}

/** Looks after the key or token that somebody came with until it ends, `gone` aborts, or the watch is closed. */
export function openKeyWatch(keyring: Keyring, actor: Actor, gone: AbortSignal): KeyWatch {
  const ended = new AbortController()
  let sureUntil = performance.now() + SURE_MS
  const look = async () => {
    const start = performance.now()
    const isInForce = await keyring.isInForce(actor)
    if (isInForce) sureUntil = start + SURE_MS
    else {
      close()
      ended.abort()
    }
    return isInForce
  }
  // A database that does not answer says nothing of the key.
  const looking = setInterval(() => void look().catch(() => {}), LOOK_INTERVAL_MS).unref()
  const close = () => {
    clearInterval(looking)
    gone.removeEventListener('abort', close)
  }
  if (gone.aborted) close()
  else gone.addEventListener('abort', close)
  const confirm = async () => !ended.signal.aborted && (performance.now() < sureUntil || look())
  return { signal: ended.signal, confirm, close }
}

/** What is pulled of a stream, held back until the key is found in force. Where it has ended, what is last, which tells that. */
export const whileInForce =
  <Item>({ confirm }: KeyWatch, next: () => Promise<Item | null>, gone: AbortSignal) =>
  async (): Promise<Item | null> => {
    const item = await next()
    if (item === null) return null
    for (;;) {
      const isInForce = await confirm().catch(() => null)
      if (isInForce !== null) return isInForce ? item : ((await next()) ?? item)
      await sleep(LOOK_INTERVAL_MS)
      if (gone.aborted) return null
    }
  }
