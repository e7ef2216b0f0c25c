import { TYPE_KEY } from './json.ts'
import type { Row } from './table-type.ts'

/** The concrete type of a row of an interface or union, by the tag that the statement gave it. */
export const resolveTag = (row: Row): string => String(row[TYPE_KEY])
