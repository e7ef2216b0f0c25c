import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'
import type { Config } from './config.ts'

export type { Logger }

/** One JSON object a line on standard output, or readable lines for a terminal. */
export const createLog = ({ logLevel, readableLog }: Pick<Config, 'logLevel' | 'readableLog'>): Logger =>
  readableLog
    ? pino({ level: logLevel, base: null }, pretty({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' }))
    : pino({ level: logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
