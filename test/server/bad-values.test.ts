import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { makeKey } from '../support/keys.ts'
import { makeArticle } from '../support/make.ts'
import { openTestService } from '../support/serve.ts'

const { url, database } = await openTestService()
const key = await makeKey(database, 'EDITOR')
const article = await makeArticle(database, { body: 'They said that 39 were killed.' })

/** Sends JSON as it is: what JavaScript would not write can stand in it. */
async function post(mutation: string, input: string) {
  const title = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`
  const query = `mutation ($input: ${title}Input!) { answer: ${mutation}(input: $input) { __typename
    ... on Error { code path message } ... on ValidationError { fields { path code } } } }`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: `{"query":${JSON.stringify(query)},"variables":{"input":${input}}}`,
  })
  return { status: response.status, text: await response.text() }
}

const stored = async () => {
  const { rows } = await sql`select seq, (select count(*) from revision) as revisions from feed_head`.execute(
    database.kysely,
  )
  return rows
}

const CLAIM = (fields: string) =>
  `{"article":{"id":"${article.id}"},"text":"A.","kind":"NUMERICAL",${fields}}`
const ARTICLE = (fields: string) => `{"headline":"A","publishedOn":"2024-02-07",${fields}}`
const many = (count: number, item: string) => `[${Array.from({ length: count }, () => item).join()}]`

/** What the record format refuses: told as a ValidationError, with the field and the code. */
const INVALID: [what: string, mutation: string, input: string, field: string, code: string][] = [
  ['NUL', 'createOutlet', '{"name":"a\\u0000b"}', 'name', 'NUL'],
  [
    'NUL deep inside',
    'createClaim',
    CLAIM('"figures":[{"verbatim":"39\\u0000","measure":"KILLED"}]'),
    'figures.0.verbatim',
    'NUL',
  ],
  ['half a surrogate pair', 'createOutlet', '{"name":"\\ud83d"}', 'name', 'LONE_SURROGATE'],
  ['the wrong half of one', 'createArticle', ARTICLE('"body":"\\ude00 text"'), 'body', 'LONE_SURROGATE'],
  ['an empty text', 'createOutlet', '{"name":""}', 'name', 'EMPTY'],
  ['white space alone', 'createOutlet', '{"name":" \\t\\u00a0"}', 'name', 'EMPTY'],
  [
    'a headline of 301',
    'createArticle',
    `{"publishedOn":"2024-02-07","headline":"${'é'.repeat(301)}"}`,
    'headline',
    'TOO_LONG',
  ],
  ['a body of 200,001', 'createArticle', ARTICLE(`"body":"${'x'.repeat(200_001)}"`), 'body', 'TOO_LONG'],
  ['a slug of 201', 'createOutlet', `{"name":"A","slug":"${'x'.repeat(201)}"}`, 'slug', 'TOO_LONG'],
  ['a slug with a space', 'createOutlet', '{"name":"A","slug":"a b"}', 'slug', 'BAD_SLUG'],
  [
    'a list of 1,001',
    'createOutlet',
    `{"name":"A","altIds":${many(1_001, '{"scheme":"a","value":"b"}')}}`,
    'altIds',
    'TOO_MANY',
  ],
  [
    'an id that is none',
    'createClaim',
    '{"article":{"id":"abc"},"text":"A.","kind":"POSITION"}',
    'article',
    'UNKNOWN_REFERENCE',
  ],
  [
    'an id past 2^63',
    'createClaim',
    '{"article":{"id":"Article:9223372036854775808"},"text":"A.","kind":"POSITION"}',
    'article',
    'UNKNOWN_REFERENCE',
  ],
  [
    'an id of another type',
    'createClaim',
    '{"article":{"id":"Outlet:1"},"text":"A.","kind":"POSITION"}',
    'article',
    'UNKNOWN_REFERENCE',
  ],
  [
    'a password in an address',
    'createOutlet',
    '{"name":"A","url":"https://me:secret@a.example/"}',
    'url',
    'BAD_URL',
  ],
  ['a script as an address', 'createOutlet', '{"name":"A","url":"javascript:alert(1)"}', 'url', 'BAD_URL'],
  [
    'a latitude of 91',
    'createPlace',
    '{"name":"A","precision":"EXACT","latitude":91,"longitude":0}',
    'latitude',
    'OUT_OF_RANGE',
  ],
  ['half a point', 'createPlace', '{"name":"A","precision":"EXACT","latitude":1}', 'longitude', 'REQUIRED'],
  [
    'bounds in the wrong order',
    'createClaim',
    CLAIM('"figures":[{"verbatim":"x","measure":"KILLED","comparator":"BETWEEN","low":5,"high":4}]'),
    'figures.0.high',
    'OUT_OF_RANGE',
  ],
  [
    'words without a figure',
    'createClaim',
    CLAIM('"figures":[{"verbatim":"nobody knows","measure":"KILLED"}]'),
    'figures.0.verbatim',
    'NO_FIGURE',
  ],
  [
    'a passage that ends before it starts',
    'createClaim',
    CLAIM('"anchors":[{"start":5,"end":5}]'),
    'anchors.0.end',
    'OUT_OF_RANGE',
  ],
  [
    'a link that the article does not have',
    'createClaim',
    CLAIM('"citations":[7]'),
    'citations.0',
    'UNKNOWN_REFERENCE',
  ],
  [
    'two agents in one link of a chain',
    'createClaim',
    CLAIM(
      '"attributions":[{"role":"SAID_BY","party":{"slug":"us-government"},"outlet":{"slug":"bbc-persian"}}]',
    ),
    'attributions.0',
    'INCONSISTENT',
  ],
]

/** What is no value of its type: told as an error of the request, with the argument. */
const UNTYPED: [what: string, mutation: string, input: string, argument: string][] = [
  [
    '1e400',
    'createClaim',
    CLAIM('"figures":[{"verbatim":"x","measure":"KILLED","low":1e400}]'),
    'input.figures[0].low',
  ],
  ['a day that is none', 'createArticle', '{"headline":"A","publishedOn":"2024-02-30"}', 'input.publishedOn'],
  ['a date that is no EDTF', 'createClaim', CLAIM('"saidOn":"soon"'), 'input.saidOn'],
  ['an empty address', 'createArticle', ARTICLE('"url":""'), 'input.url'],
  ['an address that is none', 'createArticle', ARTICLE('"url":"http://x:99999/"'), 'input.url'],
  [
    'a word that the model does not have',
    'createOutlet',
    '{"name":"A","countryCode":"iq"}',
    'input.countryCode',
  ],
  ['a number for a text', 'createOutlet', '{"name":1}', 'input.name'],
  ['nothing where something is required', 'createOutlet', '{}', 'input'],
  ['a field that there is not', 'createOutlet', '{"name":"A","colour":"red"}', 'input'],
  [
    'two keys of one record',
    'createClaim',
    '{"article":{"id":"Article:1","slug":"a"},"text":"A.","kind":"POSITION"}',
    'input.article',
  ],
]

for (const [what, mutation, input, field, code] of INVALID) {
  test(`${what} is a ValidationError that names its field, and nothing is stored`, async () => {
    const before = await stored()
    const { status, text } = await post(mutation, input)
    const { data } = JSON.parse(text)
    assert.equal(status, 200)
    assert.equal(data.answer.__typename, 'ValidationError', text)
    assert.deepEqual(
      data.answer.fields.map((one: { path: string[]; code: string }) => `${one.path.join('.')} ${one.code}`),
      [`input.${field} ${code}`],
    )
    assert.deepEqual(await stored(), before)
  })
}

for (const [what, mutation, input, argument] of UNTYPED) {
  test(`${what} is refused with the argument that holds it, and nothing is stored`, async () => {
    const before = await stored()
    const { status, text } = await post(mutation, input)
    const { errors, data } = JSON.parse(text)
    assert.equal(data, undefined, text)
    assert.ok(status === 400 || status === 200, String(status))
    assert.deepEqual(
      [errors[0].extensions.code, errors[0].extensions.argument],
      ['BAD_USER_INPUT', argument],
      text,
    )
    assert.deepEqual(await stored(), before)
  })
}

test('no answer tells of the database', async () => {
  for (const [, mutation, input] of [...INVALID, ...UNTYPED]) {
    const { text } = await post(mutation, input)
    assert.doesNotMatch(text, /select |insert |constraint|_fk|_unique|\.ts:|node_modules/i)
  }
})
