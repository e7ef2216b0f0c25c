import { sql, type Transaction } from 'kysely'
import type { Tables } from '../tables.ts'
import type { NodeKind } from '../vocabulary.ts'
import { nameDuplicate } from './duplicate.ts'
import { keepMergesOut } from './merge-lock.ts'
import { NOUNS } from './nouns.ts'
import type { Noun, Problem } from './shape.ts'
import { readViolation } from './violation.ts'
import { type Outcome, writeRecords } from './write.ts'

export type { Outcome } from './write.ts'

/**
 * Saves records of one noun, each slug at most once, and says in their order what became of each. What a stored
 * record does not mention stays as it is; one that would change nothing writes nothing; one that is invalid, or
 * refers to nothing that is stored or saved with it, is refused with all its problems and leaves nothing
 * behind. Every other error fails the transaction; PostgreSQL's 40001 and 40P01 ask for another try.
 */
export async function saveRecords(
  trx: Transaction<Tables>,
  kind: NodeKind,
  records: readonly object[],
  actor: string,
): Promise<Outcome[]> {
  if (records.length === 0) return []
  await keepMergesOut(trx)
  return saveOrSplit(trx, NOUNS[kind], records, actor)
}

/** Splits what the database refuses until the culprits stand alone, so that the others are saved. */
async function saveOrSplit(
  trx: Transaction<Tables>,
  noun: Noun,
  records: readonly object[],
  actor: string,
): Promise<Outcome[]> {
  const saved = await trySaving(trx, noun, records, actor)
  if (Array.isArray(saved)) return saved
  const [only, ...others] = records
  if (only !== undefined && others.length === 0) {
    return [{ result: 'REFUSED', problems: [await nameDuplicate(trx, noun, only, saved)] }]
  }
  const middle = records.length >> 1
  const outcomes = [
    ...(await saveOrSplit(trx, noun, records.slice(0, middle), actor)),
    ...(await saveOrSplit(trx, noun, records.slice(middle), actor)),
  ]
  return rejoinParted(trx, noun, records, outcomes, actor)
}

async function trySaving(
  trx: Transaction<Tables>,
  noun: Noun,
  records: readonly object[],
  actor: string,
): Promise<Outcome[] | Problem> {
  await sql`savepoint saving`.execute(trx)
  try {
    const outcomes = await writeRecords(trx, noun, records, actor)
    await sql`release savepoint saving`.execute(trx)
    return outcomes
  } catch (error) {
    const problem = readViolation(noun, error)
    if (problem === null) throw error
    await sql`rollback to savepoint saving`.execute(trx)
    await sql`release savepoint saving`.execute(trx)
    return problem
  }
}

/** Records that refer to each other across the two halves are tried once more, together. */
async function rejoinParted(
  trx: Transaction<Tables>,
  noun: Noun,
  records: readonly object[],
  outcomes: Outcome[],
  actor: string,
): Promise<Outcome[]> {
  const parted = records.filter((_, index) => lacksReference(outcomes[index]))
  if (parted.length === 0 || parted.length === records.length) return outcomes
  const again = (await saveOrSplit(trx, noun, parted, actor)).values()
  return outcomes.map((outcome) => (lacksReference(outcome) ? (again.next().value ?? outcome) : outcome))
}

const lacksReference = (outcome: Outcome | undefined) =>
  outcome?.result === 'REFUSED' && outcome.problems.some(({ code }) => code === 'UNKNOWN_REFERENCE')
