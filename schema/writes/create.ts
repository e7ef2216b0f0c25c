import { randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { slugify } from '../../db/values/slug.ts'
import type { NodeKind } from '../../db/vocabulary.ts'
import { Conflict, type NodeKey } from '../../db/writes/conflict.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { MAX_CLAIM } from '../../db/writes/values.ts'
import type { TableType } from '../sql/index.ts'
import { refuse } from './refuse.ts'

/** Makes one record. Throws Refused, and Conflict where another has its slug or another key. */
export async function createRecord(
  trx: Transaction<Tables>,
  type: TableType,
  kind: NodeKind,
  record: Readonly<Record<string, unknown>>,
  actor: string,
): Promise<NodeKey> {
  if (typeof record.slug === 'string') await refuseTaken(trx, type, kind, record.slug)
  const slug = record.slug ?? (await findFreeSlug(trx, type, record))
  const [outcome] = await saveRecords(trx, kind, [{ ...record, slug }], actor)
  if (outcome?.result === 'REFUSED') refuse(kind, outcome.problems, ['input'])
  if (outcome === undefined) throw new Error('A record that was saved has an outcome')
  // Taken since it was looked for.
  if (outcome.result !== 'CREATED') throw taken(kind, outcome.slug, outcome.id)
  return { kind, id: outcome.id }
}

/** Before anything else: what a record would change of another is not what is wrong with it. */
async function refuseTaken(trx: Transaction<Tables>, type: TableType, kind: NodeKind, slug: string) {
  if (slug.includes('\0')) return
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(type.table)} where slug = ${slug}`.execute(trx)
  const [other] = rows
  if (other) throw taken(kind, slug, other.id)
}

const taken = (kind: NodeKind, slug: string, id: string) =>
  new Conflict('DUPLICATE', `Another ${kind} has the slug “${slug}”.`, { kind, id }, 'slug')

const MAX_SLUG_CODE_POINTS = 80

/** A slug out of the record's own words; with a tail where the words alone are taken. */
async function findFreeSlug(
  trx: Transaction<Tables>,
  type: TableType,
  record: Readonly<Record<string, unknown>>,
): Promise<string> {
  const words = NAMING_FIELDS.map((field) => record[field]).find((value) => typeof value === 'string') ?? ''
  const base = slugify(String(words).slice(0, MAX_WORDS).toWellFormed(), MAX_SLUG_CODE_POINTS) || type.table
  // Of two that are made at once from the same words the second must see the first.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${type.table} ${base}`}, 0))`.execute(trx)
  const { rows } = await sql`select from ${sql.table(type.table)} where slug = ${base}`.execute(trx)
  return rows.length === 0 ? base : `${base}-${randomBytes(SLUG_TAIL_BYTES).toString('hex')}`
}

const SLUG_TAIL_BYTES = 4
/** In UTF-16. What is longer is refused for it, once it is read. */
const MAX_WORDS = 2 * MAX_CLAIM

/** What a record is called by, the first that it has. */
const NAMING_FIELDS = ['headline', 'title', 'name', 'label', 'text', 'ratingText']
