import { InvalidValue } from '../../db/values/invalid-value.ts'
import type { ReadValue } from '../../db/writes/values.ts'
import { Refused } from './failure.ts'

/** A value of an input; null where it is not given. Throws Refused with what is wrong with it. */
export function readInput<Value>(
  input: Readonly<Record<string, unknown>>,
  name: string,
  read: ReadValue<Value>,
): Value | null {
  const given = input[name] ?? null
  try {
    return given === null ? null : read(given)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    throw new Refused([{ path: ['input', name], code: error.code, message: error.message }])
  }
}
