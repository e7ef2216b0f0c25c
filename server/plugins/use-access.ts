import type { Plugin } from 'graphql-yoga'
import type { Actor, Context } from '../../schema/context.ts'
import { UnauthenticatedError } from '../../schema/errors.ts'
import { openKeyWatch } from '../key-watch.ts'
import type { Keyring } from '../keyring.ts'

const actors = new WeakMap<Request, Actor>()

/** Who sent a request; null for whoever sent no key. Known once the plugin has looked at the request. */
export const actorOfRequest = (request: Request): Actor | null => actors.get(request) ?? null

/**
 * Finds out who asks. A request with an `Authorization` header that holds anything but a key in force is refused
 * before its query is parsed, also where it would be answered without one: its sender believes to be somebody. A stream
 * ends within five seconds of its key.
 */
export const useAccess = (keyring: Keyring): Plugin<Context> => ({
  onParams: async ({ request, setResult }) => {
    const authorization = request.headers.get('authorization')
    if (authorization === null) return
    const actor = await keyring.findActor(authorization)
    if (actor) actors.set(request, actor)
    else setResult({ errors: [new UnauthenticatedError('BAD')] })
  },
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
    if (!('errors' in result) || holdsData(result.data)) return
    for (const error of result.errors ?? []) {
      const http = REFUSALS.get(error.extensions?.code)
      // Nothing of it was done: a refusal to HTTP too, which has no `data` and a status of its own.
      if (http) return setResult({ errors: [error], extensions: { http } })
    }
  },
})

const REFUSALS = new Map<unknown, { status: number; headers?: Record<string, string> }>([
  ['UNAUTHENTICATED', { status: 401, headers: { 'www-authenticate': 'Bearer' } }],
  ['FORBIDDEN', { status: 403 }],
])

const holdsData = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null)
