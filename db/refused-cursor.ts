/** A cursor of the feed that leads nowhere. */
export class RefusedCursor extends Error {
  override name = 'RefusedCursor'
  readonly fault: CursorFault
  /** The oldest cursor that works: of an expired one alone. */
  readonly oldest: string | null

  constructor(fault: CursorFault, oldest: string | null, options?: ErrorOptions) {
    super(`A cursor of the feed is ${fault}`, options)
    this.fault = fault
    this.oldest = oldest
  }
}

/**
 * INVALID: forged, damaged, of another service, or beyond the head. EXPIRED: the entries behind it are trimmed.
 * EPOCH_CHANGED: the numbers mean other entries since the database was restored, or failed over.
 */
export type CursorFault = 'INVALID' | 'EXPIRED' | 'EPOCH_CHANGED'

/** Throws RefusedCursor for what cannot be one, and is not asked for: PostgreSQL would fail on U+0000. */
export function refuseMalformed(cursor: string): void {
  if (!/^[\w-]{64}$/.test(cursor)) throw new RefusedCursor('INVALID', null)
}

/** The SQLSTATEs of migrations/0016_feed.ts. */
const FAULTS = new Map<string, CursorFault>([
  ['DL002', 'INVALID'],
  ['DL003', 'EXPIRED'],
  ['DL004', 'EPOCH_CHANGED'],
])

/** An error that stands for RefusedCursor, as it; any other as it is. */
export function refusedCursorOr(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const fault = FAULTS.get(String(error.code))
  if (!fault) return error
  const oldest = 'detail' in error && typeof error.detail === 'string' ? error.detail : null
  return new RefusedCursor(fault, oldest, { cause: error })
}
