import type { NodeKind } from '../vocabulary.ts'

/** What a write may find in its way. Stable: clients decide by them. */
export const CONFLICT_CODES = [
  'REVISION_CONFLICT',
  'DUPLICATE',
  'MERGED',
  'ALREADY_WITHDRAWN',
  'NOT_WITHDRAWN',
  'UNNAMED_PARTY',
  'OTHER_ARTICLE',
  'IDEMPOTENCY_KEY_REUSED',
] as const

export type ConflictCode = (typeof CONFLICT_CODES)[number]

/** A node by the id of its row. */
export interface NodeKey {
  kind: NodeKind
  id: string
}

/** The present state of the data forbids a write that is sound in itself. Thrown in a transaction, it undoes it. */
export class Conflict extends Error {
  override name = 'Conflict'
  readonly code: ConflictCode
  /** The node in the way, where there is one. */
  readonly node: NodeKey | null
  /** The field that is to blame, where one is. */
  readonly field: string | null

  constructor(code: ConflictCode, message: string, node: NodeKey | null, field: string | null = null) {
    super(message)
    this.code = code
    this.node = node
    this.field = field
  }
}

/** There is no such node. */
export class NotFound extends Error {
  override name = 'NotFound'
  /** The field that names it. */
  readonly field: string

  constructor(message: string, field = 'id') {
    super(message)
    this.field = field
  }
}
