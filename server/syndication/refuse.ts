import type { Answer } from './answer.ts'

/** What is wrong, in the form that GraphQL tells it in. */
interface Refusal {
  message: string
  extensions?: Readonly<Record<string, unknown>>
}

/** Refuses in the same form as GraphQL: a list of errors with their codes. Never kept by a cache. */
export const refuse = (
  status: number,
  errors: readonly Refusal[],
  headers: Record<string, string> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify({ errors }),
  codes: errors.map(({ extensions }) => String(extensions?.code)),
})

/**
 * Refuses what GraphQL has refused of a feed, in its words. Its status is that of HTTP: GraphQL answers 200 to what it understood.
 * Places in a document that nobody has seen are left out, and the list's name before an argument.
 */
export function refuseAs(response: Pick<Response, 'status' | 'headers'>, text: string, noun: string): Answer {
  const { errors = [] }: { errors?: readonly Refusal[] } = JSON.parse(text)
  const told = errors.map(({ message, extensions = {} }) => {
    const { argument } = extensions
    return {
      message,
      extensions:
        typeof argument === 'string'
          ? { ...extensions, argument: argument === noun ? 'filter' : argument.replace(`${noun}.`, '') }
          : extensions,
    }
  })
  const isDefect = told.some(({ extensions: { code } }) => code === 'INTERNAL_SERVER_ERROR')
  const status = response.status === 200 ? (isDefect ? 500 : 400) : response.status
  const kept = KEPT.flatMap((name) => {
    const value = response.headers.get(name)
    return value === null ? [] : [[name, value]]
  })
  return refuse(status, told, Object.fromEntries(kept))
}

/** They tell what to do about it. */
const KEPT = ['www-authenticate', 'retry-after']
