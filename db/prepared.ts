/**
 * Statements that a connection keeps prepared at most. PostgreSQL keeps each for as long as the connection lives, one of
 * four levels in some 230 KB, and whoever sends ever new queries makes it keep ever more.
 */
export const MAX_PREPARED = 200

const prepared = new WeakMap<object, Set<string>>()

/** Notes that a connection has prepared a statement. Whether it has as many now as it may: it is to end then. */
export function isFull(connection: object, name: string): boolean {
  const names = prepared.get(connection) ?? new Set()
  prepared.set(connection, names.add(name))
  return names.size >= MAX_PREPARED
}
