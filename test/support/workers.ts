import { get } from 'node:http'
import { commandOf } from '../../server/postgres/pid.ts'

/** The workers that a service's log (of level debug) says have begun to listen, by their process numbers. */
export const workersIn = (log: string): number[] =>
  [...log.matchAll(/"worker":(\d+),"msg":"a worker listens"/g)].map(([, pid]) => Number(pid))

/** The workers that a service's log says have answered a request. */
export const answeringIn = (log: string): Set<number> =>
  new Set([...log.matchAll(/"worker":(\d+),"requestId"/g)].map(([, pid]) => Number(pid)))

/** The status of a request on a connection of its own; the code of the error where none came; HUNG after five seconds. */
export const knock = (url: string): Promise<number | string> =>
  new Promise((resolve) => {
    const asked = get(new URL('/ready', url), { agent: false, timeout: LONGEST_WAIT_MS }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    asked.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    asked.once('timeout', () => {
      resolve('HUNG')
      asked.destroy()
    })
  })

const LONGEST_WAIT_MS = 5_000

export const isGone = async (pid: number): Promise<boolean> => (await commandOf(pid)) === undefined
