import type { Plugin } from 'graphql-yoga'
import type { Context } from '../../schema/context.ts'
import { openKeyWatch } from '../key-watch.ts'
import type { Keyring } from '../keyring.ts'
import { findRefusal } from '../refusal.ts'

/** Ends a stream within five seconds of its key, and gives a refusal of the whole operation a status of its own. */
export const useAccess = (keyring: Keyring): Plugin<Context> => ({
  onSubscribe: ({ args, extendContext }) => {
    const { actor, signal } = args.contextValue
    if (!actor) return
    const watch = openKeyWatch(keyring, actor.keyId, signal)
    extendContext({ signal: AbortSignal.any([signal, watch.signal]) })
    return {
      onSubscribeResult: ({ result }) => {
        if (!(Symbol.asyncIterator in result)) watch.close()
        return { onEnd: watch.close }
      },
    }
  },
  onResultProcess: ({ result, setResult }) => {
    // Nothing of it was done: a refusal to HTTP too, which has no `data` and a status of its own.
    const refusal = 'errors' in result ? findRefusal(result) : null
    if (refusal) setResult({ errors: [refusal.error], extensions: { http: refusal.http } })
  },
})
