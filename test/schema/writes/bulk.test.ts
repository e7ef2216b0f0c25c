import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../../support/database.ts'
import { makeOutlet } from '../../support/make.ts'
import { ask } from '../../support/send.ts'
import { refused, write, written } from '../../support/write.ts'

const db = await openTestDatabase()

const RECORDS = 'records { result node { __typename id slug } } feedCursor'

interface BulkAnswer {
  records: { result: string; node: { __typename: string; slug: string } }[]
}

const bulk = async (records: object[], more: object = {}): Promise<BulkAnswer['records']> => {
  const answer: object = await written(db, 'bulk', { records, ...more }, RECORDS)
  return Object(answer).records
}

const outlets = async (startsWith: string): Promise<number> =>
  Object(
    await ask(db, 'query ($s: String!) { outlets(filter: { slug: { startsWith: $s } }) { totalCount } }', {
      s: startsWith,
    }),
  ).outlets.totalCount

test('records of all nouns go in at once, in whatever order, and refer to each other', async () => {
  const records = [
    { claim: { slug: 'c', article: { slug: 'a' }, text: 'So.', kind: 'POSITION', events: [{ slug: 'e' }] } },
    {
      event: {
        slug: 'e',
        title: 'E',
        when: '2024',
        status: 'FAIR',
        type: { code: 'Other' },
        places: [{ slug: 'p' }],
      },
    },
    { article: { slug: 'a', headline: 'A', publishedOn: '2024-02-07', outlet: { slug: 'o' } } },
    { place: { slug: 'p', name: 'P', precision: 'NEAR' } },
    { outlet: { slug: 'o', name: 'O' } },
  ]
  const made = await bulk(records)
  assert.deepEqual(
    made.map(({ result, node }) => `${result} ${node.__typename} ${node.slug}`),
    ['CREATED Claim c', 'CREATED Event e', 'CREATED Article a', 'CREATED Place p', 'CREATED Outlet o'],
  )
  const again = await bulk([...records.slice(0, 4), { outlet: { slug: 'o', countryCode: 'NO' } }])
  assert.deepEqual(
    again.map(({ result }) => result),
    ['UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'UNCHANGED', 'REVISED'],
  )
})

test('one bad record keeps all of them out, and every bad field is told with its index', async () => {
  const records = [
    { outlet: { slug: 'all-or-none-1', name: 'Good' } },
    { outlet: { slug: 'all-or-none-2', name: '' } },
    { outlet: { slug: 'all-or-none-3' } },
    { author: { slug: 'all or none', name: 'A', kind: 'PERSON', works: [{ title: 'W', url: 'no' }] } },
  ]
  assert.deepEqual(await refused(db, 'bulk', { records: records.slice(0, 3) }), [
    'input.records.1.outlet.name EMPTY',
    'input.records.2.outlet.name REQUIRED',
  ])
  assert.equal(await outlets('all-or-none'), 0)
  await bulk(records.slice(0, 1))
})

test('fifty bad fields are told, and of more the first fifty and how many there are', async () => {
  const bad = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ outlet: { slug: `bad-${at}`, name: '' } }))
  const tell = async (count: number) => {
    const { message, fields } = await write(db, 'bulk', { records: bad(count) }, 'feedCursor')
    return [message, fields.length, fields.at(-1)?.path.join('.')]
  }
  assert.deepEqual(await tell(50), ['50 fields are wrong.', 50, 'input.records.49.outlet.name'])
  assert.deepEqual(await tell(51), [
    'At least 51 fields are wrong. These are the first 50.',
    50,
    'input.records.49.outlet.name',
  ])
})

test('what a record refers to among the others counts with them', async () => {
  const records = [
    { party: { slug: 'member', name: 'M', kind: 'ORGANIZATION', memberOf: { slug: 'whole' } } },
    { party: { slug: 'whole', name: '', kind: 'ORGANIZATION' } },
  ]
  assert.deepEqual(await refused(db, 'bulk', { records }), [
    'input.records.0.party.memberOf UNKNOWN_REFERENCE',
    'input.records.1.party.name EMPTY',
  ])
})

test('a thousand records are written, and one more is refused before anything is', async () => {
  const records = Array.from({ length: 1_000 }, (_, at) => ({
    outlet: { slug: `thousand-${at}`, name: `O ${at}` },
  }))
  const one = { outlet: { slug: 'thousand-and-one', name: 'One more' } }
  assert.deepEqual(await refused(db, 'bulk', { records: [...records, one] }), ['input.records TOO_MANY'])
  const made = await bulk(records)
  assert.deepEqual(
    made.map(({ node }) => node.slug),
    records.map(({ outlet }) => outlet.slug),
  )
  assert.equal(await outlets('thousand-'), 1_000)
})

test('several records of one slug are written one after the other', async () => {
  const made = await bulk([
    { outlet: { slug: 'twice', name: 'First' } },
    { outlet: { slug: 'twice', countryCode: 'NO' } },
    { outlet: { slug: 'twice', name: 'First' } },
  ])
  assert.deepEqual(
    made.map(({ result }) => result),
    ['CREATED', 'REVISED', 'UNCHANGED'],
  )
  const { outlet } = await ask<{ outlet: object }>(
    db,
    '{ outlet(by: { slug: "twice" }) { name countryCode revision } }',
  )
  assert.deepEqual(outlet, { name: 'First', countryCode: 'NO', revision: 2 })
})

test('no record at all is no mistake, and a stored one can be named by its id', async () => {
  assert.deepEqual(await bulk([]), [])
  const { id } = await makeOutlet(db)
  await bulk([{ article: { slug: 'by-id', headline: 'A', publishedOn: '2024-02-07', outlet: { id } } }])
  assert.deepEqual(
    await refused(db, 'bulk', {
      records: [
        {
          article: { slug: 'by-no-id', headline: 'A', publishedOn: '2024-02-07', outlet: { id: 'Outlet:0' } },
        },
      ],
    }),
    ['input.records.0.article.outlet UNKNOWN_REFERENCE'],
  )
})
