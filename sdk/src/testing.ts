import { createDateline, type Dateline } from './dateline.ts'
import type { Methods } from './generated/methods.ts'
import type { Followed, Method } from './method.ts'
import type { ClientOptions } from './options.ts'
import { answerAs, type Refusing } from './testing/answer.ts'
import { type Step, streamOf } from './testing/stream.ts'

export { type Refusing, refuse } from './testing/answer.ts'
export { disconnect, type Step } from './testing/stream.ts'

/** What a test says of the service. */
export interface Script {
  /**
   * What each operation answers, by the name of its method; a function is given the variables. Fields that the test does not need
   * may be left out. `refuse(code)` answers with an error.
   */
  answers?: Answers
  /** What each stream tells, in its order, and then stays silent: by the name of its method. Cursors and progress come by themselves. */
  live?: Streams
  /** What documents of your own answer, by the name of their operation. */
  documents?: Readonly<Record<string, unknown>>
}

type Answers = {
  readonly [Name in keyof Methods]?: Methods[Name] extends Method<infer Result, infer Variables>
    ? Answer<Result, Variables>
    : never
}

type Answer<Result, Variables> =
  | Part<Result>
  | Refusing
  | ((variables: Variables) => Part<Result> | Refusing | Promise<Part<Result> | Refusing>)

type Streams = {
  readonly [Name in keyof Methods as Methods[Name] extends Followed<never, never>
    ? Name
    : never]?: Methods[Name] extends Followed<infer Frame, never> ? readonly Step<Part<Frame>>[] : never
}

/** Any part of a value. */
export type Part<Value> = Value extends readonly (infer Item)[]
  ? readonly Part<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]?: Part<Value[Name]> }
    : Value

/** What a test's client was asked. */
export interface Asked {
  /** The name of the operation: `Event`, `ClaimsLive`. */
  readonly operation: string
  readonly variables: Readonly<Record<string, unknown>>
}

/** A client whose service is a script. */
export interface TestDateline extends Dateline {
  /** All that was asked, in its order. */
  readonly asked: readonly Asked[]
}

/**
 * A client for the tests of an application: the real one, with its retries, pages and streams, over a script in place of the
 * network. What the script does not know is refused with the code `NOT_SCRIPTED`.
 */
export function createTestDateline(script: Script = {}, options: Partial<ClientOptions> = {}): TestDateline {
  const asked: Asked[] = []
  const answers = byOperation(script.answers ?? {})
  const streams = byOperation(script.live ?? {}, 'Live')
  const respond = async (body: string, signal: AbortSignal | null | undefined): Promise<Response> => {
    const { query, variables = {} } = JSON.parse(body)
    const operation =
      /(?:^|})[\s,]*(?:query|mutation|subscription)\s+(\w+)/.exec(query.replace(NO_CODE, ' '))?.[1] ?? ''
    asked.push({ operation, variables })
    const steps = streams.get(operation)
    if (Array.isArray(steps)) return streamOf(steps, query, variables.after, signal)
    return answerAs(answers.get(operation) ?? script.documents?.[operation], operation, variables)
  }
  const fetch: typeof globalThis.fetch = async (_input, init) => respond(String(init?.body), init?.signal)
  // The script is asked whatever carries the application's documents, and in whatever form.
  const always = { fetch, persisted: 'off', streams: undefined } as const
  return { ...createDateline({ url: 'https://dateline.test/graphql', ...options, ...always }), asked }
}

/** Comments, and strings that may look like one. */
const NO_CODE = /"(?:\\.|[^"\\\n])*"|#.*/g

/** Methods begin with a small letter, operations with a capital. */
const byOperation = (script: object, suffix = '') =>
  new Map<string, unknown>(
    Object.entries(script).map(([name, said]) => [
      `${name[0]?.toUpperCase()}${name.slice(1)}${suffix}`,
      said,
    ]),
  )
