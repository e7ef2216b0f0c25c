import { createInterface } from 'node:readline'
import autocannon from 'autocannon'

/**
 * The generator of load, in a process of its own that stays warm from one measurement to the next. Each line of its
 * standard input is a job as JSON, each line of its standard output what came of it.
 */
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(JSON.parse(line)))}\n`)
}

async function run({ url, bodies, connections, seconds }) {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const requests = bodies.map((body) => ({ method: 'POST', headers, body }))
  let next = 0
  const load = autocannon({
    url,
    connections,
    duration: seconds,
    // Each connection begins elsewhere: they would all ask for the same thing at once.
    setupClient: (client) => {
      const first = Math.floor((next++ * requests.length) / connections)
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)])
    },
    verifyBody: (body) => !body.includes('"errors":'),
  })
  const started = performance.now()
  const times = []
  load.on('response', (_client, status, _bytes, time) => {
    if (status === 200) times.push(time)
  })
  const result = await load
  const elapsed = (performance.now() - started) / 1000
  times.sort((one, two) => one - two)
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  const failed =
    result.mismatches + result.errors + result.timeouts + (result['2xx'] - times.length) + result.non2xx
  return {
    answered: times.length,
    failed,
    seconds: elapsed,
    p50: at(0.5),
    p99: at(0.99),
    bytes: result.throughput.total,
  }
}
