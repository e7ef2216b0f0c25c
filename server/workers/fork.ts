import cluster from 'node:cluster'
import { WorkerFailure } from './failure.ts'
import { closeLostConnection } from './lost-connection.ts'
import { isFromWorker, type ToWorker } from './messages.ts'

/** A worker process. */
export interface Worker {
  pid: number | undefined
  /** Where it listens, once it does. Rejects with a WorkerFailure where it ended before. */
  listening: Promise<string>
  /** Resolves once the process is gone, to what ended it and how long it had listened. */
  ended: Promise<{ how: string; listenedMs: number }>
  /** What is measured of it now; nothing where it does not say in time. */
  measure(): Promise<readonly object[]>
  /** Tells it to end in order, and ends it where it does not within the deadline. Resolves once it is gone. */
  close(deadlineMs: number): Promise<void>
}

/** A frozen worker must not keep whoever watches from seeing the others. */
const MEASURE_MS = 2_000

const EXEC = new URL('../worker.ts', import.meta.url).pathname

/** Starts a worker and tells it what to serve. */
export function forkWorker(serve: Extract<ToWorker, { is: 'SERVE' }>): Worker {
  cluster.setupPrimary({ exec: EXEC, args: [] })
  const worker = cluster.fork()
  closeLostConnection(worker)
  const tell = (message: ToWorker) => {
    // Its end says the rest.
    worker.send(message, () => {})
  }
  let failure: string | undefined
  let since = Number.POSITIVE_INFINITY
  const listening = Promise.withResolvers<string>()
  let measuring: PromiseWithResolvers<readonly object[]> | undefined
  // Whoever waits for it is told; nobody has to.
  listening.promise.catch(() => {})
  worker.on('error', () => {})
  worker.on('message', (message: unknown) => {
    if (!isFromWorker(message)) return
    if (message.is === 'LISTENING') {
      since = performance.now()
      listening.resolve(message.url)
    } else if (message.is === 'MEASURED') {
      measuring?.resolve(message.measured)
    } else {
      failure = message.message
      listening.reject(new WorkerFailure(failure))
    }
  })
  const ended = new Promise<{ how: string; listenedMs: number }>((resolve) => {
    worker.once('exit', (code, signal) => {
      const how = failure ?? signal ?? `exit code ${code}`
      listening.reject(new WorkerFailure(`A worker ended before it listened: ${how}`))
      resolve({ how, listenedMs: Math.max(0, performance.now() - since) })
    })
  })
  tell(serve)
  return {
    pid: worker.process.pid,
    listening: listening.promise,
    ended,
    measure: async () => {
      if (!worker.isConnected()) return []
      const asked = measuring ?? Promise.withResolvers<readonly object[]>()
      const late = setTimeout(() => asked.resolve([]), MEASURE_MS)
      if (!measuring) tell({ is: 'MEASURE' })
      measuring = asked
      const measured = await asked.promise
      clearTimeout(late)
      measuring = undefined
      return measured
    },
    close: async (deadlineMs) => {
      const late = setTimeout(() => worker.process.kill('SIGKILL'), deadlineMs)
      if (worker.isConnected()) tell({ is: 'DRAIN' })
      await ended
      clearTimeout(late)
    },
  }
}
