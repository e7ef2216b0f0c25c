import { InvalidValue } from '../../db/values/invalid-value.ts'
import type { ReadValue } from '../../db/writes/values.ts'
import { type FieldProblem, Refused } from './failure.ts'

type Given = Readonly<Record<string, unknown>>

/** A value of an input. Throws Refused with what is wrong with it. */
export function readInput<Value>(input: Given, name: string, read: ReadValue<Value>): Value {
  try {
    return read(input[name])
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    throw new Refused([{ path: ['input', name], code: error.code, message: error.message }])
  }
}

/** The same of one that may be left out: then null. */
export const readOptional = <Value>(input: Given, name: string, read: ReadValue<Value>): Value | null =>
  input[name] == null ? null : readInput(input, name, read)

/** Reads several values. Throws Refused with what is wrong with any of them, rather than with the first. */
export function readEach<Values extends unknown[]>(
  ...reads: { [At in keyof Values]: () => Values[At] }
): Values
export function readEach(...reads: (() => unknown)[]): unknown[] {
  const problems: FieldProblem[] = []
  const values = reads.map((read) => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      problems.push(...error.fields)
      return null
    }
  })
  if (problems.length > 0) throw new Refused(problems)
  return values
}
