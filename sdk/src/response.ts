import { HttpError, type ResponseError, requestError } from './errors.ts'

/** The data of an answer by GraphQL over HTTP. Throws where it holds errors, or is no such answer. */
export function readData<Result>(
  text: string,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
): Result {
  const retryAfterMs = readRetryAfter(headers.get('retry-after'))
  const data = dataOf<Result>(parseJson(text), retryAfterMs)
  if (data === undefined) throw new HttpError(status, retryAfterMs)
  return data
}

/** The data of a result. Throws its errors; undefined where it holds neither. */
export function dataOf<Result>(
  answer: Answer<Result> | undefined,
  retryAfterMs?: number,
): Result | undefined {
  const [first, ...others] = errorsOf(answer)
  if (first) throw requestError([first, ...others], retryAfterMs)
  return answer?.data ?? undefined
}

/** A result of GraphQL. */
export interface Answer<Result> {
  data?: Result | null
  errors?: unknown
}

/** Whatever is in a list that is none of GraphQL's errors is passed over. */
const errorsOf = (answer: Answer<unknown> | undefined): ResponseError[] =>
  Array.isArray(answer?.errors) ? answer.errors.filter((error) => typeof error?.message === 'string') : []

/** Seconds, or a date. */
function readRetryAfter(text: string | null): number | undefined {
  const seconds = Number(text ?? Number.NaN)
  const ms = seconds >= 0 ? seconds * 1_000 : Date.parse(text ?? '') - Date.now()
  return ms >= 0 ? ms : undefined
}

/** Undefined of what is no JSON, and of null. */
export function parseJson(text: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}
