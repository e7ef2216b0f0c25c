import type { TypedDocument } from './document.ts'
import { DatelineError, failureOf } from './errors.ts'
import { readData } from './response.ts'
import { readResults } from './subscribe.ts'

/** Where the service is, and how to speak to it. */
export interface ClientOptions {
  /** Address of GraphQL, such as `http://localhost:4000/graphql`. */
  url: string | URL
  /** Sent with every request as a bearer token. */
  apiKey?: string | undefined
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Used in place of the platform's own `fetch`. */
  fetch?: typeof fetch | undefined
}

/** What one call may differ in. */
export interface RequestOptions {
  /** Ends the request: a query rejects with `AbortedError`, a stream ends. */
  signal?: AbortSignal | undefined
}

/** Sends documents. Keeps no state, so that one client serves a whole application. */
export interface Client {
  /**
   * Answers a query. What a plain string answers is `unknown`: a `TypedDocument` brings its types along. Throws a
   * `DatelineError`, also where only a part of the answer failed.
   */
  request<Result = unknown, Variables = Record<string, unknown>>(
    document: TypedDocument<Result, Variables> | string,
    ...rest: Rest<Variables>
  ): Promise<Result>
  /**
   * Answers a subscription, result by result, until either side ends it: leaving the loop does, and a signal
   * while it waits. Throws a `DatelineError`.
   */
  subscribe<Result = unknown, Variables = Record<string, unknown>>(
    document: TypedDocument<Result, Variables> | string,
    ...rest: Rest<Variables>
  ): AsyncIterable<Result>
}

/** Variables may be left out where none is required. */
type Rest<Variables> =
  Record<never, never> extends Variables
    ? [variables?: Variables, options?: RequestOptions]
    : [variables: Variables, options?: RequestOptions]

const GRAPHQL_RESPONSE = 'application/graphql-response+json, application/json;q=0.9'
const EVENT_STREAM = 'text/event-stream'

/** A client without methods, for applications that bring documents of their own. Sends nothing by itself. */
export function createClient({ url, apiKey, headers, fetch = globalThis.fetch }: ClientOptions): Client {
  const common = headersOf(apiKey, headers)
  const init = (accept: string, query: string, variables: unknown, signal: AbortSignal | undefined) => ({
    method: 'POST',
    headers: { ...common, accept },
    body: JSON.stringify({ query, variables }),
    signal: signal ?? null,
  })
  return {
    request: async (document, ...[variables, { signal } = {}]) => {
      const post = init(GRAPHQL_RESPONSE, document, variables, signal)
      try {
        const response = await fetch(url, post)
        return readData(await response.text(), response.status)
      } catch (error) {
        throw failureOf(error, signal)
      }
    },
    subscribe: async function* (document, ...[variables, { signal } = {}]) {
      const post = init(EVENT_STREAM, document, variables, signal)
      try {
        yield* readResults(await fetch(url, post))
      } catch (error) {
        if (!signal?.aborted) throw failureOf(error, signal)
      }
    },
  }
}

function headersOf(apiKey: ClientOptions['apiKey'], headers: ClientOptions['headers']) {
  const common = new Headers()
  try {
    for (const [name, value] of Object.entries(headers ?? {})) common.set(name, value)
    if (apiKey) common.set('authorization', `Bearer ${apiKey}`)
  } catch {
    // The platform's own error quotes the value.
    throw new DatelineError('The API key or a header holds what HTTP does not carry')
  }
  common.set('content-type', 'application/json')
  return Object.fromEntries(common)
}
