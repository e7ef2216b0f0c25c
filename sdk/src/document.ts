/**
 * The text of a GraphQL document, with the types of what it answers and what it takes. Nothing but types is
 * behind `__apiType`; GraphQL tools have agreed on the name.
 */
export type TypedDocument<Result, Variables> = string & Typed<Result, Variables>

interface Typed<Result, Variables> {
  readonly __apiType?: (variables: Variables) => Result
}

/** A document that other tools made: parsed, and with its source. */
export type ParsedDocument<Result, Variables> = Typed<Result, Variables> & {
  readonly loc?: { readonly source: { readonly body: string } } | undefined
}

/** Whatever a client can be asked with. */
export type Askable<Result, Variables> =
  | TypedDocument<Result, Variables>
  | ParsedDocument<Result, Variables>
  | string

/** The text of an operation and of the fragments that it spreads, as one. */
export const document = <Result, Variables>(...parts: readonly string[]): TypedDocument<Result, Variables> =>
  parts.join('')

/** Throws where a parsed document has lost its source. */
export function textOf(asked: Askable<unknown, never>): string {
  const text = typeof asked === 'string' ? asked : asked.loc?.source.body
  if (text === undefined) throw new TypeError('The document has no source')
  return text
}

/**
 * Whether a document writes, or may: what begins with a comment or a fragment is taken for a mutation where it has the word. A
 * query that is taken for one is not tried again; the other way round were worse.
 */
export const isMutation = (text: string): boolean => /^(?!\s*({|query\b)).*\bmutation\b/s.test(text)
