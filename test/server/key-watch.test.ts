import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { openDatabase } from '../../db/open.ts'
import { openKeyWatch, whileInForce } from '../../server/key-watch.ts'
import { createKeyring } from '../../server/keyring.ts'
import { openTestDatabase } from '../support/database.ts'
import { idOf, makeKey, revokeKeys } from '../support/keys.ts'
import { openRelay } from '../support/relay.ts'

const database = await openTestDatabase()
/** Longer than a key is trusted. */
const AWAY_MS = 5_100

const actorOf = (key: string) => ({ name: 'reader', role: 'READER', keyId: idOf(key) }) as const
const makeActor = async () => actorOf(await makeKey(database, 'READER'))
test('a key that was revoked while the database was away gives out nothing when it is back', async (t) => {
  const relay = await openRelay([database.url])
  const served = openDatabase(relay.url)
  t.after(() => Promise.all([served.close(), relay.close()]))
  const keyring = createKeyring(served)
  const key = await makeKey(database, 'READER')
  const [ended, good] = [actorOf(key), await makeActor()]
  const gone = new AbortController()
  t.after(() => gone.abort())
  const follow = (actor: typeof ended) => {
    const watch = openKeyWatch(keyring, actor, gone.signal)
    let items = 0
    const next = whileInForce(watch, async () => (watch.signal.aborted ? 'the end' : ++items), gone.signal)
    return { watch, next }
  }
  const [one, other] = [follow(ended), follow(good)]
  assert.deepEqual([await one.next(), await other.next()], [1, 1])
  await relay.close()
  await revokeKeys(database, [key])
  await wait(AWAY_MS)
  await assert.rejects(one.watch.confirm())
  const held = [one.next(), other.next()]
  await relay.reopen()
  assert.deepEqual(await Promise.all(held), ['the end', 2])
  assert.equal(await one.watch.confirm(), false)
  assert.equal(await other.watch.confirm(), true)
})

test('a key whose role was changed is no longer in force as it was', async () => {
  const actor = await makeActor()
  const watch = openKeyWatch(createKeyring(database), actor, new AbortController().signal)
  await sql`update api_key set role = 'EDITOR' where id = ${actor.keyId}`.execute(database.kysely)
  await new Promise((resolve) => watch.signal.addEventListener('abort', resolve))
  assert.equal(await watch.confirm(), false)
})

test('of a connection that was gone before nothing is looked after', async () => {
  let looks = 0
  const keyring = createKeyring(database)
  const isInForce: typeof keyring.isInForce = (actor) => {
    looks++
    return keyring.isInForce(actor)
  }
  openKeyWatch({ ...keyring, isInForce }, await makeActor(), AbortSignal.abort())
  await wait(1_500)
  assert.equal(looks, 0)
})
