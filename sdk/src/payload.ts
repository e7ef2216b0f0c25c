import { DatelineError } from './errors.ts'

/** What a mutation answers where it did nothing. */
export interface Refusal {
  readonly __typename: string
  readonly message: string
  readonly code: string
  readonly path: readonly string[]
  readonly fields?: readonly {
    readonly path: readonly string[]
    readonly code: string
    readonly message: string
  }[]
  readonly conflictsWith?: { readonly id: string } | null
}

/** A mutation did nothing, and says why; its message may quote what was sent. Thrown by `payloadOf` alone: a mutation itself answers with its refusal. */
export class MutationError extends DatelineError {
  override readonly name: string = 'MutationError'
  readonly code: string
  /** The field that is to blame, from `input` down. */
  readonly path: readonly string[]
  /** The answer as it came. */
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.message)
    this.code = refusal.code
    this.path = refusal.path
    this.refusal = refusal
  }
}

/** Fields of the input are bad. */
export class ValidationError extends MutationError {
  override readonly name: string = 'ValidationError'
  /** All of them. */
  readonly fields: NonNullable<Refusal['fields']> = this.refusal.fields ?? []
}

/** A record that the input names is not there. */
export class NotFoundError extends MutationError {
  override readonly name: string = 'NotFoundError'
}

/** Another record is in the way, or the record has gone on since it was read. */
export class ConflictError extends MutationError {
  override readonly name: string = 'ConflictError'
  /** Id of the record in the way; undefined where none is. */
  readonly conflictsWith: string | undefined = this.refusal.conflictsWith?.id
}

const CLASSES: Readonly<Record<string, typeof MutationError | null>> = {
  __proto__: null,
  ValidationError,
  NotFoundError,
  ConflictError,
}

/** The payload of a mutation. Throws its refusal as a `MutationError` of the class that bears its type's name. */
export function payloadOf<Result extends { readonly __typename: string }>(
  result: Result,
): Exclude<Result, Refusal>
export function payloadOf(result: { readonly __typename: string }): object {
  if (isRefusal(result)) throw new (CLASSES[result.__typename] ?? MutationError)(result)
  return result
}

const isRefusal = (result: { readonly __typename: string }): result is Refusal => 'code' in result
