import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { grantService } from '../../db/grant.ts'
import { migrate } from '../../db/migrate.ts'
import { createDatabase, type OpenOptions, openDatabase } from '../../db/open.ts'

export interface TestDatabase extends Database {
  url: string
  /** The texts of all statements that `read` sent since the test began. */
  reads: string[]
}

/** Address of the PostgreSQL that support/setup.ts started, or of one that the caller named. */
const serverUrl = () => {
  const url = process.env.TEST_POSTGRES_URL
  if (!url)
    throw new Error('TEST_POSTGRES_URL is not set: run tests by npm test, or npm run test:file -- FILE')
  return url
}

/** Opens a migrated, empty database of its own for one test file and drops it after the file's tests. */
export async function openTestDatabase(options: OpenOptions = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await admin(async (db) => {
    await sql`create database ${sql.id(name)} template ${sql.id(TEMPLATE)}`.execute(db)
  })
  const reads: string[] = []
  const url = addressOf(name)
  const database = openDatabase(url, { ...options, onRead: (text) => reads.push(text) })
  after(async () => {
    await database.close()
    await admin(async (db) => {
      await sql`drop database ${sql.id(name)} with (force)`.execute(db)
    })
  })
  return { ...database, url, reads }
}

const TEMPLATE = 'dateline_template'

/** Makes the template that every test database is a copy of. Called once, before the first test file. */
export async function createTemplate(): Promise<void> {
  await createDatabase(serverUrl(), TEMPLATE)
  const database = openDatabase(addressOf(TEMPLATE), { statementTimeoutMs: 0 })
  await migrate(database.kysely)
  await sql`do $$ begin create role ${sql.id(SERVICE)} login password ${sql.lit(SERVICE)};
    exception when duplicate_object then null; end $$`.execute(database.kysely)
  await grantService(database.kysely, SERVICE)
  await database.close()
}

/** The role of the service, which can do nothing but what it needs; with its name as its password. */
const SERVICE = 'dateline_test_service'

/** Opens a database of a test as the service does, by a role that is not its owner. Whoever opened it closes it. */
export function openAsService({ url, reads }: TestDatabase): Database {
  return openDatabase(serviceUrlOf(url), { onRead: (text) => reads.push(text) })
}

/** The address of a database for the role of the service. */
export function serviceUrlOf(url: string): string {
  const address = new URL(url)
  Object.assign(address, { username: SERVICE, password: SERVICE })
  return address.href
}

const addressOf = (name: string) => {
  const url = new URL(serverUrl())
  url.pathname = `/${name}`
  return url.href
}

async function admin(work: (db: Database['kysely']) => Promise<void>): Promise<void> {
  const database = openDatabase(serverUrl(), { connections: 1, statementTimeoutMs: 0 })
  try {
    await work(database.kysely)
  } finally {
    await database.close()
  }
}
