import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'

export type { Logger }

/** A write for each line would be a tenth of what a small query costs. A process that is killed loses so much at most. */
const FLUSH_INTERVAL_MS = 100
const FLUSH_BYTES = 4_096

/** Milliseconds since `start` by performance.now(), to the tenth: what a line tells of a duration. */
export const msSince = (start: number): number => Math.round((performance.now() - start) * 10) / 10

interface ToldError {
  type: string
  message: string
  code?: string
  stack: string | undefined
  cause?: ToldError
}

/**
 * What is told of an error: never all that it holds, since PostgreSQL shows whole rows in its `detail`, and an error of GraphQL
 * the document that was asked.
 */
function describe(error: unknown): ToldError | string {
  if (!(error instanceof Error)) return typeof error
  const cause = error.cause instanceof Error ? describe(error.cause) : null
  return {
    type: error.constructor.name,
    message: error.message,
    ...('code' in error && { code: String(error.code) }),
    stack: error.stack,
    ...(cause && typeof cause === 'object' && { cause }),
  }
}

const serializers = { err: describe }

/** One JSON object a line on standard output, some at a time, or readable lines for a terminal. */
export const createLog = ({ logLevel, readableLog }: Pick<Config, 'logLevel' | 'readableLog'>): Logger =>
  readableLog
    ? pino(
        { level: logLevel, base: null, serializers },
        pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }),
      )
    : pino(
        { level: logLevel, base: null, serializers, timestamp: pino.stdTimeFunctions.isoTime },
        pino.destination({ sync: false, minLength: FLUSH_BYTES, periodicFlush: FLUSH_INTERVAL_MS }),
      )
