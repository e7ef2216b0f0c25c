import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'
import { describeError } from './describe-error.ts'

export type { Logger }

/** A write for each line would be a tenth of what a small query costs. A process that is killed loses so much at most. */
const FLUSH_INTERVAL_MS = 100
const FLUSH_BYTES = 12_288

/** Milliseconds since `start` by performance.now(), to the tenth: what a line tells of a duration. */
export const msSince = (start: number): number => Math.round((performance.now() - start) * 10) / 10

const serializers = { err: describeError }

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
