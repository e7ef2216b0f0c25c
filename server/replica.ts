import type { Database } from '../db/database.ts'
import { openDatabase } from '../db/open.ts'
import { openReplica, type Replica } from '../db/replica.ts'
import type { ReplicaFault } from '../db/replica-watch.ts'
import type { Config } from './config.ts'
import type { Logger } from './log.ts'
import { findTraces } from './traces.ts'

/** Longer than a statement may run there: what a network has dropped without a word is asked of the primary. */
const ANSWER_TIMEOUT_MS = 10_000

/** Opens the replica at an address, and tells the log when it is not read from, and when it is again. */
export const openReplicaAt = async (
  url: string,
  primary: Database,
  { pooled }: Pick<Config, 'pooled'>,
  log: Logger,
): Promise<Replica> =>
  openReplica(
    primary,
    openDatabase(url, {
      pooled,
      answerTimeoutMs: ANSWER_TIMEOUT_MS,
      onStatement: (await findTraces())?.statement,
      onError: (error) => log.warn({ reason: error.message }, 'a connection to the replica was lost'),
    }),
    {
      onChange: (fault, error) => {
        if (fault === null) return log.info('the replica is read from again')
        const reason = error instanceof Error ? error.message : undefined
        log.warn({ fault, reason }, FAULTS[fault])
      },
    },
  )

const FAULTS: Record<ReplicaFault, string> = {
  NO_ANSWER: 'the replica does not answer: queries read from the primary',
  NOT_A_REPLICA:
    'DATABASE_REPLICA_URL is no replica of DATABASE_URL, or has not followed it to its new timeline: queries read from the primary',
  TOO_FAR_BEHIND: 'the replica is too far behind: queries read from the primary',
}
