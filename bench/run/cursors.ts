import type { Position } from './samples.ts'

/** The cursor of some row, as a server writes it. */
export interface KnownCursor {
  cursor: string
  position: Position
}

/**
 * Writes the cursors of any position after the model of one: a cursor is base64 of a text that holds the row's key and
 * id, with every server here. Clients walk to where they are; the bench would walk 1,000 pages to say the same, and
 * that a written cursor says it shows when the answers are compared. Null where the model is not such a text.
 */
export function cursorWriter({ cursor, position }: KnownCursor): ((position: Position) => string) | null {
  const encoding = /[+/=]/.test(cursor) || cursor.length % 4 === 0 ? 'base64' : 'base64url'
  const text = Buffer.from(cursor, encoding).toString()
  const parts = text.split(position.day)
  const [before = '', after = ''] = parts
  const inFront = before.split(String(position.id))
  const behind = after.split(String(position.id))
  if (parts.length !== 2 || inFront.length + behind.length !== 3) return null
  return ({ day, id }) =>
    Buffer.from([inFront.join(String(id)), behind.join(String(id))].join(day)).toString(encoding)
}
