import { AggregatorRegistry, Registry } from 'prom-client'

/** What Prometheus is told that the text is. */
export const METRICS_TYPE: string = Registry.PROMETHEUS_CONTENT_TYPE

/** What was measured of one or several processes, as Prometheus reads it. */
export const writeMetrics = (processes: readonly (readonly object[])[]): Promise<string> =>
  AggregatorRegistry.aggregate([...processes]).metrics()

/** The same of a process among several: each of its series says whose it is, so that none seems to fall when one is replaced. */
export const labelled = (measured: readonly object[], worker: string): object[] =>
  measured.map((metric) =>
    'values' in metric && Array.isArray(metric.values)
      ? {
          ...metric,
          values: metric.values.map((value) => ({ ...value, labels: { ...value.labels, worker } })),
        }
      : metric,
  )
