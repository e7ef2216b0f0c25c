import assert from 'node:assert/strict'
import { connect as connectTo } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openTestDatabase, serviceUrlOf } from '../support/database.ts'
import { makeKey, revokeKeys } from '../support/keys.ts'
import { makeAll } from '../support/make.ts'
import { startService } from '../support/process.ts'
import { openRelay } from '../support/relay.ts'
import { openTestService } from '../support/serve.ts'
import { openStream } from '../support/stream.ts'
import { connect, subscribe } from '../support/web-socket.ts'

const { url, database } = await openTestService()
const createOutlet = (name: string) =>
  `mutation { createOutlet(input: { name: "${name}" }) { ... on CreateOutletPayload { node { id } } } }`
const isStored = async (db: typeof database, name: string) =>
  (await db.kysely.selectFrom('outlet').select('id').where('name', 'like', name).execute()).length > 0

test('a request whose body comes after its key was revoked is refused, and nothing of it done', async (t) => {
  for (const [name, isRevoked] of [
    ['After revocation', true],
    ['Slow but good', false],
  ] as const) {
    const key = await makeKey(database, 'EDITOR')
    const { hostname, port, pathname } = new URL(url)
    const socket = connectTo(Number(port), hostname).setEncoding('utf8')
    t.after(() => socket.destroy())
    const body = JSON.stringify({ query: createOutlet(name) })
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer ${key}\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
    )
    await wait(100)
    if (isRevoked) await revokeKeys(database, [key])
    await wait(2_200)
    socket.write(body.slice(10))
    let answer = ''
    for await (const text of socket) answer += text
    assert.match(answer, isRevoked ? /^HTTP\/1\.1 401 .*"UNAUTHENTICATED"/s : /^HTTP\/1\.1 200 .*"Outlet:/s)
    assert.equal(await isStored(database, name), !isRevoked)
  }
})

test('keys that were revoked while the database was away are sent nothing of later, and write nothing, when it is back', async (t) => {
  const db = await openTestDatabase()
  const relay = await openRelay([serviceUrlOf(db.url)])
  const service = await startService({ DATABASE_URL: relay.url })
  t.after(async () => {
    service.kill('SIGKILL')
    await relay.close()
  })
  const at = service.url ?? ''
  const keys = await Promise.all(Array.from({ length: 16 }, () => makeKey(db, 'EDITOR')))
  const opened = await Promise.all(
    keys.map(async (key, nth) => {
      await wait(nth * 60)
      const authorization = `Bearer ${key}`
      const stream = await openStream(at, 'subscription { outlets { node { name } } }', {}, { authorization })
      const socket = await connect(at, { payload: { authorization } })
      return { stream, socket }
    }),
  )
  for (const { stream } of opened) await stream.next()
  await relay.close()
  await revokeKeys(db, keys)
  await wait(6_000)
  await makeAll(db, 'Outlet', [{ name: 'Late one' }, { name: 'Late two' }])
  await relay.reopen()
  const ends = opened.map(async ({ stream, socket }, nth) => {
    for (let at = 0; at < 40 && socket.socket.readyState === 1; at++) {
      socket.send(subscribe(`${at}`, createOutlet(`By a key that ended ${nth} ${at}`)))
      await wait(25)
    }
    const told = []
    for (let event = await stream.next(); event; event = await stream.next())
      told.push(JSON.stringify(event.data))
    return { told: told.join(), close: await socket.closed() }
  })
  for (const { told, close } of await Promise.all(ends)) {
    assert.doesNotMatch(told, /Late/)
    assert.match(told, /UNAUTHENTICATED/)
    assert.equal(close.code, 4401)
  }
  assert.equal(await isStored(db, 'By a key that ended%'), false)
})
