/**
 * Follows everything that is recorded: a line on standard output for each entry, the state of the connection on standard
 * error. Ctrl-C ends it. With a cursor file it goes on where it stopped: an entry is repeated rather than lost.
 *
 *   node sdk/examples/monitor/main.ts [--url http://localhost:4000/graphql] [--cursor FILE]
 *
 * Where reading needs a key, DATELINE_KEY is one.
 */
import { parseArgs } from 'node:util'
import {
  CursorExpiredError,
  createDateline,
  DatelineError,
  type EntriesLiveSubscription,
} from '../../src/index.ts'
import { openCursorFile } from './cursor-file.ts'

const { values } = parseArgs({
  options: { url: { type: 'string', default: 'http://localhost:4000/graphql' }, cursor: { type: 'string' } },
})

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

const file = values.cursor === undefined ? null : await openCursorFile(values.cursor)
try {
  const dateline = createDateline({ url: values.url, apiKey: process.env.DATELINE_KEY })
  const entries = dateline.entries.live(
    { after: file?.cursor },
    {
      signal: stopping.signal,
      onStatus: (status, error) => tell(error ? `${status}: ${error.message}` : status),
    },
  )
  const keep = async () => entries.cursor !== undefined && file?.write(entries.cursor)
  await entries.ready
  // What comes before the first entry that was told of is missed by nobody who stops here.
  await keep()
  for await (const { entry } of entries) {
    process.stdout.write(`${entry.at} ${entry.action} ${entry.kind} ${nameOf(entry)}\n`)
    await keep()
  }
} catch (error) {
  if (!(error instanceof DatelineError)) throw error
  tell(error.message)
  if (error instanceof CursorExpiredError)
    tell(`Without the file ${values.cursor} it begins with what comes next.`)
  process.exitCode = 1
}

type Entry = NonNullable<EntriesLiveSubscription['entries']['entry']>

/** Its headline, title, text or name; one line, whatever it holds. */
function nameOf({ node, nodeId }: Entry): string {
  if (!node) return nodeId
  const name = ['headline', 'title', 'text', 'label', 'name', 'ratingText']
    .map((field) => Object.getOwnPropertyDescriptor(node, field)?.value)
    .find((value) => typeof value === 'string')
  return `${node.slug} ${String(name ?? '').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`.trim()
}

function tell(line: string) {
  process.stderr.write(`${line}\n`)
}
