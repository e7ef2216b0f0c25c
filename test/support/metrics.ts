import assert from 'node:assert/strict'

/** What was read of a page of metrics. */
export interface Metrics {
  /** The value of the only series of a name that has these labels; undefined where there is none. */
  value(name: string, labels?: Record<string, string>): number | undefined
  /** The labels of all series of a name. */
  series(name: string): Record<string, string>[]
  text: string
}

/** Asks for metrics, and reads them strictly: each line is one that Prometheus takes, each metric is declared once, before its series. */
export async function readMetrics(url: string): Promise<Metrics> {
  const response = await fetch(url)
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
  const text = await response.text()
  const declared = new Set<string>()
  const found: { name: string; labels: Record<string, string>; value: number }[] = []
  for (const line of text.split('\n')) {
    const [, kind, of = ''] = /^# (HELP|TYPE) (\w+) .+$/.exec(line) ?? []
    if (kind) {
      assert.ok(!declared.has(`${kind} ${of}`), `declared twice: ${line}`)
      declared.add(`${kind} ${of}`)
    } else if (line !== '') {
      const [, name = '', pairs = '', value] = SERIES.exec(line) ?? []
      assert.ok(value !== undefined, `not a series: ${line}`)
      const base = name.replace(/_(bucket|sum|count)$/, '')
      assert.ok(declared.has(`TYPE ${name}`) || declared.has(`TYPE ${base}`), `not declared: ${line}`)
      const labels = Object.fromEntries([...pairs.matchAll(LABEL)].map(([, key, text]) => [key, text]))
      found.push({ name, labels, value: Number(value) })
    }
  }
  const allOf = (name: string) => found.filter((one) => one.name === name)
  return {
    text,
    series: (name) => allOf(name).map(({ labels }) => labels),
    value: (name, wanted = {}) => {
      const some = allOf(name).filter(({ labels }) =>
        Object.entries(wanted).every(([key, value]) => labels[key] === value),
      )
      assert.ok(some.length < 2, `several series of ${name} ${JSON.stringify(wanted)}`)
      return some[0]?.value
    },
  }
}

const SERIES = /^(\w+)(?:\{(.*)\})? (\S+)$/
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g

/** Where a service that was asked for metrics says that they are. */
export const metricsOf = (log: string): string => /"metrics":"([^"]+)"/.exec(log)?.[1] ?? ''
