import assert from 'node:assert/strict'
import { appendFile, chown, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pg from 'pg'
import { prepareBinaries } from '../../server/postgres/binaries.ts'
import type { Cluster } from '../../server/postgres/cluster.ts'
import { prepareHome } from '../../server/postgres/home.ts'
import { stopPostmaster } from '../../server/postgres/postmaster.ts'
import { run } from '../../server/postgres/run.ts'
import { startPostgres } from '../../server/postgres/start.ts'
import { query } from './postgres.ts'
import { signalTo } from './signal.ts'
import { until } from './until.ts'

/** A streaming replica, on the same port for as long as it is. */
export interface TestReplica {
  /** Of the same database as the primary's. */
  url: string
  /** Replays nothing more until it is resumed. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Ends it by kill -9. */
  kill(): Promise<void>
  /** Starts it again. */
  start(): Promise<void>
  /** Stops it and all who answer for it, with every connection open; what it returns lets them go on. */
  freeze(): Promise<() => void>
}

/** Makes a replica of the PostgreSQL whose data is in `<from>/postgres`, in `folder`, and starts it. */
export async function makeReplica(
  t: TestContext,
  primaryUrl: string,
  from: string,
  folder: string,
): Promise<TestReplica> {
  const home = await prepareHome(folder)
  const data = join(home.folder, 'postgres')
  const { password } = new URL(primaryUrl)
  await copyData(primaryUrl, join(from, 'postgres'), data)
  await setUp(data, primaryUrl, home.account)
  const cluster: Cluster = { ...home, data, password, binaries: await prepareBinaries(home) }
  let { pid, port } = await startPostgres(cluster)
  t.after(() => stopPostmaster(pid, data))
  const url = new URL(primaryUrl)
  url.port = String(port)
  return {
    url: url.href,
    pause: async () => {
      // Asked for, it takes effect a moment later; and once in a while the replay sleeps over it until it is asked again.
      await until('the replica pauses', async () => {
        await query(url, 'select pg_wal_replay_pause()')
        const [row] = await query(url, 'select pg_get_wal_replay_pause_state() as state')
        return typeof row === 'object' && row !== null && 'state' in row && row.state === 'paused'
      })
    },
    resume: async () => {
      await query(url, 'select pg_wal_replay_resume()')
    },
    kill: async () => {
      process.kill(pid, 'SIGKILL')
      await stopPostmaster(pid, data)
    },
    start: async () => {
      pid = (await startPostgres(cluster, async () => port)).pid
    },
    freeze: async () => {
      const [row] = await query(url, 'select array_agg(pid) as pids from pg_stat_activity')
      const answering = typeof row === 'object' && row && 'pids' in row ? row.pids : []
      const pids: number[] = [pid, ...(Array.isArray(answering) ? answering : [])]
      // The one that told of the others ends at any moment.
      for (const one of pids) signalTo(one, 'SIGSTOP')
      return () => {
        for (const one of pids) signalTo(one, 'SIGCONT')
      }
    },
  }
}

/** Copies the files of a running PostgreSQL, as its manual says. */
async function copyData(url: string, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query("select pg_backup_start('test', true)")
    const { ok, output } = await run('cp', ['-a', from, to])
    assert.ok(ok, output)
    const { rows } = await client.query('select labelfile from pg_backup_stop()')
    await writeFile(join(to, 'backup_label'), rows[0].labelfile)
  } finally {
    await client.end()
  }
}

/** What the copy has of the primary's own is taken away, and it is told whom to follow. */
async function setUp(
  data: string,
  primaryUrl: string,
  account: { uid: number; gid: number } | undefined,
): Promise<void> {
  await rm(join(data, 'postmaster.pid'))
  for (const entry of await readdir(join(data, 'pg_wal'), { withFileTypes: true })) {
    if (entry.isFile()) await rm(join(data, 'pg_wal', entry.name))
  }
  const { hostname, port, username, password } = new URL(primaryUrl)
  await appendFile(
    join(data, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'\n`,
  )
  await writeFile(join(data, 'standby.signal'), '')
  for (const name of ['backup_label', 'standby.signal']) {
    if (account) await chown(join(data, name), account.uid, account.gid)
  }
}
