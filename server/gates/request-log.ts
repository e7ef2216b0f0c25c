import type { Exchange, Gate } from '../exchange.ts'
import { type Logger, msSince } from '../log.ts'

/** One line a request: what was asked, how it ended, how long it took. Never variables, headers or addresses. */
export const requestLog =
  (log: Logger): Gate =>
  (exchange) => {
    if (log.isLevelEnabled('info')) exchange.response.once('close', () => tell(log, exchange))
  }

const tell = (log: Logger, { id, request, response, path, start, asked }: Exchange) =>
  log.info(
    {
      requestId: id,
      method: request.method,
      path,
      status: response.statusCode,
      ms: msSince(start),
      ...asked,
    },
    'request',
  )
