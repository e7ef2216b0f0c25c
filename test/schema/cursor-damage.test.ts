import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle } from '../support/make.ts'
import { ask, prepare, refusal } from '../support/send.ts'

const db = await openTestDatabase()
await makeArticle(db, { publishedOn: '2024-02-28' })

const LIST = 'orderBy: { field: PUBLISHED_ON }, filter: { language: ["en"] }'

const cursorOf = async (args: string) => {
  const { x } = await ask<{ x: { edges: [{ cursor: string }] } }>(
    db,
    `{ x: articles(${args}) { edges { cursor } } }`,
  )
  return x.edges[0].cursor
}
const articles = prepare(db, `query ($c: Cursor) { articles(after: $c, ${LIST}) { nodes { slug } } }`)

/** The code of a refused cursor; undefined for one that holds. */
async function codeOf(cursor: string): Promise<unknown> {
  const { errors } = await articles({ c: cursor })
  return errors?.[0]?.extensions.code
}

const encode = (text: string) => Buffer.from(text).toString('base64url')
const decode = (cursor: string) => Buffer.from(cursor, 'base64url').toString()

const own = await cursorOf(LIST)
const [, fingerprint] = decode(own).split('.')

test('a damaged cursor is refused, wherever it is cut', async () => {
  for (let length = 0; length < own.length; length++)
    assert.equal(await codeOf(own.slice(0, length)), 'INVALID_CURSOR')
})

test('a cursor with anything behind, before or in it is refused', async () => {
  for (const junk of ['\0', ' ', '\n', '=', '!', '🙂', 'AAAA', '\ud800']) {
    for (const cursor of [own + junk, junk + own, own.slice(0, 9) + junk + own.slice(9)]) {
      assert.equal(await codeOf(cursor), 'INVALID_CURSOR', JSON.stringify(cursor))
    }
  }
})

for (const [what, text] of [
  ['an old version', `0.${fingerprint}.1.2024-02-28`],
  ['a new version', `2.${fingerprint}.1.2024-02-28`],
  ['NUL', `1.${fingerprint}.1.2024-02-28\0`],
  ['an id that is too large', `1.${fingerprint}.9999999999999999999.2024-02-28`],
  ['an id that is none', `1.${fingerprint}.-1.2024-02-28`],
  ['a day that is not in the calendar', `1.${fingerprint}.1.2024-02-31`],
  ['a day of the year 0', `1.${fingerprint}.1.0000-01-01`],
  ['a day of a far year', `1.${fingerprint}.1.9999999-01-01`],
  ['a day before Christ', `1.${fingerprint}.1.9999-01-01 BC`],
  ['SQL', `1.${fingerprint}.1.2024-02-28'::date) or true --`],
  ['a key that is too long', `1.${fingerprint}.1.${'2'.repeat(100_000)}`],
] as const) {
  test(`a cursor with ${what} is refused`, async () => {
    assert.equal(await codeOf(encode(text)), 'INVALID_CURSOR')
  })
}

for (const [field, keys] of Object.entries({
  CREATED_AT: [
    '2024-02-31 00:00:00+00',
    '2024-13-01 00:00:00+00',
    '2024-01-01 25:00:00+00',
    '2024-01-01 00:00:00+99',
    '999999-01-01 00:00:00+00',
  ],
  HEADLINE: ['a\0b', '\0', 'x'.repeat(1_000_000)],
})) {
  test(`a cursor of the order ${field} with a key that PostgreSQL would refuse is refused before`, async () => {
    const order = `orderBy: { field: ${field} }`
    const [version, list, id] = decode(await cursorOf(order)).split('.')
    for (const key of keys) {
      const c = encode([version, list, id, key].join('.'))
      const { code } = await refusal(
        db,
        `query ($c: Cursor) { articles(after: $c, ${order}) { nodes { id } } }`,
        { c },
      )
      assert.equal(code, 'INVALID_CURSOR', key.slice(0, 40))
    }
  })
}

test('a cursor with any one character changed is answered or refused, and never fails', async () => {
  for (const order of ['PUBLISHED_ON', 'CREATED_AT', 'HEADLINE']) {
    const args = `orderBy: { field: ${order} }`
    const request = prepare(db, `query ($c: Cursor) { articles(after: $c, ${args}) { nodes { id } } }`)
    const cursor = await cursorOf(args)
    for (let at = 0; at < cursor.length; at++) {
      for (const letter of 'A9_') {
        const { errors } = await request({ c: cursor.slice(0, at) + letter + cursor.slice(at + 1) })
        if (errors) assert.equal(errors[0]?.extensions.code, 'INVALID_CURSOR', errors[0]?.message)
      }
    }
  }
})
