import { type Askable, isMutation, textOf } from './document.ts'
import { DatelineError, failureOf, TimeoutError } from './errors.ts'
import { readResults } from './events.ts'
import type { ClientOptions, RequestOptions } from './options.ts'
import { createSending } from './persisted.ts'
import { laterOf } from './read-token.ts'
import { readData } from './response.ts'
import { isPassing, pause } from './retry.ts'
import { openWatch, within } from './watch.ts'

/** Sends documents. One client serves a whole application. */
export interface Client {
  /**
   * Answers a query or mutation. What a plain string answers is `unknown`: a typed document brings its types along. A query
   * sees what the mutations of this client wrote, also where a replica answers it, if they ask for the `readToken`. Throws a `DatelineError`, also where
   * only a part of the answer failed.
   */
  request<Result = unknown, Variables = Record<string, unknown>>(
    document: Askable<Result, Variables>,
    ...rest: Rest<Variables>
  ): Promise<Result>
  /**
   * Answers a subscription, result by result, until either side ends it: leaving the loop does, and a signal while it
   * waits. One connection's worth: `live` goes on where one is lost. Throws a `DatelineError`.
   */
  subscribe<Result = unknown, Variables = Record<string, unknown>>(
    document: Askable<Result, Variables>,
    ...rest: Rest<Variables>
  ): AsyncIterable<Result>
}

/** Variables may be left out where none is required. */
export type Rest<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: RequestOptions]
    : [variables: Variables, options?: RequestOptions]

const JSON_RESPONSE = 'application/graphql-response+json, application/json;q=0.9'
const EVENT_STREAM = 'text/event-stream'
const TIMEOUT_MS = 30_000
const RETRIES = 2

/** A client without methods, for applications that bring documents of their own. Sends nothing by itself. */
export function createClient(options: ClientOptions): Client {
  const { url, fetch = globalThis.fetch, apiKey, persisted = 'off', streams } = options
  const sending = createSending(persisted)
  let readToken: string | undefined
  // What no header can carry is told at once.
  headersOf(options, {}, typeof apiKey === 'function' ? undefined : apiKey)

  const findKey = async (signal: AbortSignal | undefined) =>
    typeof apiKey === 'function' ? within(signal, apiKey()) : apiKey
  const post = async (
    accept: string,
    query: string,
    variables: string | undefined,
    { headers = {}, signal }: RequestOptions,
  ) => {
    const given = headersOf(options, headers, await findKey(signal))
    const token = readToken && !isMutation(query) ? { 'dateline-read-token': readToken } : {}
    return sending(query, (document) => {
      const json = JSON.stringify(document)
      return fetch(url, {
        method: 'POST',
        headers: { ...token, ...given, accept },
        body: variables ? `${json.slice(0, -1)},"variables":${variables}}` : json,
        signal: signal ?? null,
      })
    })
  }
  const once = async <Result>(query: string, variables: string | undefined, given: RequestOptions) => {
    const { signal, timeoutMs = options.timeoutMs ?? TIMEOUT_MS } = given
    const watch = openWatch(signal, timeoutMs)
    try {
      const response = await post(JSON_RESPONSE, query, variables, { ...given, signal: watch.signal })
      return readData<Result>(await response.text(), response)
    } catch (error) {
      if (watch.signal.aborted && !signal?.aborted) throw new TimeoutError(timeoutMs)
      throw failureOf(error, signal)
    } finally {
      watch.close()
    }
  }
  const ask = async <Result>(query: string, variables: unknown, given: RequestOptions): Promise<Result> => {
    const json = JSON.stringify(variables)
    const isWrite = isMutation(query)
    const tries = isWrite && !hasKey(variables) ? 0 : (given.retries ?? options.retries ?? RETRIES)
    for (let nth = 0; ; nth++) {
      try {
        const data = await once<Result>(query, json, given)
        if (isWrite) readToken = tokensOf(data).reduce(laterOf, readToken)
        return data
      } catch (error) {
        if (nth >= tries || !isPassing(error)) throw error
        await pause(nth, error, given.signal)
      }
    }
  }
  const follow = async function* <Result>(query: string, variables: unknown, given: RequestOptions) {
    const { signal } = given
    const json = JSON.stringify(variables)
    try {
      if (streams) yield* streams<Result>({ query, variables, apiKey: await findKey(signal), signal })
      else yield* readResults<Result>(await post(EVENT_STREAM, query, json, given))
    } catch (error) {
      if (!signal?.aborted) throw failureOf(error, signal)
    }
  }
  return {
    request: (document, ...[variables, given = {}]) => ask(textOf(document), variables, given),
    subscribe: (document, ...[variables, given = {}]) => follow(textOf(document), variables, given),
  }
}

function headersOf(
  { clientName, headers }: ClientOptions,
  more: NonNullable<RequestOptions['headers']>,
  apiKey: string | undefined,
): Record<string, string> {
  const all = new Headers()
  try {
    for (const [name, value] of Object.entries({ ...headers, ...more })) all.set(name, value)
    if (clientName) all.set('dateline-client', clientName)
    if (apiKey) all.set('authorization', `Bearer ${apiKey}`)
  } catch {
    // The platform's own error quotes the value.
    throw new DatelineError('HTTP does not carry this API key or header')
  }
  all.set('content-type', 'application/json')
  return Object.fromEntries(all)
}

/** Whether the service can tell a mutation that comes again from another one. */
const hasKey = (variables: unknown): boolean =>
  typeof fieldOf(fieldOf(variables, 'input'), 'idempotencyKey') === 'string'

/** What a query must be sent with to see what a mutation wrote. */
function tokensOf(data: unknown): string[] {
  const tokens = Object.values(data ?? {}).map((payload) => fieldOf(payload, 'readToken'))
  return tokens.filter((token) => typeof token === 'string')
}

const fieldOf = (value: unknown, name: string): unknown =>
  Object.getOwnPropertyDescriptor(value ?? {}, name)?.value
