export { type Client, createClient } from './client.ts'
export { createDateline, type Dateline } from './dateline.ts'
export type { Askable, ParsedDocument, TypedDocument } from './document.ts'
export {
  AbortedError,
  AuthenticationError,
  CursorExpiredError,
  DatelineError,
  GraphQLRequestError,
  HttpError,
  NetworkError,
  RateLimitedError,
  type ResponseError,
  TimeoutError,
} from './errors.ts'
export * from './generated/documents.ts'
export type * from './generated/types.ts'
export { type Frame, type Live, type LiveOptions, type LiveStatus, live, type News } from './live.ts'
export type { Followed, Method, Paged } from './method.ts'
export type { ClientOptions, RequestOptions, StreamTransport } from './options.ts'
export { all, type Each, each, type Page, pages } from './pages.ts'
export {
  ConflictError,
  MutationError,
  NotFoundError,
  payloadOf,
  type Refusal,
  ValidationError,
} from './payload.ts'
