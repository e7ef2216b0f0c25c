import { after } from 'node:test'
import type { Database } from '../../db/database.ts'
import { type Feed, openFeed } from '../../db/feed.ts'
import type { Context } from '../../schema/context.ts'
import {
  type Frame,
  openSubscriptions,
  type Subscription,
  type Subscriptions,
} from '../../schema/feed/subscriptions.ts'
import { schema } from '../../schema/index.ts'
import { readOperation } from '../../schema/operation.ts'
import { createDocuments } from '../../server/documents.ts'
import { USUAL_LIMITS } from '../../server/limits/limits.ts'
import { OPEN } from '../../server/protection.ts'

type OpenOptions = Partial<Parameters<typeof openSubscriptions>[0]>

/** Subscriptions without a server, over a database of the test; ended after the file's tests. */
export interface TestFeed {
  feed: Feed
  subscriptions: Subscriptions
  /** What went wrong beside what subscribers were told. */
  errors: unknown[]
  warnings: string[]
  /** Subscribes; throws where that is refused. A document of the same text is the same document. */
  subscribe(source: string, variables?: Record<string, unknown>, actor?: Context['actor']): Promise<Reader>
  /** The error of a subscription that is refused. */
  refusal(source: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>
  close(): Promise<void>
}

export async function openTestFeed(database: Database, options: OpenOptions = {}): Promise<TestFeed> {
  const errors: unknown[] = []
  const warnings: string[] = []
  const onError = (error: unknown) => errors.push(error)
  const feed = await openFeed(database, { onError, onWarning: (warning) => warnings.push(warning) })
  const subscriptions = openSubscriptions({ database, feed, onError, ...options })
  const documents = createDocuments(schema, {
    ...OPEN,
    limits: { ...USUAL_LIMITS, aliases: Number.POSITIVE_INFINITY },
  })
  let closing: Promise<void> | undefined
  const close = () => {
    subscriptions.close()
    closing ??= feed.close()
    return closing
  }
  after(close)
  const open = async (source: string, variableValues: Record<string, unknown>, actor: Context['actor']) => {
    const { document, errors: invalid } = documents.find(source)
    if (invalid.length > 0) throw new Error(invalid.join('\n'))
    const operation = readOperation({ schema, document, variableValues })
    return 'errors' in operation ? operation : subscriptions.subscribe({ operation, actor, publicRead: true })
  }
  return {
    feed,
    subscriptions,
    errors,
    warnings,
    subscribe: async (source, variables = {}, actor = null) => {
      const opened = await open(source, variables, actor)
      if ('next' in opened) return createReader(opened)
      throw new Error(`It was refused: ${JSON.stringify(opened)}`)
    },
    refusal: async (source, variables = {}) => {
      const opened = await open(source, variables, null)
      if ('next' in opened) throw new Error('It was not refused')
      return { ...opened.errors?.[0]?.extensions }
    },
    close,
  }
}

/** A result as a client reads it. Typed as JSON.parse types it: a test asserts what it holds. */
export type ReadFrame = ReturnType<typeof JSON.parse>

/** A subscriber that takes frames one by one. */
export interface Reader {
  subscription: Subscription
  /** The next result; undefined at the end. */
  result(): Promise<ReadFrame>
  /** The next frame, whatever its root field is called. */
  frame(): Promise<ReadFrame>
  /** The next frame with an entry. */
  entry(): Promise<ReadFrame>
  /** The extensions of the error that it ends with. */
  ending(): Promise<ReadFrame>
}

function createReader(subscription: Subscription): Reader {
  const left: Frame[] = []
  const result = async () => {
    if (left.length === 0) left.push(...((await within(subscription.next())) ?? []))
    const frame = left.shift()
    return frame && { ...JSON.parse(frame.text), cursor: frame.cursor }
  }
  const frame = async () => {
    const read = await result()
    if (!read?.data) throw new Error(`It ended: ${JSON.stringify(read)}`)
    const [found] = Object.values<ReadFrame>(read.data)
    return found
  }
  return {
    subscription,
    result,
    frame,
    entry: async () => {
      for (;;) {
        const found = await frame()
        if (found.entry !== null) return found
      }
    },
    ending: async () => {
      for (;;) {
        const read = await result()
        if (read === undefined) throw new Error('It ended without an error')
        if (read.errors) return read.errors[0].extensions
      }
    },
  }
}

const LONGEST_WAIT_MS = 10_000

async function within<Result>(work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error('nothing came')), LONGEST_WAIT_MS)
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
