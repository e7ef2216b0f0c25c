import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { AnyRecord } from '../../db/records.ts'
import type { NodeTable } from '../../db/tables.ts'
import type { NodeKind } from '../../db/vocabulary.ts'
import { saveRecords } from '../../db/writes/save.ts'
import { inTransaction } from '../../db/writes/transaction.ts'

/** A record in the database: its slug, and its global id as the graph shows it. */
export interface Made {
  slug: string
  id: string
}

type RecordOf<Kind extends NodeKind> = Extract<AnyRecord, { record: Kind }>
type Given<Kind extends NodeKind> = Partial<Omit<RecordOf<Kind>, 'record'>>

/** Makes records of one noun in one transaction, with the defaults of its make function; in their order. */
export async function makeAll<Kind extends NodeKind>(
  db: Database,
  kind: Kind,
  records: readonly Given<Kind>[],
): Promise<Made[]> {
  const complete = records.map((given) => ({ slug: nextSlug(kind), ...DEFAULTS[kind], ...given }))
  const outcomes = await inTransaction(db.kysely, (trx) => saveRecords(trx, kind, complete, 'test'))
  return outcomes.map((outcome) => {
    if (outcome.result === 'REFUSED') throw new Error(`Refused: ${JSON.stringify(outcome.problems)}`)
    return { slug: outcome.slug, id: `${kind}:${outcome.id}` }
  })
}

export const makeOutlet = (db: Database, given: Given<'Outlet'> = {}) => makeOne(db, 'Outlet', given)
export const makeAuthor = (db: Database, given: Given<'Author'> = {}) => makeOne(db, 'Author', given)
export const makeSubject = (db: Database, given: Given<'Subject'> = {}) => makeOne(db, 'Subject', given)
export const makeArticle = (db: Database, given: Given<'Article'> = {}) => makeOne(db, 'Article', given)
export const makeParty = (db: Database, given: Given<'Party'> = {}) => makeOne(db, 'Party', given)
export const makePlace = (db: Database, given: Given<'Place'> = {}) => makeOne(db, 'Place', given)
export const makeEvent = (db: Database, given: Given<'Event'> = {}) => makeOne(db, 'Event', given)

/** In an article of its own, unless it names one. */
export const makeClaim = async (db: Database, given: Given<'Claim'> = {}) =>
  makeOne(db, 'Claim', { article: given.article ?? (await makeArticle(db)).slug, ...given })

/** A claim that so many were killed in an event, in an article of its own unless it names one. */
export const makeCount = (db: Database, { slug }: Made, verbatim: string, given: Given<'Claim'> = {}) =>
  makeClaim(db, { events: [slug], figures: [{ verbatim, measure: 'KILLED', unit: null }], ...given })

/** Of a claim of its own and by an outlet of its own, unless it names them. */
export const makeReview = async (db: Database, given: Given<'Review'> = {}) =>
  makeOne(db, 'Review', {
    claim: given.claim ?? (await makeClaim(db)).slug,
    ...(!given.author && !given.outlet && { outlet: (await makeOutlet(db)).slug }),
    ...given,
  })

/** Withdraws a record, as far as reads can tell. */
export async function makeWithdrawn(
  db: Database,
  table: NodeTable,
  { slug }: Made,
  reason = 'a test',
): Promise<void> {
  await sql`update ${sql.table(table)} set withdrawn_at = now(), withdrawn_reason = ${reason} where slug = ${slug}`.execute(
    db.kysely,
  )
}

/** Merges a record into another, as far as reads can tell. */
export async function makeMerged(db: Database, table: NodeTable, { slug }: Made, into: Made): Promise<void> {
  await sql`update ${sql.table(table)} set merged_into = ${into.id.split(':')[1]}::bigint where slug = ${slug}`.execute(
    db.kysely,
  )
}

async function makeOne<Kind extends NodeKind>(db: Database, kind: Kind, given: Given<Kind>): Promise<Made> {
  const [made] = await makeAll(db, kind, [given])
  if (made === undefined) throw new Error('Nothing was made')
  return made
}

let slugs = 0
const nextSlug = (kind: NodeKind) => `${kind.toLowerCase()}-${++slugs}`

/** What a record needs beside its slug, and the records that it refers to. */
const DEFAULTS: { [Kind in NodeKind]: Given<Kind> } = {
  Outlet: { name: 'Outlet' },
  Author: { name: 'Author', kind: 'PERSON' },
  Subject: { scheme: 'test', code: 'code', label: 'Subject' },
  Article: { headline: 'Headline', publishedOn: '2024-02-07', language: 'en' },
  Party: { name: 'Party', kind: 'ORGANIZATION' },
  Place: { name: 'Place', precision: 'EXACT' },
  Event: { title: 'Event', type: { code: 'Other' }, when: '2024-02-07', status: 'FAIR' },
  Claim: { text: 'A statement.', kind: 'EVENT_PROPERTY' },
  Review: { ratingText: 'True.', rating: 'TRUE', publishedOn: '2024-02-09' },
}
