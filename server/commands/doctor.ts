import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { checkAdmin, checkFeed, checkMigrations } from '../../db/doctor/contents.ts'
import { type Finding, fail, ok, warn } from '../../db/doctor/finding.ts'
import { checkListening, checkReplica, codeOf } from '../../db/doctor/links.ts'
import { checkRights } from '../../db/doctor/rights.ts'
import { checkClock, checkServer } from '../../db/doctor/server.ts'
import type { Output } from './output.ts'

export interface DoctorOptions {
  database: Database
  /** Null where the settings name none. */
  replica: Database | null
  embedded: boolean
  /** Where the embedded PostgreSQL keeps its data; null without one. */
  folder: string | null
  workers: number
  out: Output
}

/** Checks a deployment and writes a line a check; changes nothing. Resolves to the exit code: 1 where any check fails. */
export async function runDoctor(options: DoctorOptions): Promise<number> {
  let code = 0
  for await (const finding of examine(options)) {
    writeFinding(options.out, finding)
    if (finding.state === 'fail') code = 1
  }
  return code
}

/** A line of its own for one finding. */
export function writeFinding(out: Output, { check, state, found, advice }: Finding): void {
  out.write(`${state.padEnd(5)}${check.padEnd(12)}${found}${advice && `: ${advice}`}\n`)
}

async function* examine(options: DoctorOptions): AsyncGenerator<Finding> {
  const { database, replica, folder } = options
  const unreachable = await sql`select 1`.execute(database.kysely).then(
    () => null,
    (error: unknown) =>
      fail('database', `does not answer (${codeOf(error)})`, 'look at DATABASE_URL, and whether it runs'),
  )
  if (unreachable) return yield unreachable
  yield ok('database', 'answers')
  yield* await checkServer(database, options)
  yield await checkClock(database)
  yield await unlessFailing('listening', () => checkListening(database))
  if (replica) yield await checkReplica(database, replica)
  if (folder !== null) yield await checkDisk(folder)
  const rights = await unlessFailing('rights', () => checkRights(database, options))
  const migrations = await unlessFailing('migrations', () => checkMigrations(database))
  yield migrations
  yield rights
  if (migrations.state === 'fail' || rights.state === 'fail') return
  yield await unlessFailing('feed', () => checkFeed(database))
  yield await unlessFailing('admin key', () => checkAdmin(database))
}

/** A check that cannot be made is one that fails. */
const unlessFailing = (check: string, work: () => Promise<Finding>): Promise<Finding> =>
  work().catch((error: unknown) =>
    fail(check, `could not be looked at (${codeOf(error)})`, 'the role may lack a right: docs/operation.md'),
  )

const GIB = 1_073_741_824

/** Of the embedded PostgreSQL alone: the disk of another machine cannot be seen from here. */
async function checkDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder)
  const free = (bavail * bsize) / GIB
  const found = `${free.toFixed(1)} GiB are free`
  return free < 1 ? warn('disk', found, 'PostgreSQL stops when it is full') : ok('disk', found)
}
