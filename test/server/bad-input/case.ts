/** A request that is bad in one way. */
export interface Case {
  /** What is bad, as docs/safety.md has it. */
  what: string
  /** Default POST. */
  method?: string
  /** Default the path of GraphQL. */
  path?: string
  headers?: Record<string, string | string[]>
  body?: string | Buffer
  /** Who asks. Default: nobody, or an editor where it is a write. */
  as?: 'nobody' | 'reader' | 'editor' | 'ended' | 'lapsed' | 'stranger'
  /** Whether reading needs a key there. Default false. */
  closed?: boolean
  /** What is sent as it is, instead of a request. */
  raw?: string
  /** Whether the length of the body is not told beforehand. */
  chunked?: boolean
}

export const JSON_TYPE = { 'content-type': 'application/json' }

/** A query as it is sent in JSON. */
export const query = (
  what: string,
  text: unknown,
  variables?: unknown,
  more: Partial<Case> & { also?: object } = {},
): Case => {
  const { also = {}, ...rest } = more
  return { what, body: JSON.stringify({ query: text, variables, ...also }), ...rest }
}

/** A write whose input is JSON as it stands: what JavaScript would not write can stand in it. */
export const write = (what: string, mutation: string, input: string): Case => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`
  const text = `mutation ($input: ${type}) { answer: ${mutation}(input: $input) { __typename
    ... on Error { code path } ... on ValidationError { fields { path code } } } }`
  return { what, as: 'editor', body: `{"query":${JSON.stringify(text)},"variables":{"input":${input}}}` }
}

export const times = (count: number, text: string | ((at: number) => string)): string =>
  Array.from({ length: count }, (_, at) => (typeof text === 'string' ? text : text(at))).join(' ')
