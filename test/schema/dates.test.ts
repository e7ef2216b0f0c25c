import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle } from '../support/make.ts'
import { ask, refusal, send } from '../support/send.ts'

const db = await openTestDatabase()

const READ = `query ($slug: String!) {
  article(by: { slug: $slug }) { publishedOn publishedAt events { nodes { when { edtf earliest latest } } } }
  articles(filter: { slug: { eq: $slug }, publishedOn: { from: "2024-02-07", to: "2024-02-07" } }) { totalCount }
}`

/** What a process of another time zone writes and reads again, beside its offset. */
const SCRIPT = `
  import { openDatabase } from '../../db/open.ts'
  import { makeArticle, makeEvent } from '../support/make.ts'
  import { ask } from '../support/send.ts'
  const [, url, source] = process.argv
  const database = openDatabase(url)
  const slug = process.env.TZ
  await makeArticle(database, { slug, publishedOn: '2024-02-07', publishedAt: '2024-02-07T23:30:00.123-05:00' })
  await makeEvent(database, { slug, when: '2024-02-07', coverage: [slug] })
  console.log(JSON.stringify([new Date(0).getTimezoneOffset(), await ask(database, source, { slug })]))
  await database.close()`

for (const [zone, offset] of [
  ['Pacific/Kiritimati', 640],
  ['Pacific/Pago_Pago', 660],
] as const) {
  test(`dates and instants go in and come out the same in ${zone}`, async () => {
    const args = ['--input-type=module', '--eval', SCRIPT, db.url, READ]
    const options = { cwd: import.meta.dirname, env: { ...process.env, TZ: zone } }
    const { stdout } = await promisify(execFile)(process.execPath, args, options)
    const expected = {
      article: {
        publishedOn: '2024-02-07',
        publishedAt: '2024-02-08T04:30:00.123Z',
        events: { nodes: [{ when: { edtf: '2024-02-07', earliest: '2024-02-07', latest: '2024-02-07' } }] },
      },
      articles: { totalCount: 1 },
    }
    assert.deepEqual(JSON.parse(stdout), [offset, expected])
    assert.deepEqual(await ask(db, READ, { slug: zone }), expected)
  })
}

test('an instant may be given with any offset and compares to the millisecond', async () => {
  await makeArticle(db, { slug: 'a', publishedAt: '2024-02-07T23:30:00.123-05:00' })
  const count = async (filter: string) => {
    const { articles } = await ask<{ articles: { totalCount: number } }>(
      db,
      `{ articles(filter: { slug: { eq: "a" }, publishedAt: ${filter} }) { totalCount } }`,
    )
    return articles.totalCount
  }
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
