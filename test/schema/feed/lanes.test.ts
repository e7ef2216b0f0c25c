import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { createTurns } from '../../../db/turns.ts'
import { createLaneReader } from '../../../schema/feed/lanes.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestFeed } from '../../support/feed.ts'
import { makeOutlet } from '../../support/make.ts'
import { until } from '../../support/until.ts'

const db = await openTestDatabase()
const OUTLETS = 'subscription ($after: Cursor) { outlets(after: $after) { entry { nodeId } } }'
/** Each is a group of its own, and waits for articles. */
const slowOne = (nth: number) =>
  `subscription ($after: Cursor) { outlets(after: $after, filter: { articles: { some: { slug: { eq: "x${nth}" } } } }) { cursor } }`
/** More than there are turns of any kind. */
const SLOW = 6
/** A statement that waits for a table ends after two seconds; until then nobody knows that it is slow. */
const KNOWN_MS = 8_000
const PROMPT_MS = 1_500

test('who filters slowly holds up no one else for long, neither at the newest entry nor behind', async () => {
  const { subscribe, feed } = await openTestFeed(db)
  const oldest = feed.head.cursor
  await makeOutlet(db)
  await until('it', () => feed.head.seq === 1)
  const locking = new pg.Client({ connectionString: db.url })
  await locking.connect()
  after(() => locking.end())
  await locking.query('begin; lock table article')
  for (let nth = 0; nth < SLOW; nth++) {
    const [live, behind] = [
      await subscribe(slowOne(nth)),
      await subscribe(slowOne(nth + SLOW), { after: oldest }),
    ]
    // They take what they are sent, which is nothing.
    for (const reader of [live, behind])
      reader
        .frame()
        .then(reader.frame)
        .catch(() => {})
  }
  await makeOutlet(db)
  await wait(KNOWN_MS)

  const [live, behind] = [await subscribe(OUTLETS), await subscribe(OUTLETS, { after: oldest })]
  await live.frame()
  const start = performance.now()
  await makeOutlet(db)
  assert.equal((await live.entry()).entry.nodeId, 'Outlet:3')
  assert.equal((await behind.entry()).entry.nodeId, 'Outlet:1')
  const ms = performance.now() - start
  assert.ok(ms < PROMPT_MS, `it took ${ms} ms`)
  await locking.query('rollback')
})

test('a try that fails gives its turn back, and one that was slow goes by the slow lane until it is quick again', async () => {
  const went: string[] = []
  const turnsOf = (name: string) => {
    const turns = createTurns(1)
    return <Result>(work: () => Promise<Result>) => {
      went.push(name)
      return turns(work)
    }
  }
  const lanes = { group: turnsOf('group'), behind: turnsOf('behind'), slow: turnsOf('slow') }
  const place = { seq: 1, cursor: '1' }
  const window = { items: [], reached: place }
  let takesMs = 300
  const read = createLaneReader(
    async () => {
      await wait(takesMs)
      return window
    },
    lanes,
    new AbortController().signal,
  )
  await read('group', place)
  await read('behind', place)
  takesMs = 0
  await read('group', place)
  await read('group', place)
  assert.deepEqual(went, ['group', 'slow', 'slow', 'group'])
})
