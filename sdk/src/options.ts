/** Where the service is, and how to speak to it. */
export interface ClientOptions {
  /** Address of GraphQL, such as `http://localhost:4000/graphql`. */
  url: string | URL
  /** Sent with every request as a bearer token. A function is asked before each request, for keys that change. */
  apiKey?: string | (() => string | Promise<string>) | undefined
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Used in place of the platform's own `fetch`. */
  fetch?: typeof fetch | undefined
  /** Milliseconds that each try of a request may take. Default 30,000. A stream has no limit. */
  timeoutMs?: number | undefined
  /**
   * How often a request is tried again where the service could not answer it. Default 2. A mutation is only where its
   * input has an `idempotencyKey`, which the methods give it.
   */
  retries?: number | undefined
  /**
   * `auto` sends the hash of a document, and its text where the service does not know it yet; `only` the hash alone, for services
   * that take no other documents. Default `off`.
   */
  persisted?: 'auto' | 'only' | 'off' | undefined
  /** Names the application to whoever runs the service, with its version: `fact-desk/1.4`. */
  clientName?: string | undefined
  /** Carries subscriptions in place of server-sent events: `@dateline/sdk/websocket` makes one. */
  streams?: StreamTransport | undefined
}

/** What one call may differ in. */
export interface RequestOptions {
  /** Ends the request: a query rejects with `AbortedError`, a stream ends. */
  signal?: AbortSignal | undefined
  /** As that of the client. */
  timeoutMs?: number | undefined
  /** Beside those of the client, and before them. */
  headers?: Readonly<Record<string, string>> | undefined
  /** As that of the client. */
  retries?: number | undefined
}

/** One connection's worth of a subscription: results as they come, until either side ends it. */
export type StreamTransport = <Result>(asked: {
  query: string
  variables: unknown
  apiKey: string | undefined
  signal: AbortSignal | undefined
}) => AsyncIterable<Result>
