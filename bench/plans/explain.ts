import pg from 'pg'
import type { Statement } from '../../db/database.ts'

/** How PostgreSQL plans a prepared statement: for the values of each execution, or once for all. */
export const PLANS = ['custom', 'generic'] as const
export type PlanKind = (typeof PLANS)[number]

/** What one execution of a statement came to. */
export interface Measured {
  /** Milliseconds of planning and of execution, without the sending of the answer. */
  planning: number
  execution: number
  /** Pages of 8 kB that were looked at, in memory or not. */
  buffers: number
  /** Tables that were read from one end to the other, with the rows read. */
  scans: { table: string; rows: number }[]
}

/** As long as the service lets a statement run. */
const TIMEOUT_MS = 8_000

/** A connection that explains statements, each for so long. Close it by `end`. */
export async function openExplainer(url: string, timeoutMs = TIMEOUT_MS): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'bench',
    options: `-c timezone=UTC -c datestyle=ISO -c jit=off -c statement_timeout=${timeoutMs}`,
  })
  // Whoever sent the statement under way is told of a lost connection.
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Runs a statement under `explain analyze`, the second time measured. Null when it exceeds the time. */
export async function measure(
  client: pg.Client,
  { text, values }: Statement,
  plan: PlanKind,
): Promise<Measured | null> {
  await client.query(`set plan_cache_mode = force_${plan}_plan`)
  await client.query(`prepare measured as ${text}`)
  const given = values.length > 0 ? `(${values.map((value) => literal(client, value)).join()})` : ''
  try {
    const explain = `explain (analyze, buffers, timing off, format json) execute measured${given}`
    await client.query(explain)
    const { rows } = await client.query<{ 'QUERY PLAN': Explained[] }>(explain)
    const [explained] = rows[0]?.['QUERY PLAN'] ?? []
    if (!explained) throw new Error('PostgreSQL explained nothing')
    return {
      planning: explained['Planning Time'],
      execution: explained['Execution Time'],
      buffers: (explained.Plan['Shared Hit Blocks'] ?? 0) + (explained.Plan['Shared Read Blocks'] ?? 0),
      scans: [...scansOf(explained.Plan)],
    }
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === QUERY_CANCELED) return null
    throw error
  } finally {
    await client.query('deallocate measured')
  }
}

const QUERY_CANCELED = '57014'

interface Explained {
  Plan: Node
  'Planning Time': number
  'Execution Time': number
}

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: Node[]
}

function* scansOf(node: Node): Generator<Measured['scans'][number]> {
  const rows = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
  if (node['Node Type'] === 'Seq Scan') yield { table: node['Relation Name'] ?? '', rows }
  for (const below of node.Plans ?? []) yield* scansOf(below)
}

const literal = (client: pg.Client, value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (!Array.isArray(value)) return client.escapeLiteral(String(value))
  const items = value.map((item) => (item === null ? 'null' : `"${String(item).replace(/["\\]/g, '\\$&')}"`))
  return client.escapeLiteral(`{${items.join()}}`)
}
