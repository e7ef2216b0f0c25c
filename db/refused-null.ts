/** A statement found nothing in a place of its answer where there must be something: `refuse_null` stopped it. */
export class RefusedNull extends Error {
  override name = 'RefusedNull'
}

/** The SQLSTATE of migrations/0014_refuse_null.ts. */
const REFUSED_NULL = 'DL001'

/** An error that stands for RefusedNull, as it; any other as it is. */
export const refusedNullOr = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && error.code === REFUSED_NULL
    ? new RefusedNull('A value is missing', { cause: error })
    : error
