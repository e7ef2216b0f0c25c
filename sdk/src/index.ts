export { type Client, type ClientOptions, createClient, type RequestOptions } from './client.ts'
export { createDateline, type Dateline } from './dateline.ts'
export type { TypedDocument } from './document.ts'
export {
  AbortedError,
  DatelineError,
  GraphQLRequestError,
  HttpError,
  NetworkError,
  type ResponseError,
} from './errors.ts'
export * from './generated/documents.ts'
export type * from './generated/types.ts'
