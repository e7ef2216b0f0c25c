import { readFile } from 'node:fs/promises'
import pg from 'pg'

/** Ticks of /proc/<pid>/stat a second: the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/** Resident memory of a process in bytes; null where there is no /proc, or no such process. */
export async function residentBytes(pid: number): Promise<number | null> {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(await read(`/proc/${pid}/status`))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

/** The most memory that a process has while it is watched, by a look each `intervalMs`; null where it cannot be told. */
export function watchMemory(pid: number, intervalMs: number) {
  let most: number | null = null
  const timer = setInterval(async () => {
    const bytes = await residentBytes(pid)
    if (bytes !== null) most = Math.max(most ?? 0, bytes)
  }, intervalMs)
  return { stop: () => clearInterval(timer), most: () => most }
}

/** Ticks of CPU that each process has used, as far as they can be read. */
export async function cpuTicks(pids: readonly number[]): Promise<CpuTicks> {
  const used = await Promise.all(
    pids.map(async (pid) => [pid, ticksOf(await read(`/proc/${pid}/stat`))] as const),
  )
  return new Map(used.flatMap(([pid, ticks]) => (ticks === null ? [] : [[pid, ticks]])))
}

type CpuTicks = ReadonlyMap<number, number>

/** Seconds of CPU between two readings; null where there is none to read, or where a process ended and took its own along. */
export function cpuSeconds(before: CpuTicks, after: CpuTicks): number | null {
  if (after.size === 0 || [...before.keys()].some((pid) => !after.has(pid))) return null
  const ticks = [...after].reduce((sum, [pid, used]) => sum + used - (before.get(pid) ?? 0), 0)
  return ticks / TICKS_PER_SECOND
}

/** The line of /proc/<pid>/stat: behind the name, which may hold anything, user and system time come 12th and 13th. */
export function ticksOf(stat: string): number | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user, system] = [Number(fields[11]), Number(fields[12])]
  return Number.isFinite(user + system) ? user + system : null
}

/** Tells the processes of PostgreSQL that serve a server's connections. */
export async function openBackends(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    pids: async (application: string): Promise<number[]> => {
      const { rows } = await client.query<{ pid: number }>(
        'select pid from pg_stat_activity where application_name = $1',
        [application],
      )
      const pids = rows.map(({ pid }) => pid)
      // PostgreSQL of another machine has pids too: of other processes here, or of none.
      const names = await Promise.all(pids.map((pid) => read(`/proc/${pid}/comm`)))
      return names.every((name) => name.startsWith('postgres')) ? pids : []
    },
    close: () => client.end(),
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    return ''
  }
}
