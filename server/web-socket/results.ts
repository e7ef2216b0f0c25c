import { type ExecutionArgs, type ExecutionResult, execute, subscribe } from 'graphql'
import type { ReadToken } from '../../db/read-token.ts'
import type { Replica } from '../../db/replica.ts'
import { answerText } from '../../schema/answer.ts'
import type { Actor, Context } from '../../schema/context.ts'
import { schema } from '../../schema/index.ts'
import { readVariables } from '../../schema/variables.ts'
import { findRefusal } from '../refusal.ts'
import type { Account } from './account.ts'
import type { AskedOperation } from './operation.ts'
import { Refused } from './told-errors.ts'

/** One result of an operation: the JSON of it, whole. */
export interface Frame {
  readonly text: string
}

/**
 * The results of an operation, pulled one by one. All that a transport knows of what it carries: whoever makes frames another
 * way, one for many subscribers, gives them out like this.
 */
export interface Results {
  /** The next result; null after the last. Rejects with Refused where the operation ends by errors. */
  next(): Promise<Frame | null>
  /** Ends the operation: a `next` that waits resolves to null, as soon as it can. */
  return(): void
}

export interface Reading extends Pick<Context, 'database' | 'feedHead' | 'publicRead'> {
  replica: Replica | null
}

/** Who asks, what the database must have seen, and who keeps account of it. */
export interface Asking {
  actor: Actor | null
  readToken: ReadToken | null
  account: Account
}

/** What answers an operation. Nothing is done before the first result is pulled. */
export function openResults(reading: Reading, asked: AskedOperation, asking: Asking): Results {
  const ending = new AbortController()
  const { database, feedHead, publicRead } = reading
  const context: Context = { database, feedHead, publicRead, actor: asking.actor, signal: ending.signal }
  const next =
    asked.operation.operation === 'subscription'
      ? followed(argsOf(asked, context), asking.account)
      : once(() => answer(reading, asked, asking, context))
  return { next, return: () => ending.abort() }
}

function once(make: () => Promise<Frame>): Results['next'] {
  let made = false
  return async () => {
    if (made) return null
    made = true
    return make()
  }
}

/** A query by the text that PostgreSQL writes, where it can; all else by the executor, as over HTTP. */
async function answer(
  { database, replica, publicRead }: Reading,
  asked: AskedOperation,
  { actor, readToken, account }: Asking,
  context: Context,
): Promise<Frame> {
  const { operation, fragments, variables: given } = asked
  if (operation.operation !== 'query') return frameOf(await execute(argsOf(asked, context)), account)
  const reader = replica?.readerFor(readToken) ?? database
  const variables = readVariables(schema, operation, given)
  const written =
    variables &&
    (await answerText({ schema, operation, fragments, variables }, { database: reader, publicRead, actor }))
  if (written && 'text' in written) return { text: `{"data":${written.text}}` }
  const contextValue = { ...context, database: reader, ...written }
  return frameOf(await execute(argsOf(asked, contextValue)), account)
}

function followed(args: ExecutionArgs, account: Account): Results['next'] {
  let source: AsyncGenerator<ExecutionResult> | undefined
  return async () => {
    try {
      source ??= await open(args, account)
      const { value, done } = await source.next()
      return done ? null : frameOf(value, account)
    } catch (error) {
      throw error instanceof Refused ? error : new Refused(account.tell([error]))
    }
  }
}

async function open(args: ExecutionArgs, account: Account): Promise<AsyncGenerator<ExecutionResult>> {
  const source = await subscribe(args)
  if (Symbol.asyncIterator in source) return source
  throw new Refused(account.tell(source.errors ?? []))
}

const argsOf = (
  { document, operation, variables }: AskedOperation,
  contextValue: Context,
): ExecutionArgs => ({
  schema,
  document,
  operationName: operation.name?.value ?? null,
  variableValues: variables,
  contextValue,
})

/** A result with data is a result, whatever else went wrong; without any it ends the operation. */
function frameOf(result: ExecutionResult, account: Account): Frame {
  const { data, errors } = result
  const refusal = findRefusal(result)
  if (refusal) throw new Refused(account.tell([refusal.error]))
  const told = errors && account.tell(errors)
  if (data === undefined) throw new Refused(told ?? [])
  return { text: JSON.stringify({ data, ...(told && { errors: told }) }) }
}
