import { type ExecutionResult, GraphQLError, locatedError } from 'graphql'
import { isUnavailable } from '../../db/busy.ts'
import type { Database } from '../../db/database.ts'
import type { Feed, FeedPosition } from '../../db/feed.ts'
import { RefusedCursor } from '../../db/refused-cursor.ts'
import { createTurns } from '../../db/turns.ts'
import { refusalOf } from '../access.ts'
import type { Actor, Context } from '../context.ts'
import { BadUserInputError, BusyError, GoingAwayError } from '../errors.ts'
import { cursorError } from '../feed-cursor.ts'
import type { Operation } from '../sql/index.ts'
import { type FeedField, feedFieldOf } from './frame-plan.ts'
import { createGroup, type Group } from './group.ts'
import { afterOf, groupKey } from './group-key.ts'
import { createRoom } from './room.ts'
import { createSubscription, type Subscription } from './subscription.ts'
import { createWindowReader } from './window.ts'

export type { Frame } from './runs.ts'
export type { Subscription }

/** What a transport asks for. */
export interface SubscribeRequest {
  /** A subscription with its variables as they are coerced (schema/variables.ts). */
  operation: Operation
  actor: Actor | null
  publicRead: boolean
  /** Where to begin, by what a transport knows of an earlier connection. Wins over the argument `after`. */
  after?: string | null
}

/** All subscriptions of a process, whatever they come by. */
export interface Subscriptions {
  /**
   * Begins one; its place is taken by then. Or answers with the result of a request that is refused, which holds
   * nothing but errors. Throws for a defect.
   */
  subscribe(request: SubscribeRequest): Promise<Subscription | ExecutionResult>
  /** How many there are now. */
  readonly active: number
  /** Characters that are kept for subscribers who have not come for them yet. */
  readonly kept: number
  /** Ends all, each with a last frame that says so, and refuses what comes later. */
  close(): void
}

interface Options {
  database: Database
  feed: Feed
  /** Called with what ended a subscription that should not have. */
  onError: (error: unknown) => void
  /** Milliseconds after which a subscriber who was sent nothing is told of progress. Default 12,000: within 15 s on a busy machine too. */
  heartbeatMs?: number
  /** Characters that are kept for subscribers who are a little behind; they read alone what is no longer there. Default 16 million. */
  keptCharacters?: number
}

const HEARTBEAT_MS = 12_000
const KEPT_CHARACTERS = 16_000_000
const BEATS_A_HEARTBEAT = 12
/** Statements at once: the connections are there for queries too. */
const GROUP_READS = 4
const BEHIND_READS = 2
const SLOW_READS = 2

/** Follows the feed on behalf of subscribers, who share what is the same for them. Whoever opened it closes it. */
export function openSubscriptions(options: Options): Subscriptions {
  const { database, feed, onError, heartbeatMs = HEARTBEAT_MS, keptCharacters = KEPT_CHARACTERS } = options
  const groups = new Map<string, { group: Group; size: number }>()
  const active = new Set<Subscription>()
  const shared = {
    feed,
    lanes: {
      group: createTurns(GROUP_READS),
      behind: createTurns(BEHIND_READS),
      slow: createTurns(SLOW_READS),
    },
    room: createRoom(keptCharacters),
    heartbeatMs,
  }
  let closed = false
  const beating = setInterval(() => {
    const now = performance.now()
    for (const { group } of groups.values()) group.beat(now)
  }, heartbeatMs / BEATS_A_HEARTBEAT).unref()

  const openGroup = (key: string, create: () => Group) => {
    const known = groups.get(key)
    // One that has failed is there for those who have not been told so yet.
    const found = known && !known.group.failure ? known : { group: create(), size: 0 }
    groups.set(key, found)
    found.size++
    const leave = () => {
      if (--found.size > 0) return
      if (groups.get(key) === found) groups.delete(key)
      found.group.close()
    }
    return { group: found.group, leave }
  }
  const findPlace = async (after: string | null): Promise<FeedPosition> =>
    after === null ? feed.latest() : { seq: await feed.find(after), cursor: after }

  const begin = async (request: SubscribeRequest, field: FeedField): Promise<Subscription> => {
    const { operation, actor, publicRead } = request
    const refusal = closed ? new GoingAwayError() : refusalOf([field.field], { actor, publicRead })
    if (refusal) throw refusal
    // Numbers from before the feed turned may mean other entries: nobody joins those who have them.
    const key = `${feed.turns} ${groupKey(operation, field, actor?.role ?? null)}`
    const context: Context = { database, actor: null, publicRead }
    const reader = groups.has(key) ? null : createWindowReader(operation, field, { database, feed, context })
    const place = await findPlace(request.after ?? afterOf(operation, field))
    const create = () =>
      createGroup(reader ?? createWindowReader(operation, field, { database, feed, context }), shared)
    const { group, leave } = openGroup(key, create)
    const subscription = createSubscription(group, place, heartbeatMs, {
      failed: (error) => toldOf(error, field, onError),
      left: () => {
        active.delete(subscription)
        leave()
      },
    })
    active.add(subscription)
    if (closed) subscription.end(new GoingAwayError())
    return subscription
  }
  return {
    get active() {
      return active.size
    },
    get kept() {
      return shared.room.size
    },
    subscribe: async (request) => {
      const field = feedFieldOf(request.operation)
      if (!field)
        return { errors: [new BadUserInputError('subscription', 'The subscription selects nothing')] }
      try {
        return await begin(request, field)
      } catch (error) {
        const known = expectedOf(error, field)
        if (!known) throw error
        return { errors: [locatedError(known, field.nodes, [field.key])] }
      }
    },
    close: () => {
      closed = true
      clearInterval(beating)
      for (const subscription of active) subscription.end(new GoingAwayError())
    },
  }
}

/** What a caller may be told of an error; null of a defect. */
function expectedOf(error: unknown, { field }: FeedField): GraphQLError | null {
  if (error instanceof RefusedCursor) return cursorError(error, `${field.name}.after`)
  // Whoever begins while the database restarts comes back, as those do who have begun.
  if (isUnavailable(error)) return new BusyError()
  return error instanceof GraphQLError ? error : null
}

/** The last error of a subscription that has begun. */
function toldOf(error: unknown, field: FeedField, onError: (error: unknown) => void): GraphQLError {
  const known = expectedOf(error instanceof RefusedCursor ? turnedOf(error) : error, field)
  if (!known) onError(error)
  const { message, extensions } = known ?? DEFECT
  const { http, ...told } = extensions
  return new GraphQLError(message, { path: [field.key], extensions: told })
}

/** A place that was good is not forged, nor beyond the head, unless the feed is another one now. */
const turnedOf = ({ fault, oldest }: RefusedCursor): RefusedCursor =>
  new RefusedCursor(fault === 'INVALID' ? 'EPOCH_CHANGED' : fault, oldest)

const DEFECT = new GraphQLError('Unexpected error.', { extensions: { code: 'INTERNAL_SERVER_ERROR' } })
