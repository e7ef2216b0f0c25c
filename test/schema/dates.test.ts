import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { openTestDatabase } from '../support/database.ts'
import { makeAll, makeArticle, makeClaim } from '../support/make.ts'
import { ask, refusal, send } from '../support/send.ts'

const db = await openTestDatabase()
const article = await makeArticle(db, {
  slug: 'a',
  publishedOn: '2024-02-07',
  publishedAt: '2024-02-07T23:30:00.123-05:00',
})
await makeAll(
  db,
  'Event',
  Object.entries({
    day: '2024-02-07',
    month: '2024-02',
    february: '2024-02-XX',
    began: '2014/..',
    ended: '../2024-02-06',
    whenever: 'XXXX',
    span: '2024-02-05/2024-02-08',
    about: '2024-02-07~',
  }).map(([slug, when]) => ({ slug, when })),
)
await makeClaim(db, { slug: 'undated', article: article.slug })
await makeClaim(db, { slug: 'dated', article: article.slug, saidOn: '2024-02-06/..' })

const READ = `{
  article(by: { slug: "a" }) { publishedOn publishedAt }
  events(filter: { when: { from: "2024-02-07", to: "2024-02-07" } }) { nodes { slug when { edtf earliest latest } } }
  articles(filter: { publishedOn: { from: "2024-02-07", to: "2024-02-07" } }) { nodes { slug } }
}`

/** What a process of another time zone reads from the same database. */
async function readIn(zone: string): Promise<unknown> {
  const root = new URL('../../', import.meta.url)
  const script = `
    import { openDatabase } from '${new URL('db/open.ts', root)}'
    import { ask } from '${new URL('test/support/send.ts', root)}'
    const database = openDatabase(process.argv[1])
    console.log(JSON.stringify([new Date(0).getTimezoneOffset(), await ask(database, process.argv[2])]))
    await database.close()`
  const args = ['--input-type=module', '--eval', script, db.url, READ]
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, TZ: zone } })
  const [offset, data] = JSON.parse(stdout)
  assert.notEqual(offset, 0, 'the zone is another')
  return data
}

for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
  test(`dates and instants are the same in ${zone}`, async () => {
    const here = await ask<{ article: unknown }>(db, READ)
    assert.deepEqual(here.article, { publishedOn: '2024-02-07', publishedAt: '2024-02-08T04:30:00.123Z' })
    assert.deepEqual(await readIn(zone), here)
  })
}

test('the open side of an uncertain date is null, and a known one a day', async () => {
  const { events } = await ask<{ events: { nodes: { slug: string; when: unknown }[] } }>(
    db,
    '{ events(orderBy: { field: CREATED_AT }) { nodes { slug when { edtf earliest latest } } } }',
  )
  assert.deepEqual(Object.fromEntries(events.nodes.map(({ slug, when }) => [slug, when])), {
    day: { edtf: '2024-02-07', earliest: '2024-02-07', latest: '2024-02-07' },
    month: { edtf: '2024-02', earliest: '2024-02-01', latest: '2024-02-29' },
    february: { edtf: '2024-02-XX', earliest: '2024-02-01', latest: '2024-02-29' },
    began: { edtf: '2014/..', earliest: '2014-01-01', latest: null },
    ended: { edtf: '../2024-02-06', earliest: null, latest: '2024-02-06' },
    whenever: { edtf: 'XXXX', earliest: null, latest: null },
    span: { edtf: '2024-02-05/2024-02-08', earliest: '2024-02-05', latest: '2024-02-08' },
    about: { edtf: '2024-02-07~', earliest: '2024-02-07', latest: '2024-02-07' },
  })
})

const during = async (filter: string) => {
  const { events } = await ask<{ events: { nodes: { slug: string }[] } }>(
    db,
    `{ events(filter: { when: ${filter} }, orderBy: { field: CREATED_AT }) { nodes { slug } } }`,
  )
  return events.nodes.map(({ slug }) => slug).join(' ')
}

for (const [filter, expected] of [
  ['{ from: "2024-02-08", to: "2024-02-08" }', 'month february began whenever span'],
  ['{ from: "2024-02-09", to: "2024-02-09" }', 'month february began whenever'],
  ['{ from: "2024-02-05", to: "2024-02-05" }', 'month february began ended whenever span'],
  ['{ from: "2024-03-01" }', 'began whenever'],
  ['{ to: "2013-12-31" }', 'ended whenever'],
  ['{ to: "2014-01-01" }', 'began ended whenever'],
  ['{ from: "2024-02-29" }', 'month february began whenever'],
  ['{}', 'day month february began ended whenever span about'],
  ['{ from: "2024-02-08", to: "2024-02-05" }', ''],
] as const) {
  test(`events that may have happened in ${filter} are ${expected || 'none'}`, async () => {
    assert.equal(await during(filter), expected)
    assert.equal(
      (
        await ask<{ events: { totalCount: number } }>(
          db,
          `{ events(filter: { not: { when: ${filter} } }) { totalCount } }`,
        )
      ).events.totalCount,
      8 - expected.split(' ').filter(Boolean).length,
    )
  })
}

test('a claim whose day is unknown may have been made on any, and comes first', async () => {
  const { claims } = await ask<{ claims: unknown }>(
    db,
    `{ claims(filter: { saidOn: { to: "2024-02-06" } }, orderBy: { field: SAID_ON }) { nodes { slug saidOn { earliest latest } } } }`,
  )
  assert.deepEqual(claims, {
    nodes: [
      { slug: 'undated', saidOn: null },
      { slug: 'dated', saidOn: { earliest: '2024-02-06', latest: null } },
    ],
  })
})

test('an instant may be given with any offset and compares to the millisecond', async () => {
  const count = async (filter: string) =>
    (
      await ask<{ articles: { totalCount: number } }>(
        db,
        `{ articles(filter: { publishedAt: ${filter} }) { totalCount } }`,
      )
    ).articles.totalCount
  assert.equal(await count('{ from: "2024-02-08T04:30:00.123Z" }'), 1)
  assert.equal(await count('{ from: "2024-02-08T13:30:00.123+09:00" }'), 1)
  assert.equal(await count('{ from: "2024-02-08T04:30:00.124Z" }'), 0)
  assert.equal(await count('{ before: "2024-02-08T04:30:00.123Z" }'), 0)
  assert.equal(await count('{ before: "2024-02-07T23:30:00.124-05:00" }'), 1)
})

for (const [filter, values] of Object.entries({
  publishedOn: [
    '2024-02-30',
    '2023-02-29',
    '0000-01-01',
    '2024-2-7',
    '10000-01-01',
    '2024-02-07T00:00:00Z',
    'infinity',
    '',
    ' 2024-02-07',
  ],
  publishedAt: [
    '2024-02-30T00:00:00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '2024-02-07',
    '2024-02-07T10:00:00',
    'now',
  ],
})) {
  for (const value of values) {
    test(`${filter} from "${value}" is refused in words, as a literal and as a variable`, async () => {
      const { message } = await refusal(
        db,
        `{ articles(filter: { ${filter}: { from: "${value}" } }) { totalCount } }`,
      )
      const type = filter === 'publishedOn' ? 'Date' : 'DateTime'
      assert.match(message, new RegExp(`${type}|calendar|instant`, 'i'))
      const { data, errors } = await send(
        db,
        `query ($x: ${type}) { articles(filter: { ${filter}: { from: $x } }) { totalCount } }`,
        { x: value },
      )
      assert.equal(data, undefined)
      assert.match(errors?.[0]?.message ?? '', /Variable "\$x"/)
    })
  }
}
