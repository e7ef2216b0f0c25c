/** The feed by what db/migrations/0016_feed.ts documents: cursors of 48 bytes, in the order of the numbers. */
import { createHash } from 'node:crypto'
import { GraphQLError } from 'graphql'
import { createFilter } from './filter.ts'
import type { Shown } from './parts.ts'
import type { OracleTables, Row } from './tables.ts'
import { badInput, type World } from './world.ts'

const [DEFAULT_ROWS, MAX_ROWS, LOOKED_AT] = [20, 100, 10_000]

/** The cursor of the newest entry. */
export const headCursor = (tables: OracleTables): string => feedCursor(tables, Number(headOf(tables).seq))

/** The cursor behind an entry; of 0 behind none. */
export function feedCursor(tables: OracleTables, seq: number): string {
  const { epoch, secret, floor_seq, floor_check } = headOf(tables)
  const [entry] = tables.where('feed_entry', 'seq', String(seq))
  const check = seq === Number(floor_seq) ? bytesOf(floor_check) : checkOf(entry ?? {})
  const place = Buffer.alloc(8)
  place.writeBigInt64BE(BigInt(seq))
  const body = Buffer.concat([
    Buffer.from([2]),
    Buffer.from(String(epoch).replaceAll('-', ''), 'hex'),
    place,
    check,
  ])
  const mark = sha256(Buffer.concat([bytesOf(secret), body])).subarray(0, 16)
  return Buffer.concat([body, mark]).toString('base64url')
}

/** One page of `entries`. */
export async function createEntryPage(
  oracle: World,
  args: Readonly<Record<string, unknown>>,
): Promise<Shown> {
  const { tables } = oracle
  const first = Number(args.first ?? DEFAULT_ROWS)
  if (first < 0 || first > MAX_ROWS) throw badInput('The page is too long')
  const holds = await createFilter(oracle, 'Entry', args.filter)
  const all = tables.all('feed_entry').toSorted((one, other) => Number(one.seq) - Number(other.seq))
  const after =
    args.after == null ? Number(headOf(tables).floor_seq) : readPlace(tables, all, String(args.after))
  const found = all
    .filter(({ seq }) => Number(seq) > after && Number(seq) <= after + LOOKED_AT)
    .filter(holds)
    .slice(0, first)
  const head = Number(headOf(tables).seq)
  const end = found.length === first ? Number(found.at(-1)?.seq ?? after) : Math.min(head, after + LOOKED_AT)
  return {
    type: 'EntryPage',
    row: {
      entries: found.map((row) => ({ type: 'Entry', row })),
      cursor: feedCursor(tables, end),
      hasMore: end < head,
    },
  }
}

function readPlace(tables: OracleTables, all: readonly Row[], cursor: string): number {
  const seq = [0, ...all.map((entry) => Number(entry.seq))].find(
    (place) => feedCursor(tables, place) === cursor,
  )
  if (seq !== undefined) return seq
  throw new GraphQLError('No cursor of this feed', { extensions: { code: 'INVALID_CURSOR' } })
}

function headOf(tables: OracleTables): Row {
  const [head] = tables.all('feed_head')
  if (!head) throw new Error('The feed has no head')
  return head
}

const checkOf = ({ kind, node_id, revision, tx }: Row): Buffer =>
  sha256(Buffer.from([kind, node_id, revision, tx].join(' '))).subarray(0, 7)

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

function bytesOf(value: unknown): Buffer {
  if (!Buffer.isBuffer(value)) throw new Error('Bytes are wanted')
  return value
}
