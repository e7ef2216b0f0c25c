import { sql } from 'kysely'
import type { Database } from './database.ts'

/** How long a statement may run, where nothing else is said. */
export const STATEMENT_TIMEOUT_MS = 8_000
const LOCK_TIMEOUT_MS = 2_000
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 10_000

/**
 * What a connection asks for when it begins. A transaction pooler refuses it, or gives the session to somebody else:
 * behind one nothing is asked, and the database must be set up so (`findUnsetSettings`).
 */
export const sessionParameters = (
  pooled: boolean,
  statementTimeoutMs = STATEMENT_TIMEOUT_MS,
  { plansOnce = false } = {},
) =>
  pooled
    ? {}
    : {
        // Instants print with the offset of the session, and a plain date must not move with it.
        options: `-c timezone=UTC -c datestyle=ISO${plansOnce ? ' -c plan_cache_mode=force_generic_plan' : ''}`,
        statement_timeout: statementTimeoutMs,
        lock_timeout: statementTimeoutMs === 0 ? 0 : LOCK_TIMEOUT_MS,
        idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
      }

interface Setting {
  name: string
  /** As PostgreSQL is told it. */
  wanted: string
  /** Whether what it is serves as well. */
  serves: (value: string) => boolean
}

const isLimit = (value: string) => value !== '0'

const SETTINGS: readonly Setting[] = [
  { name: 'timezone', wanted: 'UTC', serves: (value) => /^(Etc\/)?UTC$/.test(value) },
  { name: 'datestyle', wanted: 'ISO', serves: (value) => value.startsWith('ISO') },
  { name: 'statement_timeout', wanted: `${STATEMENT_TIMEOUT_MS}ms`, serves: isLimit },
  { name: 'lock_timeout', wanted: `${LOCK_TIMEOUT_MS}ms`, serves: isLimit },
  {
    name: 'idle_in_transaction_session_timeout',
    wanted: `${IDLE_IN_TRANSACTION_TIMEOUT_MS}ms`,
    serves: isLimit,
  },
]

/** The statements that set up what a session of the database lacks; none where it lacks nothing. */
export async function findUnsetSettings({ kysely }: Database): Promise<string[]> {
  const names = sql.join(SETTINGS.map(({ name }) => sql`${name}`))
  const { rows } = await sql<{ name: string; value: string; place: string }>`
    select name, current_setting(name) as value, format('role %I in database %I', current_user, current_database()) as place
    from unnest(array[${names}]::text[]) as name`.execute(kysely)
  return SETTINGS.flatMap(({ name, wanted, serves }) => {
    const found = rows.find((row) => row.name === name)
    if (!found || serves(found.value)) return []
    return [`alter ${found.place} set ${name} = '${wanted}'`]
  })
}
