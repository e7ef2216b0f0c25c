import { hash } from 'node:crypto'
import { sql } from 'kysely'
import { isPlainDate } from '../db/values/plain-date.ts'
import { InvalidCursorError } from './errors.ts'
import type { Sql } from './sql/row.ts'
import type { KeyType } from './sql/table-type.ts'

/**
 * A cursor is the base64url text of `1.<list>.<id>.<key>`: the version, a fingerprint of the list's type,
 * order and filter, the row's id, and its sort key as PostgreSQL prints it.
 */
const VERSION = '1'

/** What a cursor says of a row within its list. */
export const placeSql = (id: Sql, key: Sql): Sql => sql`(${id} || '.' || ${key})`

/** The cursor of a place, as the statement writes it; null for none. `list` is the fingerprint. */
export const cursorSql = (list: Sql, place: Sql): Sql =>
  sql`translate(encode(convert_to(${sql.lit(`${VERSION}.`)} || ${list} || '.' || ${place}, 'UTF8'), 'base64'), E'+/=\\n', '-_')`

/** Tells lists of another type, order or filter apart; equal for the same, whatever the order of the keys. */
export const fingerprint = (list: unknown): string =>
  hash('sha1', JSON.stringify(list), 'base64url').slice(0, 8)

/** The key and id in a cursor. Throws InvalidCursorError for one of another list, or a damaged one. */
export function readCursor(cursor: unknown, list: string, type: KeyType, argument: string): [string, string] {
  const [, version, of, id, key] = PARTS.exec(decode(String(cursor))) ?? []
  if (version !== VERSION || of !== list || id === undefined || key === undefined || !isKey[type](key)) {
    throw new InvalidCursorError(argument)
  }
  return [key, id]
}

/** The longest keys are names and headlines: 300 code points of four bytes each. */
const MAX_CURSOR_LENGTH = 2_048

/** Node would skip what is no base64url; a cursor holds nothing else. */
const decode = (cursor: string): string =>
  cursor.length <= MAX_CURSOR_LENGTH && /^[\w-]+$/.test(cursor)
    ? Buffer.from(cursor, 'base64url').toString()
    : ''

const PARTS = /^(\d+)\.([\w-]+)\.([1-9]\d{0,17})\.(.*)$/su

/** Whether PostgreSQL reads a text as a value of the type: a cursor that it refused would be a defect. */
const isKey: Record<KeyType, (key: string) => boolean> = {
  text: (key) => !key.includes('\0'),
  date: (key) => /^-?infinity$/.test(key) || isPlainDate(key),
  timestamptz: (key) => isPlainDate(INSTANT.exec(key)?.[1] ?? ''),
  'double precision': (key) =>
    NUMBER.test(key) && Number.isFinite(Number(key)) && (Number(key) !== 0 || key === '0'),
}

const INSTANT = /^(\S+) (?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,3})?\+00$/
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/
