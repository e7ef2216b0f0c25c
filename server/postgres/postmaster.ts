import { readFileSync } from 'node:fs'
import { constants, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, PostgresFailure } from './failure.ts'
import { commandOf } from './pid.ts'

/** The main process of a PostgreSQL, as its own `postmaster.pid` names it. */
export interface Postmaster {
  pid: number
  port: number
}

const STOP_TIMEOUT_MS = 10_000
const STOP_INTERVAL_MS = 10

/** Who `<data>/postmaster.pid` names, alive or not; undefined after an orderly end. */
export async function findPostmaster(data: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(data), 'utf8').catch(() => '')
  const [pid, , , port] = text.split('\n').map(Number)
  return pid && port ? { pid, port } : undefined
}

/** Whether a process lives and is a PostgreSQL of this data folder, not a stranger with a dead one's number. */
export async function runsPostgres(pid: number, data: string): Promise<boolean> {
  return (await commandOf(pid))?.includes(`/postgres -D ${data} `) ?? false
}

/**
 * Has PostgreSQL disregard a `postmaster.pid` that names a stranger: it would refuse to start while any process of
 * its user has that number. The file stays, for its note of the shared memory that a dead one's children may
 * still hold; only the number becomes that of this process, which PostgreSQL, its child, knows to be none of its own.
 */
export async function disownPostmaster(data: string): Promise<void> {
  const text = await readFile(pidFile(data), 'utf8').catch(() => undefined)
  if (text === undefined) return
  // Root follows no link here: the folder belongs to another user.
  const file = await open(pidFile(data), constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW)
  await file.writeFile(text.replace(/^\d+/, String(process.pid))).finally(() => file.close())
}

/**
 * Ends a PostgreSQL and waits until it is gone: in order or, where its connections do not end in `patienceMs`, at once;
 * it then recovers when next started.
 */
export async function stopPostmaster(pid: number, data: string, patienceMs = STOP_TIMEOUT_MS): Promise<void> {
  if (await endsOn('SIGINT', pid, data, patienceMs)) return
  if (await endsOn('SIGQUIT', pid, data, STOP_TIMEOUT_MS)) return
  throw new PostgresFailure(
    'POSTGRES_FAILED',
    `PostgreSQL, process ${pid}, does not end. Its data folder is ${data}.`,
  )
}

/** Tells a PostgreSQL to end in order, at once and without waiting: for the last moment of a process. */
export function interruptPostmaster(pid: number, data: string): void {
  try {
    if (readFileSync(pidFile(data), 'utf8').startsWith(`${pid}\n`)) process.kill(pid, 'SIGINT')
  } catch {
    // It has ended already.
  }
}

async function endsOn(
  signal: NodeJS.Signals,
  pid: number,
  data: string,
  patienceMs: number,
): Promise<boolean> {
  const deadline = performance.now() + patienceMs
  try {
    if (await runsPostgres(pid, data)) process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
  while (await runsPostgres(pid, data)) {
    if (performance.now() > deadline) return false
    await sleep(STOP_INTERVAL_MS)
  }
  return true
}

const pidFile = (data: string) => join(data, 'postmaster.pid')
