import { InvalidValue } from '../../db/values/invalid-value.ts'
import type { ReadValue } from '../../db/writes/values.ts'
import { Refused } from './failure.ts'

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
