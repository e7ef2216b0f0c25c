import { TYPE_KEY } from './json.ts'

/** The concrete type of a row of an interface or union, by the tag that the statement gave it. */
export const resolveTag = (row: object): string => String(Reflect.get(row, TYPE_KEY))
