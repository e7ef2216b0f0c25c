import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Server } from '../shapes/shape.ts'
import { BenchFailure } from './failure.ts'

/** A server that is measured, in a process of its own. */
export interface RunningServer {
  name: Server
  pid: number
  /** Where it listens: `http://127.0.0.1:4711`. */
  origin: string
  /** Milliseconds from its start to its first answer. */
  startMs: number
  /** What its connections to PostgreSQL call themselves. */
  application: string
  /** Ends the process and waits until it is gone. */
  close(): Promise<void>
}

const ROOT = resolve(import.meta.dirname, '../..')
const CONNECTIONS = 10
const LOG_FOLDER = join(ROOT, '.dateline/bench-logs')
const LOG_SHOWN = 1_000
const START_TIMEOUT_MS = 60_000
const POLL_MS = 20
const STOP_TIMEOUT_MS = 12_000

/** Starts a server and waits for its first answer. Throws BenchFailure when it has none. */
export async function openServer(name: Server, url: string, signal: AbortSignal): Promise<RunningServer> {
  const application = `bench-${name}-${process.pid}`
  const address = new URL(url)
  address.searchParams.set('application_name', application)
  const port = await freePort()
  await mkdir(LOG_FOLDER, { recursive: true })
  const log = await open(logOf(name), 'w')
  const started = performance.now()
  const child = spawn(process.execPath, COMMANDS[name], {
    cwd: ROOT,
    env: { ...withoutSettings(process.env), ...environmentOf(address.href, port) },
    stdio: ['ignore', log.fd, log.fd],
  })
  await log.close()
  const close = () => stop(child)
  try {
    const origin = `http://127.0.0.1:${port}`
    await firstAnswer(child, origin, name, signal)
    return { name, pid: child.pid ?? 0, origin, startMs: performance.now() - started, application, close }
  } catch (error) {
    await close()
    throw error
  }
}

const COMMANDS: Record<Server, string[]> = {
  limit: ['bench/run/limit-server.ts'],
  postgraphile: ['bench/peers/postgraphile.js'],
  dateline: ['server/cli.ts', 'serve'],
}

const environmentOf = (url: string, port: number): NodeJS.ProcessEnv => ({
  NODE_ENV: 'production',
  GRAPHILE_ENV: 'production',
  DATABASE_URL: url,
  PORT: String(port),
  CONNECTIONS: String(CONNECTIONS),
  DATELINE_HOST: '127.0.0.1',
  DATELINE_PORT: String(port),
  DATELINE_PUBLIC_READ: 'on',
})

/** Dateline is measured as it comes, whatever the terminal has set. */
const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('DATELINE_')))

const logOf = (name: Server) => join(LOG_FOLDER, `${name}.log`)

async function firstAnswer(child: ChildProcess, origin: string, name: Server, signal: AbortSignal) {
  const deadline = performance.now() + START_TIMEOUT_MS
  while (child.exitCode === null && performance.now() < deadline) {
    signal.throwIfAborted()
    try {
      await (await fetch(origin)).body?.cancel()
      return
    } catch {
      await sleep(POLL_MS)
    }
  }
  const log = await readFile(logOf(name), 'utf8')
  throw new BenchFailure(`${name} does not answer. The end of its log:\n${log.slice(-LOG_SHOWN)}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await gone
  clearTimeout(late)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
