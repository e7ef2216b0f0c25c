import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { probeDatabase } from '../../db/open.ts'
import { ensureSystemAccount } from '../../server/postgres/account.ts'
import { launchOptions, run } from '../../server/postgres/run.ts'
import { makePlace } from './postgres.ts'
import { until } from './until.ts'

const PROGRAM = 'pgbouncer'
/** Sessions that it has of PostgreSQL: fewer than those who ask, so that they get each other's. */
const SESSIONS = 3

/** Whether this machine has PgBouncer. */
export const hasPgBouncer = async (): Promise<boolean> => (await run(PROGRAM, ['--version'])).ok

/** A PgBouncer in transaction mode before a database, ended after the test: the address of the database through it. */
export async function openPgBouncer(t: TestContext, databaseUrl: string): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl)
  const name = pathname.slice(1)
  const own = await findFreePort()
  const file = join(await makePlace(t), 'pgbouncer.ini')
  await writeFile(
    file,
    `[databases]
${name} = host=${hostname} port=${port} dbname=${name} user=${username} password=${decodeURIComponent(password)}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${SESSIONS}
`,
  )
  await chmod(file, 0o644)
  // It does not run as root.
  const account = process.getuid?.() === 0 ? await ensureSystemAccount() : undefined
  const bouncer = spawn(PROGRAM, ['-q', file], { ...launchOptions(account), stdio: 'ignore' })
  const ended = once(bouncer, 'exit')
  t.after(async () => {
    bouncer.kill('SIGKILL')
    await ended
  })
  // Without a setting that it refuses: the way that any client comes.
  const url = `postgres://dateline@127.0.0.1:${own}/${name}`
  await until('PgBouncer answers', () =>
    probeDatabase(url).then(
      () => true,
      () => false,
    ),
  )
  return url
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address ? address.port : 0
}
