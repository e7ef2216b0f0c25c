import { collectDefaultMetrics, Registry } from 'prom-client'

/** All that is measured of this process now. */
export type Measure = () => Promise<readonly object[]>

/** Measures what any process of Node has: its event loop, heap, processor time and handles. */
export function createProcessMeasure(): Measure {
  const register = new Registry()
  collectDefaultMetrics({ register })
  return async () => (await register.getMetricsAsJSON()).map((metric) => ({ ...metric, aggregator: 'first' }))
}
