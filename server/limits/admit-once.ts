import type { Exchange } from '../exchange.ts'
import type { Admission } from './admission.ts'
import type { Admit, AskedWithVariables } from './admit.ts'

/** Whether the operation of a request may be executed. It is asked once, on whichever way is tried first: its points are taken then. */
export function admitOnce(exchange: Exchange, asked: AskedWithVariables, admit: Admit): Admission {
  exchange.admission ??= admit(asked, exchange)
  const { headers } = exchange.admission
  if (headers) {
    Object.assign(exchange.headers, headers)
    // The long way has told them already.
    for (const [name, value] of Object.entries(headers)) exchange.response.setHeader(name, value)
  }
  return exchange.admission
}
