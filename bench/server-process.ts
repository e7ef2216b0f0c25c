import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BenchFailure } from './run/failure.ts'

/** A server in a process of its own. */
export interface ServerProcess {
  pid: number
  /** Where it listens: `http://127.0.0.1:4711`. */
  origin: string
  /** Milliseconds from its start to its first answer. */
  startMs: number
  /** Ends the process and waits until it is gone. */
  close(): Promise<void>
}

interface Command {
  /** What its log is called, and a failure calls it. */
  name: string
  /** Of node, in the folder of the project. */
  args: readonly string[]
  environment: (port: number) => NodeJS.ProcessEnv
}

const ROOT = resolve(import.meta.dirname, '..')
const LOG_FOLDER = join(ROOT, '.dateline/bench-logs')
const LOG_SHOWN = 1_000
const START_TIMEOUT_MS = 60_000
const POLL_MS = 20
const STOP_TIMEOUT_MS = 12_000

/** Starts a server on a free port and waits for its first answer. Throws BenchFailure when it has none. */
export async function openServerProcess(
  { name, args, environment }: Command,
  signal: AbortSignal,
): Promise<ServerProcess> {
  const port = await freePort()
  await mkdir(LOG_FOLDER, { recursive: true })
  const log = await open(logOf(name), 'w')
  const started = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...withoutSettings(process.env), ...environment(port) },
    stdio: ['ignore', log.fd, log.fd],
  })
  await log.close()
  const close = () => stop(child)
  try {
    const origin = `http://127.0.0.1:${port}`
    await firstAnswer(child, origin, name, signal)
    return { pid: child.pid ?? 0, origin, startMs: performance.now() - started, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Dateline is measured as it comes, whatever the terminal has set. */
const withoutSettings = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('DATELINE_')))

const logOf = (name: string) => join(LOG_FOLDER, `${name}.log`)

async function firstAnswer(child: ChildProcess, origin: string, name: string, signal: AbortSignal) {
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
