import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/open.ts'
import { openReplica } from '../../db/replica.ts'
import type { ReplicaFault } from '../../db/replica-watch.ts'
import { openEndpoint } from '../../server/endpoint.ts'
import { openPostgres } from '../../server/postgres.ts'
import { OPEN } from '../../server/protection.ts'
import { post } from '../support/ask.ts'
import { makeKey } from '../support/keys.ts'
import { makePlace } from '../support/postgres.ts'
import { makeReplica } from '../support/replica.ts'
import { dataOf, send } from '../support/send.ts'
import { openStream } from '../support/stream.ts'
import { until } from '../support/until.ts'

const HEADER = 'Dateline-Read-Token'

/** A primary and its replica, each a PostgreSQL of its own, and the service over both. */
async function open(t: TestContext) {
  const place = await makePlace(t)
  const folder = join(place, 'data')
  const postgres = await openPostgres(folder)
  const database = openDatabase(postgres.url)
  t.after(async () => {
    await database.close()
    await postgres.close()
  })
  await migrate(database.kysely)
  const key = await makeKey(database, 'EDITOR')
  const replica = await makeReplica(t, postgres.url, folder, join(place, 'replica'))
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line) => lines.push(line) })
  const serve = async (replicaUrl: string | null) => {
    const settings = {
      host: '127.0.0.1',
      port: 0,
      publicRead: true,
      publicUrl: null,
      webhooks: null,
      protection: OPEN,
      pooled: false,
      replicaUrl,
      feed: { days: 7, entries: 1_000 },
    }
    const endpoint = await openEndpoint(database, settings, log)
    t.after(() => endpoint.close())
    return endpoint.url
  }
  return { database, replica, key, lines, url: await serve(replica.url), alone: await serve(null) }
}

const CREATE =
  'mutation ($name: String!) { createOutlet(input: { name: $name }) { ... on CreateOutletPayload { node { name } readToken } } }'

test('queries read from a replica, and see their own writes', async (t) => {
  const { database, replica, key, lines, url, alone } = await open(t)
  let names = 0
  /** Writes an outlet: the token. */
  const write = async (): Promise<string> => {
    const name = `Outlet ${++names}`
    const answer = await post(url, CREATE, { key, variables: { name } })
    const { node, readToken } = JSON.parse(await answer.text()).data.createOutlet
    assert.equal(node.name, name)
    return readToken
  }
  /** How many outlets a query sees, with a token or without. */
  const count = async (token?: string, at = url): Promise<number> => {
    const headers: Record<string, string> = token === undefined ? {} : { [HEADER]: token }
    const { data, errors } = JSON.parse(
      await (await post(at, '{ outlets { totalCount } }', { headers })).text(),
    )
    assert.equal(errors, undefined)
    return data.outlets.totalCount
  }
  const caughtUp = () => until('the replica has it all', async () => (await count()) === names)

  await t.test('a read is as old as the replica, and with the token of a write as new as that', async () => {
    await replica.pause()
    const token = await write()
    assert.equal(await count(), 0)
    assert.equal(await count(token), 1)
    assert.equal(await count(token, alone), 1)
    await replica.resume()
    await caughtUp()
    assert.equal(await count(token), 1)
  })

  await t.test('a token that the replica has reached is answered by it, not by the primary', async () => {
    const token = await write()
    await caughtUp()
    await replica.pause()
    await write()
    assert.equal(await count(token), names - 1)
    await replica.resume()
  })

  await t.test('a token that is almost there is waited for', async () => {
    // Each right after its write; the replica is some milliseconds behind, the primary is asked only in need.
    for (let nth = 0; nth < 20; nth++) assert.equal(await count(await write()), names)
  })

  await t.test('a mutation and a subscription know of what the replica does not', async () => {
    await replica.pause()
    const stream = await openStream(
      url,
      'subscription { entries { entry { node { ... on Outlet { name } } } } }',
    )
    await write()
    assert.equal((await stream.nextEntry()).entry.node.name, `Outlet ${names}`)
    stream.close()
    await replica.resume()
  })

  await t.test('a token of another database, or of before a failover, is not waited for', async () => {
    await caughtUp()
    const real = await write()
    await caughtUp()
    await replica.pause()
    await write()
    const [version, system, timeline, position] = Buffer.from(real, 'base64url').toString().split('.')
    const forge = (...parts: unknown[]) => Buffer.from(parts.join('.')).toString('base64url')
    for (const token of [
      forge(version, '1234567890123456789', timeline, 1),
      forge(version, system, '00000009', 1),
      forge(version, system, timeline, `9${position}`),
    ]) {
      const began = performance.now()
      assert.equal(await count(token), names)
      assert.ok(performance.now() - began < 500)
    }
    await replica.resume()
  })

  await t.test('a header that holds no token is refused with its name', async () => {
    for (const at of [url, alone]) {
      for (const token of ['x', '…', 'cjEuMS4x', 'a'.repeat(1_000)]) {
        const answer = await post(at, '{ outlets { totalCount } }', {
          headers: { [HEADER]: encodeURI(token) },
        })
        assert.equal(answer.status, 400)
        const { errors, data } = JSON.parse(await answer.text())
        assert.equal(data, undefined)
        assert.deepEqual(errors[0].extensions, { code: 'BAD_USER_INPUT', argument: HEADER })
      }
    }
  })

  await t.test(
    'no caller notices that the replica is killed, and it is read from when it is back',
    async () => {
      await caughtUp()
      let asking = true
      let answered = 0
      const callers = Array.from({ length: 4 }, async () => {
        while (asking) {
          assert.equal(await count(), names)
          answered++
        }
      })
      await wait(200)
      await replica.kill()
      const before = answered
      await wait(500)
      asking = false
      await Promise.all(callers)
      assert.ok(answered > before)
      await write()
      assert.equal(await count(), names)
      assert.ok(lines.some((line) => line.includes('"fault":"NO_ANSWER"')))

      await replica.start()
      await until('the log says so', () => lines.some((line) => line.includes('read from again')))
      await caughtUp()
      await replica.pause()
      await write()
      assert.equal(await count(), names - 1)
      await replica.resume()
    },
  )

  await t.test(
    'a replica that stands still without hanging up keeps no caller waiting for long',
    async () => {
      await caughtUp()
      const thaw = await replica.freeze()
      const began = performance.now()
      const answer = count().finally(thaw)
      assert.equal(await answer, names)
      assert.ok(performance.now() - began < 4_500)
    },
  )

  await t.test('one that is too far behind is not read from; one with nothing to replay is', async () => {
    const faults: (ReplicaFault | null)[] = []
    const follower = await openReplica(database, openDatabase(replica.url), {
      maxLagMs: 1_500,
      onChange: (fault) => faults.push(fault),
    })
    const read = async () => {
      const answer = await send(follower.readerFor(null), '{ outlets { totalCount } }')
      return dataOf<{ outlets: { totalCount: number } }>(answer).outlets.totalCount
    }
    await wait(2_500)
    assert.deepEqual(faults, [])
    await replica.pause()
    await write()
    assert.equal(await read(), names - 1)
    await until('the lag is seen', async () => (await read()) === names)
    assert.deepEqual(faults, ['TOO_FAR_BEHIND'])
    await replica.resume()
    await until('its return is seen', () => faults.at(-1) === null)
    await follower.close()
  })

  await t.test('a server that is no replica of the primary is not read from', async () => {
    const faults: (ReplicaFault | null)[] = []
    const other = process.env.TEST_POSTGRES_URL ?? ''
    const follower = await openReplica(database, openDatabase(other), {
      onChange: (fault) => faults.push(fault),
    })
    assert.deepEqual(faults, ['NOT_A_REPLICA'])
    await send(follower.readerFor(null), '{ outlets { totalCount } }').then(dataOf)
    await follower.close()
  })
})
