import { GraphQLRequestError, HttpError, type ResponseError } from './errors.ts'

/** The data of an answer by GraphQL over HTTP. Throws where it holds errors, or is no such answer. */
export function readData<Result>(text: string, status: number): Result {
  const answer: Answer<Result> | undefined = parse(text)
  const [first, ...others] = errorsOf(answer)
  if (first) throw new GraphQLRequestError([first, ...others])
  if (answer?.data == null) throw new HttpError(status)
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

function parse(text: string) {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}
