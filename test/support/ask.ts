/** Asks a served graph. The answer is typed as JSON.parse types it: a test asserts what it holds. */
export async function ask(url: string, query: string, variables: Record<string, unknown> = {}) {
  return JSON.parse(await (await post(url, query, { variables })).text())
}

interface PostOptions {
  variables?: Record<string, unknown>
  /** Sent as a bearer token. */
  key?: string | undefined
  headers?: Record<string, string>
  /** Cuts it off. */
  signal?: AbortSignal
}

/** The whole answer, with its status and headers. */
export function post(url: string, query: string, { variables = {}, key, headers, signal }: PostOptions = {}) {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  })
}
