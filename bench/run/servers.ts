import { openServerProcess, type ServerProcess } from '../server-process.ts'
import { SERVICE_ARGS } from '../service-args.ts'
import type { Server } from '../shapes/shape.ts'

/** A server that is measured. */
export interface RunningServer extends ServerProcess {
  name: Server
  /** What its connections to PostgreSQL call themselves. */
  application: string
}

const CONNECTIONS = 10

/** Starts a server and waits for its first answer. Throws BenchFailure when it has none. */
export async function openServer(name: Server, url: string, signal: AbortSignal): Promise<RunningServer> {
  const application = `bench-${name}-${process.pid}`
  const address = new URL(url)
  address.searchParams.set('application_name', application)
  const environment = (port: number) => environmentOf(address.href, port)
  const opened = await openServerProcess({ name, args: COMMANDS[name], environment }, signal)
  return { ...opened, name, application }
}

const COMMANDS: Record<Server, readonly string[]> = {
  limit: ['bench/run/limit-server.ts'],
  postgraphile: ['bench/peers/postgraphile.js'],
  dateline: SERVICE_ARGS,
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
