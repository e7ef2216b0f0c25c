/** A metric with what it is at one moment, in the form that prom-client merges and prints. */
export interface Measured {
  name: string
  help: string
  type: 'counter' | 'gauge' | 'histogram'
  /** Every series is of one process: none is added to another. */
  aggregator: 'first'
  values: readonly Value[]
}

/** One series. Its labels are of a bounded number: nothing that a client has written. */
export interface Value {
  value: number
  labels: Readonly<Record<string, string | number>>
  /** The name with its suffix, of a part of a histogram. */
  metricName?: string
}

/** What only grows, until the process ends. */
export const counter = (name: string, help: string, values: readonly Value[]): Measured =>
  measured('counter', name, help, values)

/** What goes up and down. */
export const gauge = (name: string, help: string, values: readonly Value[]): Measured =>
  measured('gauge', name, help, values)

/** How often durations lay below each of some bounds. */
export const histogram = (name: string, help: string, values: readonly Value[]): Measured =>
  measured('histogram', name, help, values)

/** A series without labels. */
export const one = (value: number): Value[] => [{ value, labels: {} }]

const measured = (
  type: Measured['type'],
  name: string,
  help: string,
  values: readonly Value[],
): Measured => ({
  name: `dateline_${name}`,
  help,
  type,
  aggregator: 'first',
  values,
})
