import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import type { ReadToken } from '../../db/read-token.ts'
import type { Replica } from '../../db/replica.ts'
import { answerText } from '../../schema/answer.ts'
import type { Context } from '../../schema/context.ts'
import type { Frame, Subscription, Subscriptions } from '../../schema/feed/subscriptions.ts'
import { schema } from '../../schema/index.ts'
import { readOperation } from '../../schema/operation.ts'
import { MAX_VARIABLE_ERRORS, readVariables } from '../../schema/variables.ts'
import type { Arrival } from '../exchange.ts'
import type { Admission } from '../limits/admission.ts'
import type { Admit } from '../limits/admit.ts'
import { DeadlineError, withinSeconds } from '../limits/deadline.ts'
import { type SubscriptionTally, TooManySubscriptionsError } from '../limits/subscription-tally.ts'
import { findRefusal } from '../refusal.ts'
import type { Account } from './account.ts'
import type { AskedOperation } from './operation.ts'
import { Refused } from './told-errors.ts'

/** One result of an operation: the JSON of it, whole. */
export interface Result {
  readonly text: string
}

/** The results of an operation, pulled as they come. All that a transport knows of what it carries. */
export interface Results {
  /**
   * The next results, one at least; null after the last. Rejects with Refused where the operation ends by errors. The very
   * same array goes to all who are sent the same.
   */
  next(): Promise<readonly Result[] | null>
  /** Ends the operation, also one that is over: a `next` that waits resolves to null, as soon as it can. */
  return(): void
}

export interface Reading extends Pick<Context, 'database' | 'publicRead' | 'reach' | 'selectionBounds'> {
  replica: Replica | null
  subscriptions: Subscriptions
  /** Whether an operation may be executed, by what it asks for. */
  admit: Admit
  tally: SubscriptionTally
  executionSeconds: number
}

/** Who asks, what the database must have seen, and who keeps account of it. */
export interface Asking {
  caller: Pick<Arrival, 'actor' | 'address'>
  readToken: ReadToken | null
  account: Account
}

/** What answers an operation. Nothing is done before the first result is pulled. */
export function openResults(reading: Reading, asked: AskedOperation, asking: Asking): Results {
  if (asked.operation.operation === 'subscription') return follow(reading, asked, asking)
  const { database, publicRead, reach, selectionBounds } = reading
  const context: Context = {
    database,
    publicRead,
    actor: asking.caller.actor,
    ...(reach && { reach }),
    ...(selectionBounds && { selectionBounds }),
  }
  const next = once(async () => {
    const { cost } = admitted(reading, asked, asking)
    const answered = await withinSeconds(reading.executionSeconds, answer(reading, asked, asking, context))
    if (answered instanceof DeadlineError) throw new Refused(asking.account.tell([answered]))
    return withCost(answered, asked, cost)
  })
  return { next, return: () => {} }
}

/** Throws Refused where it may not be executed. */
function admitted({ admit }: Reading, asked: AskedOperation, { caller, account }: Asking): Admission {
  const admission = admit(asked, caller)
  if (admission.refusal) throw new Refused(account.tell([admission.refusal]))
  return admission
}

/** A result with `extensions.cost`, for who asked for it. */
const withCost = (result: Result, { asksCost }: AskedOperation, cost: Admission['cost']): Result =>
  asksCost ? { text: `${result.text.slice(0, -1)},"extensions":${JSON.stringify({ cost })}}` } : result

function once(make: () => Promise<Result>): Results['next'] {
  let made = false
  return async () => {
    if (made) return null
    made = true
    return [await make()]
  }
}

/** A query by the text that PostgreSQL writes, where it can; all else by the executor, as over HTTP. */
async function answer(
  { database, replica, publicRead }: Reading,
  asked: AskedOperation,
  { caller: { actor }, readToken, account }: Asking,
  context: Context,
): Promise<Result> {
  const { operation, fragments, variables: given } = asked
  if (operation.operation !== 'query') return resultOf(await execute(argsOf(asked, context)), account)
  const reader = replica?.readerFor(readToken) ?? database
  const variables = readVariables(schema, operation, given)
  const written =
    variables &&
    (await answerText({ schema, operation, fragments, variables }, { database: reader, publicRead, actor }))
  if (written && 'parts' in written) return { text: `{"data":${written.parts.join('')}}` }
  const contextValue = { ...context, database: reader, ...written }
  return resultOf(await execute(argsOf(asked, contextValue)), account)
}

/** The very frames that all others are sent. */
function follow(reading: Reading, asked: AskedOperation, asking: Asking): Results {
  const { caller, account } = asking
  let end = () => {}
  let subscription: Subscription | undefined
  let isOver = false
  const open = async () => {
    admitted(reading, asked, asking)
    const operation = readOperation(argsOf(asked))
    if ('errors' in operation) throw new Refused(account.tell(operation.errors))
    const { subscriptions, publicRead, tally } = reading
    const begun = tally.begin(caller)
    if (begun instanceof TooManySubscriptionsError) throw new Refused(account.tell([begun]))
    end = begun
    const opened = await subscriptions.subscribe({ operation, actor: caller.actor, publicRead })
    if (!('next' in opened)) throw new Refused(account.tell(opened.errors ?? []))
    if (isOver) opened.return()
    return opened
  }
  const told = (frames: readonly Frame[] | null) => {
    // They are the last frame, and come alone.
    const errors = frames?.[0]?.errors
    if (errors) throw new Refused(account.tell(errors))
    return frames
  }
  return {
    next: async () => {
      try {
        subscription ??= await open()
        return told(await subscription.next())
      } finally {
        // It may have been counted after it was ended.
        if (isOver) end()
      }
    },
    return: () => {
      isOver = true
      end()
      subscription?.return()
    },
  }
}

const argsOf = (
  { document, operation, variables }: AskedOperation,
  contextValue?: Context,
): ExecutionArgs => ({
  schema,
  document,
  operationName: operation.name?.value ?? null,
  variableValues: variables,
  contextValue,
  options: { maxCoercionErrors: MAX_VARIABLE_ERRORS },
})

/** A result with data is a result, whatever else went wrong; without any it ends the operation. */
function resultOf(result: ExecutionResult, account: Account): Result {
  const { data, errors } = result
  const refusal = findRefusal(result)
  if (refusal) throw new Refused(account.tell([refusal.error]))
  const told = errors && account.tell(errors)
  if (data === undefined) throw new Refused(told ?? [])
  return { text: JSON.stringify({ data, ...(told && { errors: told }) }) }
}
