import { openServerProcess, type ServerProcess } from '../server-process.ts'
import { SERVICE_ARGS } from '../service-args.ts'

/** The service over a database that is migrated, as it comes. */
export const openDateline = (url: string, signal: AbortSignal): Promise<ServerProcess> =>
  openServerProcess(
    {
      name: 'feed-dateline',
      args: SERVICE_ARGS,
      environment: (port) => ({
        NODE_ENV: 'production',
        DATABASE_URL: url,
        DATELINE_HOST: '127.0.0.1',
        DATELINE_PORT: String(port),
        DATELINE_PUBLIC_READ: 'on',
      }),
    },
    signal,
  )

/** What writes the same bytes to all. */
export const openBare = (signal: AbortSignal): Promise<ServerProcess> =>
  openServerProcess(
    {
      name: 'feed-bare',
      args: ['bench/feed/bare-server.ts'],
      environment: (port) => ({ NODE_ENV: 'production', PORT: String(port) }),
    },
    signal,
  )
