import { readFile } from 'node:fs/promises'
import { PostgresFailure } from './failure.ts'
import { type Account, run } from './run.ts'

/** The system user that PostgreSQL runs as where root owns the data: PostgreSQL refuses to run as root. */
const SYSTEM_USER = 'postgres'

/** The account of the system user `postgres`, which is made where it is missing. Only root can call this. */
export async function ensureSystemAccount(): Promise<Account> {
  const found = await findAccount()
  if (found) return found
  await run('groupadd', ['--system', SYSTEM_USER])
  const made = await run('useradd', [
    ...['--system', '--gid', SYSTEM_USER, '--no-create-home', '--home-dir', '/nonexistent'],
    ...['--shell', '/usr/sbin/nologin', '--comment', 'PostgreSQL', SYSTEM_USER],
  ])
  // Looked up whatever useradd answered: it also fails when another start has made the user meanwhile.
  const account = await findAccount()
  if (account) return account
  throw new PostgresFailure(
    'POSTGRES_FAILED',
    `PostgreSQL does not run as root, and the user "${SYSTEM_USER}" could not be made: ${made.output}\n` +
      'Start Dateline as a plain user, make that user yourself, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

async function findAccount(): Promise<Account | undefined> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '')
  const entry = passwd.split('\n').find((line) => line.startsWith(`${SYSTEM_USER}:`))
  const [, , uid, gid] = entry?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}
