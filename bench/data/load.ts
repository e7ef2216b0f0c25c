import { createHash, type Hash } from 'node:crypto'
import { copyJob, piecesOf } from './copy.ts'
import { revisionJobs, writeFeed } from './history.ts'
import { type Lanes, openLanes } from './lanes.ts'
import { foreignKeyJobs, forgetPutAside, indexJobs, putAside } from './put-aside.ts'
import { articleRecords, eventRecords, namedRecords, type Records, reviewRecords } from './records.ts'
import { settle } from './settle.ts'
import { claimTarget, prepareTarget } from './target.ts'
import { createWorld, type Size } from './world.ts'

export interface LoadOptions {
  url: string
  size: Size
  seed: number
  /** Whether the records that a database holds may go. */
  replace?: boolean
  /** Breaks the load off; what it leaves is replaced by the next one. */
  signal?: AbortSignal
  /** Called after each step. */
  tell?: (step: Step) => void
}

export interface Step {
  name: string
  rows: number | null
  seconds: number
}

/**
 * Fills a database. Returns the SHA-256 of all rows but those of the feed and the history, which follow from them:
 * the same for the same size, seed and version of this code. Throws TargetRefusal before it changes anything.
 */
export async function loadData(options: LoadOptions): Promise<string> {
  const { url, replace = false, signal = new AbortController().signal, tell = () => {} } = options
  const lanes = await openLanes(url, signal)
  try {
    await claimTarget(lanes)
    await prepareTarget(lanes, url, replace)
    const digest = createHash('sha256')
    for (const { name, run } of stepsOf(lanes, digest, options)) {
      signal.throwIfAborted()
      const started = performance.now()
      const rows = await run()
      tell({ name, rows: rows ?? null, seconds: (performance.now() - started) / 1000 })
    }
    return digest.digest('hex')
  } finally {
    await lanes.close()
  }
}

/** What a step returns is the number of rows that it copied. */
interface Work {
  name: string
  run: () => Promise<number | undefined>
}

function stepsOf(lanes: Lanes, digest: Hash, { size, seed }: LoadOptions): Work[] {
  const world = createWorld(size, seed)
  const copying = (name: string, records: Records) => ({
    name,
    run: () => copyRecords(lanes, digest, records),
  })
  const step = (name: string, run: () => Promise<void>) => ({ name, run: () => run().then(() => undefined) })
  return [
    step('foreign keys and indexes put aside', () => putAside(lanes)),
    copying('outlets, authors, subjects, parties, places', namedRecords(world)),
    copying('events', eventRecords(world)),
    copying('articles and claims', articleRecords(world)),
    copying('reviews', reviewRecords(world)),
    step('feed and indexes', async () => lanes.share([writeFeed, ...(await indexJobs(lanes))])),
    step('revisions', () => lanes.share(revisionJobs())),
    step('foreign keys', async () => lanes.share(await foreignKeyJobs(lanes))),
    step('identities, vacuum, statistics', () => settle(lanes).then(() => forgetPutAside(lanes))),
  ]
}

async function copyRecords(lanes: Lanes, digest: Hash, records: Records): Promise<number> {
  let rows = 0
  function* jobs() {
    for (const piece of piecesOf(records)) {
      digest.update(`${piece.table}\n${piece.text}`)
      rows += piece.rows
      yield copyJob(piece)
    }
  }
  await lanes.share(jobs())
  return rows
}
