/** Cursors by the format that schema/cursor.ts documents: base64url of `1.<list>.<id>.<key>`. */
import { createHash } from 'node:crypto'
import { GraphQLError } from 'graphql'

/** Tells lists apart: of which field, in which order, with which other arguments, as of when. */
export function listPrint(
  field: string,
  order: { field: string; direction: string },
  args: readonly unknown[],
  asOf: string | undefined,
): string {
  const list = [field, order, ...args.map(plain), ...(asOf === undefined ? [] : [asOf])]
  return createHash('sha1').update(JSON.stringify(list)).digest('base64url').slice(0, 8)
}

export const writeCursor = (list: string, id: unknown, key: unknown): string =>
  Buffer.from(`1.${list}.${id}.${key}`).toString('base64url')

/** The key and the id. Throws for a cursor of another list, and for what is none. */
export function readCursor(cursor: string, list: string): { key: string; id: string } {
  const text = /^[\w-]+$/.test(cursor) ? Buffer.from(cursor, 'base64url').toString() : ''
  const [version, of, id = '', ...key] = text.split('.')
  if (version !== '1' || of !== list || !/^[1-9]\d*$/.test(id) || key.length === 0) {
    throw new GraphQLError('No cursor of this list', { extensions: { code: 'INVALID_CURSOR' } })
  }
  return { key: key.join('.'), id }
}

/** With sorted keys, and without what is null. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value ?? undefined
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== null && item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, plain(item)]),
  )
}
