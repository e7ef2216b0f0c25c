import type { Database } from '../../db/database.ts'
import type { Feed } from '../../db/feed.ts'
import type { Subscriptions } from '../../schema/feed/subscriptions.ts'
import { planCounts } from '../../schema/sql/index.ts'
import { DeadlineError, withinSeconds } from '../limits/deadline.ts'
import type { Webhooks } from '../webhooks.ts'
import { counter, gauge, type Measured, one } from './measured.ts'
import { createProcessMeasure, type Measure } from './process.ts'
import type { RequestCounts } from './request-counts.ts'

/** What is measured. */
export interface Sources {
  requests: RequestCounts
  database: Database
  feed: Feed
  subscriptions: Subscriptions
  /** Null where this process sends none. */
  webhooks: Webhooks | null
  /** How many WebSockets are open. */
  sockets: () => number
}

/** How long a database may take to say where the feed is; whoever watches must be told that it does not, too. */
const ANSWER_SECONDS = 1

/** Measures when asked: until then nothing is done but what each part counts for itself. */
export function createMeasure({
  requests,
  database,
  feed,
  subscriptions,
  webhooks,
  sockets,
}: Sources): Measure {
  const ofProcess = createProcessMeasure()
  return async () => {
    const latest = await withinSeconds(ANSWER_SECONDS, feed.latest()).catch(() => null)
    const written = latest instanceof DeadlineError ? null : latest
    const plans = planCounts()
    return [
      ...requests.measure(),
      ...poolsOf(database),
      counter('plans_total', 'Plans that were found kept, and that were made', [
        { labels: { outcome: 'kept' }, value: plans.hits },
        { labels: { outcome: 'made' }, value: plans.made },
      ]),
      gauge('plans_kept', 'Plans that are kept', one(plans.kept)),
      gauge('subscriptions_active', 'Subscriptions under way', one(subscriptions.active)),
      gauge('feed_kept_characters', 'Kept for subscribers who have not come for it', one(subscriptions.kept)),
      gauge('web_sockets_open', 'WebSockets that are open', one(sockets())),
      gauge('database_up', '1 where the database has just answered', one(written ? 1 : 0)),
      gauge('feed_head', 'Number of the newest entry that this process knows', one(feed.head.seq)),
      ...(written
        ? [gauge('feed_behind_entries', BEHIND, one(Math.max(0, written.seq - feed.head.seq)))]
        : []),
      ...(webhooks ? webhooksOf(webhooks) : []),
      ...(await ofProcess()),
    ]
  }
}

const BEHIND =
  'Entries that are committed and not known to this process yet; lacking while the database does not answer'

function poolsOf(database: Database): Measured[] {
  const pools = database.pools()
  const by = (count: (pool: (typeof pools)[number]) => number) =>
    pools.map((pool) => ({ labels: { pool: pool.name }, value: count(pool) }))
  return [
    gauge(
      'pool_connections',
      'Connections to the database that are open',
      by(({ open }) => open),
    ),
    gauge(
      'pool_idle',
      'Those of them that nobody uses',
      by(({ idle }) => idle),
    ),
    gauge(
      'pool_waiting',
      'Statements and transactions that wait for a connection',
      by(({ waiting }) => waiting),
    ),
    gauge(
      'pool_connections_max',
      'Connections that there can be',
      by(({ most }) => most),
    ),
  ]
}

const webhooksOf = ({ counts, held }: Webhooks): Measured[] => [
  counter('webhook_attempts_total', 'Messages that receivers have taken, and that they have not', [
    { labels: { outcome: 'delivered' }, value: counts.delivered },
    { labels: { outcome: 'failed' }, value: counts.failed },
  ]),
  gauge('webhooks_held', 'Webhooks that this process sends for now', one(held)),
]
