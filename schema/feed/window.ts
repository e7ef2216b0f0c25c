import { type DocumentNode, execute, Kind } from 'graphql'
import type { Database } from '../../db/database.ts'
import type { Feed, FeedPosition } from '../../db/feed.ts'
import { RefusedCursor } from '../../db/refused-cursor.ts'
import { RefusedNull } from '../../db/refused-null.ts'
import type { Context } from '../context.ts'
import type { Operation, Row } from '../sql/index.ts'
import { jsonWriter } from '../sql/json.ts'
import { textWriter } from '../sql/json-text.ts'
import { bind, type Plan } from '../sql/plan.ts'
import { isWritable } from '../sql/text.ts'
import { type FeedField, planFrames, WINDOW_ENTRIES, WRITTEN_ENTRIES, windowVariables } from './frame-plan.ts'
import { createFrameText, type FrameText, type Item, markedItem } from './frame-text.ts'

/** A stretch of the feed as a subscription is shown it. */
export interface Window {
  items: readonly Item[]
  /** The end of the stretch, which may lie behind its last item. */
  reached: FeedPosition
}

/** Reads the feed for one operation, a stretch at a time. */
export interface WindowReader {
  frames: FrameText
  /** What follows a place, as far as the feed is known. Throws RefusedCursor where it cannot be told, in the statement itself. */
  read(from: FeedPosition): Promise<Window>
}

/**
 * By one statement a stretch, which writes the text of each entry that matches. Where that is not possible, the executor
 * answers each by itself. Throws for what is wrong with the operation's arguments, before anything is asked.
 */
export function createWindowReader(
  operation: Operation,
  field: FeedField,
  { database, feed, context }: { database: Database; feed: Feed; context: Context },
): WindowReader {
  const frames = createFrameText(operation, field)
  const { contents } = frames
  const text = isWritable(operation) ? planFrames(operation, field, textWriter, contents) : null
  let objects: Plan | undefined
  const statementOf = (plan: Plan, from: FeedPosition, upTo: number) =>
    bind(plan, { ...operation.variables, ...windowVariables(from.cursor, upTo) })
  if (text) statementOf(text, { seq: 0, cursor: '' }, 0)

  const readTexts = async (plan: Plan, from: FeedPosition, upTo: number): Promise<Window> => {
    const rows = await database.readTextRows(statementOf(plan, from, upTo))
    const [reached = null] = rows[0] ?? []
    const items = rows.flatMap(([, seq, cursor, ...values]) =>
      seq != null && cursor != null ? [frames.item(Number(seq), cursor, values)] : [],
    )
    return windowOf(items, endOf(upTo, reached))
  }
  const readObjects = async (from: FeedPosition, upTo: number): Promise<Window> => {
    objects ??= planFrames(operation, field, jsonWriter, contents)
    const rows = await database.readRows(statementOf(objects, from, upTo))
    const items: Item[] = []
    for (const [, seq, cursor, ...values] of rows) {
      if (seq == null) continue
      const marked = await executeFrame(operation, frames.row(String(cursor), values), context)
      items.push(markedItem(Number(seq), String(cursor), marked))
    }
    return windowOf(items, endOf(upTo, rows[0]?.[0]))
  }
  return {
    frames,
    read: async (from) => {
      const upTo = Math.min(from.seq + WINDOW_ENTRIES, feed.head.seq)
      const passed = passOver(feed, from, upTo, field.followed.kind)
      if (passed) return { items: [], reached: passed }
      if (!text) return readObjects(from, upTo)
      return readTexts(text, from, upTo).catch((error: unknown) => {
        // A value is missing: the executor knows how far up that is felt.
        if (error instanceof RefusedNull) return readObjects(from, upTo)
        throw error
      })
    },
  }
}

/** Throws what is wrong with the arguments of a subscription, as a BadUserInputError, and asks nothing. */
export function checkWindow(operation: Operation, field: FeedField): void {
  const { contents } = createFrameText(operation, field)
  const plan = planFrames(operation, field, jsonWriter, contents)
  bind(plan, { ...operation.variables, ...windowVariables('', 0) })
}

/** An entry that was known and is there no more was lost: the feed is another one. */
function endOf(seq: number, cursor: unknown): FeedPosition {
  if (typeof cursor === 'string') return { seq, cursor }
  throw new RefusedCursor('EPOCH_CHANGED', null)
}

/** One that is full ends with its last item: more of the stretch may match. */
function windowOf(items: readonly Item[], end: FeedPosition): Window {
  const last = items.at(-1)
  return { items, reached: last && items.length === WRITTEN_ENTRIES ? last : end }
}

/** The end of a stretch in which nothing of the kind is; null where the database is to be asked. */
function passOver(feed: Feed, from: FeedPosition, upTo: number, kind: string | null): FeedPosition | null {
  // A place from before the feed turned is refused by the database.
  if (kind === null || !feed.knows(from)) return null
  const items = feed.between(from.seq, upTo)
  return items?.some((item) => item.kind === kind) === false ? (items.at(-1) ?? null) : null
}

/** The result of one entry as the executor writes it, with what failed in it. */
async function executeFrame(operation: Operation, row: Row, contextValue: Context): Promise<string> {
  const { schema, fragments, variables } = operation
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [operation.operation, ...Object.values(fragments)],
  }
  const { data, errors } = await execute({
    schema,
    document,
    rootValue: row,
    variableValues: variables,
    contextValue,
  })
  return JSON.stringify({ data, ...(errors && { errors }) })
}
