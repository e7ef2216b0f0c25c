import type { Gate } from '../exchange.ts'
import type { RequestCounts } from '../metrics/request-counts.ts'

/** Counts each request at the end of its answer. */
export const requestCount =
  (counts: RequestCounts): Gate =>
  (exchange) => {
    const { response, asked, start } = exchange
    response.once('close', () => {
      const status = response.headersSent ? response.statusCode : null
      counts.count({ way: exchange.way, asked, status, ms: performance.now() - start })
    })
  }
