import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgres } from '../../server/postgres.ts'
import { createTemplate } from './database.ts'

let close = async () => {}

/** Before the first test file: one PostgreSQL for all of them, embedded unless DATABASE_URL names another. */
export async function globalSetup(): Promise<void> {
  process.env.TEST_POSTGRES_URL ??= process.env.DATABASE_URL ?? (await openServer())
  // What is set for the machine must not change what the tests see.
  for (const name of Object.keys(process.env)) {
    if (name === 'DATABASE_URL' || name.startsWith('DATELINE_')) delete process.env[name]
  }
  await createTemplate()
}

/** After the last. */
export async function globalTeardown(): Promise<void> {
  await close()
}

async function openServer(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'dateline-test-'))
  const postgres = await openPostgres(folder)
  close = async () => {
    await postgres.close()
    await rm(folder, { recursive: true, force: true })
  }
  return postgres.url
}
