import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { post } from '../support/ask.ts'
import { makePlace } from '../support/postgres.ts'
import { startService } from '../support/process.ts'

const ROUNDS = 4
const AT_ONCE = 20
/** How far the writes come before the server is killed: none answered, some, all committed and some unanswered. */
const KILLED_AFTER_MS = [1, 15, 40, 80]

const CREATE = `mutation ($name: String!, $key: String!) {
  createOutlet(input: { name: $name, idempotencyKey: $key }) { __typename ... on CreateOutletPayload { node { id } } }
}`

test('writes whose answer was lost to kill -9 are resolved by sending them again, to one record each', async (t) => {
  const DATELINE_DATA = join(await makePlace(t), 'data')
  const start = () => startService({ DATELINE_DATA, DATELINE_SAMPLE: 'off', DATELINE_PUBLIC_READ: 'on' })
  let lost = 0
  for (let round = 0; round < ROUNDS; round++) {
    const first = await start()
    assert.ok(first.url, first.output())
    const key = (await readFile(join(DATELINE_DATA, 'admin-key'), 'utf8')).trim()
    const names = Array.from({ length: AT_ONCE }, (_, at) => `Outlet ${round} ${at}`)
    const send = async (url: string, name: string): Promise<string | undefined> => {
      const answer = await post(url, CREATE, { key, variables: { name, key: name } })
      return JSON.parse(await answer.text()).data?.createOutlet.node.id
    }
    const { url } = first
    const answers = names.map((name) => send(url, name).catch(() => undefined))
    await wait(KILLED_AFTER_MS[round])
    first.kill('SIGKILL')
    await first.exit
    const before = await Promise.all(answers)
    lost += before.filter((id) => id === undefined).length

    const second = await start()
    const again = await Promise.all(names.map((name) => send(second.url ?? '', name)))
    assert.equal(new Set(again).size, AT_ONCE)
    for (const [at, id] of before.entries()) if (id !== undefined) assert.equal(again[at], id)
    const { data } = JSON.parse(await (await post(second.url ?? '', '{ outlets { totalCount } }')).text())
    assert.equal(data.outlets.totalCount, (round + 1) * AT_ONCE)
    second.kill('SIGTERM')
    assert.equal(await second.exit, 0)
  }
  assert.ok(lost > 0, 'the server was killed too late to lose an answer')
})
