import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { LIMIT_NAMES, LIMITS } from '../../../server/limits/limits.ts'
import { makeEndedKey, makeKey } from '../../support/keys.ts'
import { openTestService } from '../../support/serve.ts'
import {
  makeSigningKey,
  makeToken,
  openIssuer,
  openIssuersTokens,
  secondsFromNow,
} from '../../support/tokens.ts'
import { ACCESS } from './access.ts'
import type { Case } from './case.ts'
import { FEED } from './feed.ts'
import { putTable, rows, tableOf } from './page.ts'
import { type Answer, sendCase } from './send-case.ts'
import { SHAPE } from './shape.ts'
import { TEXTS } from './texts.ts'
import { readTold } from './told.ts'
import { TRANSPORT } from './transport.ts'
import { VALUES } from './values.ts'

const signing = await makeSigningKey('one', 'ES256')
const { tokens } = await openIssuersTokens(await openIssuer([signing]))
const open = await openTestService({ tokens })
const closed = await openTestService({ publicRead: false })
const keys = {
  reader: await makeKey(open.database, 'READER'),
  editor: await makeKey(open.database, 'EDITOR'),
  ended: await makeEndedKey(open.database, 'ADMIN', 'revoked_at'),
  lapsed: await makeToken(signing, { exp: secondsFromNow(-3_600) }),
  stranger: await makeToken(await makeSigningKey('one', 'ES256')),
  nobody: null,
}
const CASES: Record<string, Case[]> = { TRANSPORT, SHAPE, VALUES, TEXTS, FEED, ACCESS }
const LONGEST_MS = 1_000
const MOST_CHARACTERS = 5_000
const INTERNALS =
  /\b(select|insert|relation|constraint|syntax error at)\b.*\b(from|into|"\w+")|_fk\b|_unique\b|\.ts:\d|node_modules|\bat \w+ \(|pg_|RangeError|TypeError|SyntaxError|"stack"/i

const stored = async () => {
  const { rows } = await sql`select seq, (select count(*) from revision) as revisions from feed_head`.execute(
    open.database.kysely,
  )
  return rows
}
const isAlive = async () => (await fetch(new URL('/live', open.url))).status === 200

const answers = new Map<Case, Answer>()
for (const one of Object.values(CASES).flat()) {
  test(`${one.what}: a coded answer within a second, nothing of the inside, nothing stored, and the service lives`, async () => {
    const before = await stored()
    const { url } = one.closed ? closed : open
    const answer = await sendCase(new URL(url).origin, one, keys[one.as ?? 'nobody'])
    answers.set(one, answer)
    const told = readTold(answer.text)
    assert.ok(told && told.codes.length > 0 && !told.codes.includes('undefined'), answer.text.slice(0, 500))
    assert.ok(!told.codes.includes('INTERNAL_SERVER_ERROR') && answer.status < 500, answer.text.slice(0, 500))
    assert.doesNotMatch(answer.text, INTERNALS)
    assert.ok(answer.text.length <= MOST_CHARACTERS, `${answer.text.length} characters`)
    assert.ok(answer.ms <= LONGEST_MS, `${answer.ms} ms`)
    assert.deepEqual(await stored(), before)
    assert.ok(await isAlive())
  })
}

test('docs/safety.md has every case with its answer', () => {
  const table = Object.values(CASES)
    .flat()
    .map((one) => {
      const { status, text = '{}' } = answers.get(one) ?? { status: 0 }
      const { codes, about } = readTold(text) ?? { codes: [], about: [] }
      return [one.what, `${status}`, codes.map(inCode).join(' '), inShort(about.map(inCode))]
    })
  assert.ok(table.length >= 80)
  compare('cases', rows(table))
})

test('docs/safety.md has every limit with its setting', () => {
  const table = LIMIT_NAMES.map((name) => {
    const { setting, usual, bounds } = LIMITS[name]
    return [inCode(setting), Number.isFinite(usual) ? usual.toLocaleString('en') : 'off', bounds]
  })
  compare('limits', rows(table))
})

const MOST_SHOWN = 5

const inShort = (texts: readonly string[]) =>
  [...texts.slice(0, MOST_SHOWN), ...(texts.length > MOST_SHOWN ? ['…'] : [])].join(' ')

const inCode = (text: string) => `\`${text}\``

/** UPDATE=1 writes what was found, to be looked at. */
function compare(name: string, table: string): void {
  if (process.env.UPDATE) putTable(name, table)
  assert.equal(tableOf(name), table)
}
