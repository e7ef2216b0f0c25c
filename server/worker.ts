// One of several processes that serve one port: started by workers.ts alone.
import cluster from 'node:cluster'
import { openDatabase } from '../db/open.ts'
import { readConfig } from './config.ts'
import { endByDefect } from './end-by-defect.ts'
import { openEndpoint } from './endpoint.ts'
import { messageOf } from './expected.ts'
import { createLog } from './log.ts'
import { poolingOf } from './pooling.ts'
import { findTraces } from './traces.ts'
import { type FromWorker, isToWorker, type ToWorker } from './workers/messages.ts'

endByDefect()

const order = Promise.withResolvers<Extract<ToWorker, { is: 'SERVE' }>>()
const stop = Promise.withResolvers<void>()

process.on('message', (message: unknown) => {
  if (!isToWorker(message)) return
  if (message.is === 'SERVE') order.resolve(message)
  else if (message.is === 'MEASURE') void measure().then((measured) => tell({ is: 'MEASURED', measured }))
  else stop.resolve()
})
// Ctrl-C reaches every process of the terminal: the primary says when to end.
process.on('SIGINT', () => {})
process.once('SIGTERM', () => stop.resolve())
cluster.worker?.once('disconnect', () => {
  // The primary is gone. Node would end this process on the spot, in the midst of its requests, but for this.
  if (cluster.worker) cluster.worker.exitedAfterDisconnect = true
  stop.resolve()
})

/** Nothing until it serves. */
let measure = async (): Promise<readonly object[]> => []
const tell = (message: FromWorker) => process.send?.(message)

async function work(): Promise<void> {
  const given = await Promise.race([order.promise, stop.promise])
  if (!given) return
  const { databaseUrl, connections, port } = given
  const config = { ...readConfig(), port }
  const log = createLog(config).child({ worker: process.pid })
  const onError = (error: Error) => log.warn({ reason: error.message }, 'a database connection was lost')
  await using opened = new AsyncDisposableStack()
  const onStatement = (await findTraces())?.statement
  const database = openDatabase(databaseUrl, { connections, onError, onStatement, ...poolingOf(config) })
  opened.defer(() => database.close())
  const endpoint = await openEndpoint(database, config, log)
  opened.defer(() => endpoint.close())
  measure = async () => (await endpoint.measure()).flat()
  tell({ is: 'LISTENING', url: endpoint.url })
  await stop.promise
}

try {
  await work()
} catch (error) {
  const message = messageOf(error)
  if (message === null) throw error
  tell({ is: 'FAILED', message })
  process.exitCode = 1
}
if (process.connected) process.disconnect()
