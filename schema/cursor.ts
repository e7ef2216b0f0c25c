import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { InvalidCursorError } from './errors.ts'
import type { Sql } from './sql/row.ts'
import type { KeyType } from './sql/table-type.ts'

/**
 * A cursor is the base64url text of `1.<list>.<id>.<key>`: the version, a fingerprint of the list's type,
 * order and filter, the row's id, and its sort key as PostgreSQL prints it.
 */
const VERSION = '1'

/** The cursor of a row, as the statement writes it. `list` is the fingerprint. */
export const cursorSql = (list: Sql, id: Sql, key: Sql): Sql =>
  sql`translate(encode(convert_to(${sql.lit(`${VERSION}.`)} || ${list} || '.' || ${id} || '.' || ${key}::text, 'UTF8'), 'base64'), E'+/=\\n', '-_')`

/** Tells lists of another type, order or filter apart; equal for the same, whatever the order of the keys. */
export const fingerprint = (list: unknown): string =>
  createHash('sha1').update(JSON.stringify(list)).digest('base64url').slice(0, 8)

/** The key and id in a cursor. Throws InvalidCursorError for one of another list, or a damaged one. */
export function readCursor(cursor: unknown, list: string, type: KeyType, argument: string): [string, string] {
  const text = Buffer.from(String(cursor), 'base64url').toString('utf8')
  const [, version, of, id, key] = /^(\d+)\.([\w-]+)\.([1-9]\d{0,17})\.(.*)$/su.exec(text) ?? []
  if (
    version !== VERSION ||
    of !== list ||
    id === undefined ||
    key === undefined ||
    !KEY_FORMS[type].test(key)
  ) {
    throw new InvalidCursorError(argument)
  }
  return [key, id]
}

const KEY_FORMS: Record<KeyType, RegExp> = {
  text: /^[^\0]*$/u,
  date: /^(-?infinity|\d{4,7}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])( BC)?)$/,
  timestamptz: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?( BC)?$/,
  'double precision': /^-?\d+(\.\d+)?(e[+-]?\d+)?$/,
}
