/** Asks a served graph. The answer is typed as JSON.parse types it: a test asserts what it holds. */
export async function ask(url: string, query: string, variables: Record<string, unknown> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return JSON.parse(await response.text())
}
