/**
 * The text of a GraphQL document, with the types of what it answers and what it takes. Nothing but types is
 * behind `__apiType`; GraphQL tools have agreed on the name.
 */
export type TypedDocument<Result, Variables> = string & {
  readonly __apiType?: (variables: Variables) => Result
}
