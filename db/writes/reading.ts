import { InvalidValue } from '../values/invalid-value.ts'
import type { Field, Place, Row } from './shape.ts'

/**
 * Reads every field of an object into the row and collects the problems of all of them. Returns the names of
 * the required fields that it lacks.
 */
export function readFields(
  fields: Readonly<Record<string, Field>>,
  given: Readonly<Record<string, unknown>>,
  row: Row,
  place: Place,
): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = given[name]
    if (value === undefined) return field.presence === 'REQUIRED' ? [name] : []
    attempt(at(place, name), (here) => readField(field, value, row, here))
    return []
  })
}

function readField(field: Field, value: unknown, row: Row, place: Place): void {
  if (value !== null) field.read(value, row, place)
  else if (field.presence === 'OPTIONAL') Object.assign(row, field.columns)
  else throw needsValue()
}

/** Reads a value that must be an object of these fields, and must have those that are required. */
export function readObject(
  fields: Readonly<Record<string, Field>>,
  value: unknown,
  row: Row,
  place: Place,
): void {
  if (!isObject(value)) throw new InvalidValue('WRONG_TYPE', 'This must be an object.')
  refuseUnknown(fields, value, place)
  for (const name of readFields(fields, value, row, place)) report(at(place, name), needsValue())
}

/** Reports every key that is no field. */
export function refuseUnknown(fields: object, given: object, place: Place): void {
  for (const name of Object.keys(given).filter((name) => !Object.hasOwn(fields, name))) {
    report(at(place, name), new InvalidValue('UNKNOWN_FIELD', 'There is no such field.'))
  }
}

/** Reads at a place, where what is invalid becomes a problem of that place. */
export function attempt(place: Place, read: (place: Place) => void): void {
  try {
    read(place)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    report(place, error)
  }
}

/** A hundred problems say enough of one record. */
export const report = (place: Place, { code, message }: InvalidValue): void => {
  if (place.problems.length < MAX_PROBLEMS) place.problems.push({ field: place.field, code, message })
}

const MAX_PROBLEMS = 100

/** A field or an item of what stands at a place. A key that is no field may be as long as the record. */
export const at = (place: Place, step: string | number): Place => ({
  ...place,
  field:
    typeof step === 'number'
      ? `${place.field}[${step}]`
      : `${place.field}${place.field && '.'}${step.slice(0, MAX_KEY_LENGTH)}`,
})

const MAX_KEY_LENGTH = 100

export const needsValue = () => new InvalidValue('REQUIRED', 'This needs a value.')

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
