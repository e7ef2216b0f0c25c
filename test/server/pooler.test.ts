import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDatabase } from '../../db/open.ts'
import { ask, post } from '../support/ask.ts'
import { openTestDatabase } from '../support/database.ts'
import { makeKey } from '../support/keys.ts'
import { hasPgBouncer, openPgBouncer } from '../support/pgbouncer.ts'
import { query } from '../support/postgres.ts'
import { startService } from '../support/process.ts'
import { openStream } from '../support/stream.ts'

const CREATE =
  'mutation ($name: String!) { createOutlet(input: { name: $name }) { ... on CreateOutletPayload { node { name } } } }'
const AT_ONCE = 12
const ONE_BY_ONE = 6

const skip = (await hasPgBouncer()) ? false : 'pgbouncer is not installed'

test('behind PgBouncer in transaction mode', { skip }, async (t) => {
  const database = await openTestDatabase()
  const key = await makeKey(database, 'EDITOR')
  const settings = { DATABASE_POOLER: 'transaction', DATELINE_PUBLIC_READ: 'on' }

  await t.test('without the setting nothing works, which is why there is one', async (t) => {
    const plain = openDatabase(await openPgBouncer(t, database.url))
    await assert.rejects(plain.read({ name: 'a', text: 'select 1', values: [] }), /startup parameter/)
    await plain.close()
  })

  await t.test('a database whose sessions are not set up is refused with the words that do it', async (t) => {
    const service = await startService({ DATABASE_URL: await openPgBouncer(t, database.url), ...settings })
    assert.equal(await service.exit, 1)
    const told = [...service.output().matchAll(/^ {2}(alter role .* set (\w+) = .*);$/gm)]
    // The embedded PostgreSQL is in UTC already.
    assert.ok(told.some(([, , name]) => name === 'statement_timeout'))
    assert.ok(told.some(([, , name]) => name === 'idle_in_transaction_session_timeout'))
    for (const [, statement = ''] of told) await query(database.url, statement)
  })

  for (const direct of [false, true]) {
    const how = direct ? 'at once, by the direct address' : 'by the poll, without listening'
    await t.test(`requests at once are answered, and subscribers hear ${how}`, async (t) => {
      const service = await startService({
        DATABASE_URL: await openPgBouncer(t, database.url),
        ...(direct && { DATABASE_DIRECT_URL: database.url }),
        ...settings,
      })
      t.after(() => service.kill('SIGKILL'))
      const url = service.url ?? ''
      assert.ok(url, service.output())
      const stream = await openStream(
        url,
        'subscription { entries { entry { node { ... on Outlet { name } } } } }',
      )
      const names = Array.from({ length: AT_ONCE }, (_, nth) => `Outlet ${direct} ${nth}`)
      await Promise.all(
        names.map(async (name) => {
          for (let nth = 0; nth < 5; nth++) {
            const { data } = await ask(url, `{ outlets(first: ${nth + 1}) { totalCount nodes { name } } }`)
            assert.ok(data.outlets.totalCount >= 0)
          }
          const { data } = JSON.parse(await (await post(url, CREATE, { key, variables: { name } })).text())
          assert.equal(data.createOutlet.node.name, name)
        }),
      )
      const heard = new Set<unknown>()
      while (heard.size < AT_ONCE) heard.add((await stream.nextEntry()).entry.node.name)
      assert.deepEqual(heard, new Set(names))
      const start = performance.now()
      for (let nth = 0; nth < ONE_BY_ONE; nth++) {
        await post(url, CREATE, { key, variables: { name: `One by one ${direct} ${nth}` } })
        await stream.nextEntry()
      }
      // Whoever hears by the poll alone waits a second for each.
      assert.equal(performance.now() - start < (ONE_BY_ONE * 1_000) / 2, direct)
      stream.close()
      service.kill('SIGTERM')
      assert.equal(await service.exit, 0)
    })
  }
})
