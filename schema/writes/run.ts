import { createHash } from 'node:crypto'
import type { GraphQLInputType, GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import type { Transaction } from 'kysely'
import { isUnavailable } from '../../db/busy.ts'
import type { Tables } from '../../db/tables.ts'
import { MAX_IDEMPOTENCY_KEY, once } from '../../db/writes/idempotency.ts'
import { findLastEntry } from '../../db/writes/last-entry.ts'
import { isObject } from '../../db/writes/reading.ts'
import { inTransaction, OutcomeUnknown } from '../../db/writes/transaction.ts'
import { text } from '../../db/writes/values.ts'
import { actorOf } from '../access.ts'
import type { Context } from '../context.ts'
import { BusyError, OutcomeUnknownError } from '../errors.ts'
import { checkPlans, planOf, type Row, readPlan } from '../sql/index.ts'
import { type Failure, failureOf } from './failure.ts'
import { writtenVariables } from './payload.ts'
import { readOptional } from './read-input.ts'

type Given = Readonly<Record<string, unknown>>

/**
 * Writes in one transaction what the input asks, but for its idempotency key, and returns what the payload's statement is to be told (`written.<name>`) as JSON.
 * Throws Refused, NotFound or Conflict.
 */
export type Write = (
  trx: Transaction<Tables>,
  input: Given,
  by: { actor: string; inputType: GraphQLInputType; schema: GraphQLSchema; context: Context },
) => Promise<object>

/**
 * Resolves a mutation: all or nothing, once for an idempotency key, and answered by one statement after the commit.
 * What the selection of it, or of another mutation of the operation, does wrong is told before anything is written.
 */
export const resolveMutation =
  (write: Write) =>
  async (
    _root: unknown,
    { input }: { input?: unknown },
    context: Context,
    info: GraphQLResolveInfo,
  ): Promise<Row | Failure> => {
    if (!isObject(input)) throw new Error('A mutation has an input')
    const { database } = context
    const actor = actorOf(context)
    const { idempotencyKey: _, ...asked } = input
    const by = { actor: actor.name, inputType: inputTypeOf(info), schema: info.schema, context }
    checkPlans(info)
    const plan = planOf(info)
    try {
      const key = readOptional(input, 'idempotencyKey', text(MAX_IDEMPOTENCY_KEY))
      const outcome = await inTransaction(database.kysely, async (trx) => {
        const work = async () => ({ ...(await write(trx, asked, by)), entry: await findLastEntry(trx) })
        if (key === null) return work()
        return once(trx, { scope: actor.keyId, key, digest: digestOf(info.fieldName, asked) }, work)
      })
      return await readWritten(
        readPlan(database, plan, { ...info.variableValues, ...writtenVariables(outcome) }),
      )
    } catch (error) {
      if (isUnavailable(error)) throw new BusyError()
      if (error instanceof OutcomeUnknown) throw new OutcomeUnknownError()
      const failure = failureOf(error)
      if (!failure) throw error
      return failure
    }
  }

/** What is written is written: nobody is to be told that nothing was done, since what was cannot be read. */
async function readWritten<Written>(reading: Promise<Written>): Promise<Written> {
  try {
    return await reading
  } catch (error) {
    throw error instanceof BusyError ? new OutcomeUnknownError() : error
  }
}

function inputTypeOf({ parentType, fieldName }: GraphQLResolveInfo): GraphQLInputType {
  const input = parentType.getFields()[fieldName]?.args.find(({ name }) => name === 'input')
  if (!input) throw new Error(`${fieldName} takes no input`)
  return input.type
}

/** The same for the same request, whatever the order of its fields. */
const digestOf = (field: string, asked: Given): string =>
  createHash('sha256')
    .update(`${field} ${JSON.stringify(asked, sorted)}`)
    .digest('hex')

const sorted = (_key: string, value: unknown): unknown =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value
