import { HttpError, type ResponseError, requestError } from './errors.ts'

/** The data of an answer by GraphQL over HTTP. Throws where it holds errors, or is no such answer. */
export function readData<Result>(
  text: string,
  { status, headers }: Pick<Response, 'status' | 'headers'>,
): Result {
  const answer: Answer<Result> | undefined = parse(text)
  const [first, ...others] = errorsOf(answer)
  const retryAfterMs = readRetryAfter(headers.get('retry-after'))
  if (first) throw requestError([first, ...others], retryAfterMs)
  if (answer?.data == null) throw new HttpError(status, retryAfterMs)
  return answer.data
}

interface Answer<Result> {
  data?: Result | null
  errors?: unknown
}

const errorsOf = (answer: Answer<unknown> | undefined): ResponseError[] =>
  Array.isArray(answer?.errors) ? answer.errors.filter(isResponseError) : []

const isResponseError = (error: unknown): error is ResponseError =>
  typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'

/** Seconds, or a date. */
function readRetryAfter(text: string | null): number | undefined {
  const seconds = Number(text ?? Number.NaN)
  const ms = seconds >= 0 ? seconds * 1_000 : Date.parse(text ?? '') - Date.now()
  return ms >= 0 ? ms : undefined
}

function parse(text: string) {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}
