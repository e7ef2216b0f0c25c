import type { Database } from '../../../db/database.ts'
import { createCursors } from '../operations/cursors.ts'
import { drawOperation, type RandomOperation } from '../operations/operation.ts'
import type { Samples } from '../operations/samples.ts'
import type { AskOracle } from '../oracle/oracle.ts'
import { createDice } from '../random.ts'
import { askThreeWays } from './three-ways.ts'

export interface Tally {
  operations: number
  /** Those without a key too long for PostgreSQL, and without errors. */
  writable: number
  /** Of the writable those that PostgreSQL wrote. */
  written: number
  /** Operations with an error, by its code. */
  errors: Map<string, number>
  /** Operations that go on at a cursor of an earlier answer. */
  paged: number
}

export const createTally = (): Tally => ({
  operations: 0,
  writable: 0,
  written: 0,
  errors: new Map(),
  paged: 0,
})

/** Two ways answered one operation otherwise. The seed and the number of operations are all that it takes to see it again. */
export class Difference extends Error {
  override name = 'Difference'
  readonly seed: number
  readonly operations: number

  constructor(seed: number, at: number, { source, variables }: RandomOperation, said: string) {
    super(`DIFFER_SEED=${seed}, operation ${at}\n${said}\n\n${source}\n\n${JSON.stringify(variables)}`)
    this.seed = seed
    this.operations = at + 1
  }
}

/**
 * Asks as many operations as there are, of one seed: the same ones in every run. Throws at the first difference. Ends early
 * where `goOn`, which is asked before each, says no.
 */
export async function runOperations(
  { database, oracle, samples }: { database: Database; oracle: AskOracle; samples: Samples },
  { seed, operations }: { seed: number; operations: number },
  tally: Tally,
  goOn: () => boolean = () => true,
): Promise<void> {
  const source = { dice: createDice(seed), samples, cursors: createCursors() }
  for (let at = 0; at < operations && goOn(); at++) {
    const operation = drawOperation(source)
    const { difference, data, isText, errors } = await askThreeWays(
      database,
      oracle,
      operation.source,
      operation.variables,
    ).catch((error: unknown) => {
      throw new Difference(seed, at, operation, `${error instanceof Error ? error.stack : error}`)
    })
    if (difference !== null) throw new Difference(seed, at, operation, difference)
    tally.operations++
    for (const code of new Set(errors)) tally.errors.set(code, (tally.errors.get(code) ?? 0) + 1)
    if (/MS[0-9a-zA-Z_-]{16,}/.test(`${operation.source}${JSON.stringify(operation.variables)}`))
      tally.paged++
    if (!operation.hasLongKey && errors.length === 0) {
      tally.writable++
      if (isText) tally.written++
    }
    source.cursors.keep(operation.lists, data)
  }
}
