import { execFile } from 'node:child_process'
import { chown, mkdtemp, realpath, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { promisify } from 'node:util'
import type { MortalPostgres } from './faults/postgres.ts'
import { query } from './postgres.ts'

const run = promisify(execFile)

/** Room for a database, and little more. */
const SIZE_MIB = 48
/** What is left of it for the test to fill: a few megabytes, so that a service has begun to write. */
const LEFT_BYTES = 4_194_304

/**
 * Moves the tables of a database to a small disk that is nearly full. Its log stays where it is: a PostgreSQL that cannot write
 * that ends at once. Null where this process may not mount one. Put back as it was after the test.
 */
export async function fillTablespace(
  t: TestContext,
  { url, account }: Pick<MortalPostgres, 'url' | 'account'>,
): Promise<{ free(): Promise<void> } | null> {
  const place = await realpath(await mkdtemp(join(tmpdir(), 'dateline-small-')))
  const options = `size=${SIZE_MIB}m,mode=755`
  const isMounted = await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place]).then(
    () => true,
    () => false,
  )
  if (!isMounted) {
    await rm(place, { recursive: true })
    return null
  }
  if (account) await chown(place, account.uid, account.gid)
  const filler = join(place, 'filler')
  const free = () => rm(filler, { force: true })
  const admin = new URL(url)
  const database = admin.pathname.slice(1)
  admin.pathname = '/postgres'
  const moveTo = (tablespace: string) =>
    query(admin, `alter database ${database} with allow_connections false;`)
      .then(() =>
        query(admin, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`),
      )
      .then(() => query(admin, `alter database ${database} set tablespace ${tablespace}`))
      .then(() => query(admin, `alter database ${database} with allow_connections true`))
  t.after(async () => {
    await free()
    await moveTo('pg_default')
    await query(admin, 'drop tablespace small')
    await run('umount', [place])
    await rm(place, { recursive: true })
  })
  await query(admin, `create tablespace small location '${place}'`)
  await moveTo('small')
  const { bavail, bsize } = await statfs(place)
  await writeFile(filler, Buffer.alloc(Math.max(0, bavail * bsize - LEFT_BYTES)))
  return { free }
}
