import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Config } from './config.ts'
import { type Listening, listen } from './listen.ts'
import type { Logger } from './log.ts'
import { METRICS_TYPE, writeMetrics } from './metrics/page.ts'

const PATH = '/metrics'
const CLOSE_MS = 1_000

/**
 * Answers Prometheus at `/metrics`, on a port of its own: what it tells is for those who run the service, and the port that
 * the world may ask at can never tell it by mistake. Throws PortTakenError.
 */
export async function openMetrics(
  { host, port }: NonNullable<Config['metrics']>,
  measure: () => Promise<readonly (readonly object[])[]>,
  log: Logger,
): Promise<{ close(): Promise<void> }> {
  const answer = async ({ url, method }: IncomingMessage, response: ServerResponse) => {
    const isAsked = url === PATH && (method === 'GET' || method === 'HEAD')
    if (!isAsked) return response.writeHead(url === PATH ? 405 : 404).end()
    const text = await writeMetrics(await measure())
    return response.writeHead(200, { 'content-type': METRICS_TYPE, 'cache-control': 'no-store' }).end(text)
  }
  const request = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error: unknown) => {
      log.error(error, 'metrics could not be measured')
      response.writeHead(500).end()
    })
  }
  const listening: Listening = await listen({ request }, host, port, { setting: 'DATELINE_METRICS_PORT' })
  log.info({ metrics: `${listening.origin}${PATH}` }, 'metrics')
  return { close: () => listening.close(CLOSE_MS) }
}
