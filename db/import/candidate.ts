import { MAX_SLUG_CODE_POINTS } from '../values/slug.ts'
import { NODE_KINDS, type NodeKind } from '../vocabulary.ts'
import { isObject } from '../writes/reading.ts'
import type { NumberedLine } from './batches.ts'
import type { Refusal } from './report.ts'

/** A line that names a noun, and may be a record of it. */
export interface Candidate {
  line: number
  kind: NodeKind
  /** Null where it has none that is text. */
  slug: string | null
  record: object
}

/** Reads one line as far as its noun; anything else is refused. */
export function readCandidate({ number, line }: NumberedLine): Candidate | Refusal {
  if (typeof line !== 'string') return refuse(number, { field: '', ...line })
  const record = parseJson(line)
  if (record === undefined) return refuse(number, NOT_JSON)
  if (!isObject(record)) return refuse(number, NOT_AN_OBJECT)
  const slug = typeof record.slug === 'string' ? record.slug : null
  const kind = NODE_KINDS.find((known) => known === record.record)
  if (kind === undefined) return { ...refuse(number, UNKNOWN_RECORD), slug: clipSlug(slug) }
  return { line: number, kind, slug, record }
}

/** A slug as a refusal shows it: what stands there may be as long as a line. */
export const clipSlug = (slug: string | null): string | null => slug?.slice(0, MAX_SLUG_CODE_POINTS) ?? null

const refuse = (line: number, error: Refusal['errors'][number]): Refusal => ({
  line,
  kind: null,
  slug: null,
  errors: [error],
})

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const NOT_JSON = { field: '', code: 'NOT_JSON', message: 'The line is not JSON.' } as const

const NOT_AN_OBJECT = { field: '', code: 'WRONG_TYPE', message: 'The line is no JSON object.' } as const

const UNKNOWN_RECORD = {
  field: 'record',
  code: 'UNKNOWN_RECORD',
  message: `A record is one of ${NODE_KINDS.join(', ')}.`,
} as const
