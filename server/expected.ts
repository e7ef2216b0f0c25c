import { FeedFailure } from '../db/feed/checks.ts'
import { UnfitRole } from '../db/grant.ts'
import { ConfigError } from './config.ts'
import { PortTakenError } from './listen.ts'
import { ManifestError } from './manifest.ts'
import { PendingMigrationsError } from './pending.ts'
import { PoolerFailure } from './pooling.ts'
import { PostgresFailure } from './postgres.ts'
import { TokenKeysFailure } from './tokens/errors.ts'
import { UsageError } from './usage-error.ts'
import { WorkerFailure } from './workers/failure.ts'

/** What the person at the terminal is told of an error that they can mend; null of any other, which is a defect and shows its stack. */
export function messageOf(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && error.code === DENIED) {
    const hint = 'hint' in error && error.hint ? `${error.hint} ` : ''
    return `${error.message}. ${hint}What the owner of the schema does, and what the service: docs/operation.md`
  }
  return isExpected(error) ? error.message : null
}

/** What PostgreSQL calls `insufficient_privilege`. */
const DENIED = '42501'

const isExpected = (error: unknown): error is Error =>
  error instanceof UsageError ||
  (error instanceof Error && 'code' in error && SETTINGS_AT_FAULT.has(String(error.code))) ||
  error instanceof PortTakenError ||
  (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) ||
  error instanceof ConfigError ||
  error instanceof UnfitRole ||
  error instanceof ManifestError ||
  error instanceof PostgresFailure ||
  error instanceof PendingMigrationsError ||
  error instanceof PoolerFailure ||
  error instanceof TokenKeysFailure ||
  error instanceof WorkerFailure ||
  error instanceof FeedFailure

/** Codes of the system and of PostgreSQL for a host, port or database that a setting names and that is not to be had. */
const SETTINGS_AT_FAULT = new Set([
  'EADDRNOTAVAIL',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EACCES',
  'ECONNREFUSED',
  '3D000',
  '28P01',
  '28000',
])
