import assert from 'node:assert/strict'
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { beforeEach, test } from 'node:test'
import { importArticle } from '../../../db/import/article.ts'
import { readLines } from '../../../db/import/lines.ts'
import { importRecords } from '../../../db/import/records.ts'
import { openTestDatabase } from '../../support/database.ts'
import { emptyTables } from '../../support/empty.ts'
import { query, rowVersions, save } from '../writes/saving.ts'

const SEEDS = new URL('../../../../shared/seeds/', import.meta.url)
const SAMPLE = new URL('../../../db/sample/sample.ndjson', import.meta.url)
const seed = existsSync(SEEDS) ? readdirSync(SEEDS).find((name) => name.endsWith('.txt')) : undefined
const skip = seed === undefined ? 'needs ../shared/seeds' : false

const db = await openTestDatabase({ statementTimeoutMs: 0 })

beforeEach(async () => {
  await emptyTables(db)
})

const foundingText = () => readFileSync(new URL(seed ?? '', SEEDS), 'utf8')

const healths = () => query(db, 'select health, count(*)::int from claim_anchor group by 1')

const revised = () =>
  query(db, `select kind, count(*)::int from feed_entry where action = 'REVISED' group by 1 order by 1`)

test('the founding article completes the sample, and every passage is found in it', { skip }, async () => {
  await importRecords(db, readLines(createReadStream(SAMPLE)), { actor: 'sample' })
  const [unchecked] = await healths()
  assert.equal(unchecked?.health, 'UNCHECKED')
  const [{ claims } = {}] = await query(
    db,
    'select count(distinct claim_id)::int as claims from claim_anchor',
  )

  const report = await importArticle(db, foundingText(), { actor: 'test' })
  assert.deepEqual(report.problems, [])
  assert.deepEqual(report.read.unplaced, [])
  assert.deepEqual(await healths(), [{ health: 'EXACT', count: unchecked?.count }])
  assert.deepEqual(await revised(), [
    { kind: 'Article', count: 1 },
    { kind: 'Claim', count: claims },
  ])
  const [{ placed, links } = {}] = await query(
    db,
    `select count(*)::int as links, count(*) filter (where substr(body, starts + 1, ends - starts) = text)::int as placed
     from article_link join article on article.id = article_id where body is not null`,
  )
  assert.deepEqual([placed, links], [18, 18])
  assert.equal(
    (
      await query(
        db,
        'select from article_subject join article on article.id = article_id where body is not null',
      )
    ).length,
    6,
  )

  const before = await rowVersions(db)
  await importArticle(db, foundingText(), { actor: 'test' })
  assert.equal(await rowVersions(db), before)
})

test('the founding article is imported whole where nothing is on record', { skip }, async () => {
  const { saved, problems } = await importArticle(db, foundingText(), { actor: 'test' })
  assert.deepEqual(problems, [])
  assert.deepEqual(
    saved.map(({ kind, result }) => `${kind} ${result}`),
    [
      'Outlet CREATED',
      'Author CREATED',
      'Author CREATED',
      'Subject CREATED',
      'Subject CREATED',
      'Subject CREATED',
      'Subject CREATED',
      'Article CREATED',
    ],
  )
  const [article] = await query(
    db,
    `select published_on, byline is not null as byline, note like '%51 languages%' as editions,
      image_credit, rights_holder is not null as holder, rights_usage_terms like '%fair use%' as terms,
      body like '%Donation Drive%' or body like '%Instagram%' as furniture, outlet.name
     from article join outlet on outlet.id = outlet_id`,
  )
  assert.deepEqual(article, {
    published_on: '2024-02-09',
    byline: true,
    editions: true,
    image_credit: 'MENAFN',
    holder: true,
    terms: true,
    furniture: false,
    name: 'Global Research',
  })
  assert.deepEqual(
    await query(
      db,
      `select name, bio is not null as bio, (select count(*)::int from author_work where author_id = author.id) as works
       from article_author join author on author.id = author_id order by position`,
    ),
    [
      { name: 'Medea Benjamin', bio: true, works: 2 },
      { name: 'Nicolas J. S. Davies', bio: true, works: 2 },
    ],
  )
  const before = await rowVersions(db)
  await importArticle(db, foundingText(), { actor: 'test' })
  assert.equal(await rowVersions(db), before)
})

const TEXT = `# Bridge closed for repair

By Ines Roth and Tomas Bell
The Daily Span, February 9, 2024

Region: [North](#)

The bridge was [closed](https://span.example/closed) on Friday after a [crack](https://span.example/crack) was found in a pier of it.

Repairs take three weeks, said the [road office](#), and cost more than $2 million.
`

test('names on record are used again, and only what is missing is made', async () => {
  await save(db, 'Outlet', { slug: 'span', name: 'The Daily Span' })
  await save(db, 'Author', { slug: 'roth', name: 'Ines Roth', kind: 'PERSON', bio: 'Known.' })
  const { saved } = await importArticle(db, TEXT, { actor: 'test' })
  assert.deepEqual(
    saved.map(({ kind, slug, result }) => `${kind} ${slug} ${result}`),
    [
      'Author roth UNCHANGED',
      'Author tomas-bell CREATED',
      'Subject the-daily-span-region/north CREATED',
      'Article span/2024-02-09/bridge-closed-for-repair CREATED',
    ],
  )
})

test('of two authors with one name neither is taken', async () => {
  await save(
    db,
    'Author',
    { slug: 'ines-roth', name: 'Ines Roth', kind: 'PERSON' },
    { slug: 'roth', name: 'Ines Roth', kind: 'PERSON' },
  )
  const { saved } = await importArticle(db, TEXT, { actor: 'test' })
  assert.deepEqual(
    saved.flatMap(({ kind, slug }) => (kind === 'Author' ? slug : [])),
    ['ines-roth-2', 'tomas-bell'],
  )
})

const recorded = {
  slug: 'bridge',
  headline: 'Bridge closed for repair',
  publishedOn: '2024-02-09',
  byline: 'Recorded by hand',
  authors: ['hand'],
  rights: { holder: 'The Span' },
  links: [
    { url: 'https://other.example/', text: 'crack' },
    { text: 'gone', start: 0, end: 3 },
    { text: 'road office' },
  ],
}

test('an article on record is completed and nothing of it is cleared or written over', async () => {
  await save(db, 'Author', { slug: 'hand', name: 'Hand', kind: 'PERSON' })
  await save(db, 'Article', recorded)
  const { saved } = await importArticle(db, TEXT, { actor: 'test' })
  assert.deepEqual(saved.at(-1), { kind: 'Article', slug: 'bridge', result: 'REVISED' })
  const [row] = await query(
    db,
    `select byline, rights_holder, outlet.slug as outlet, body is not null as body, author.name as author
     from article join outlet on outlet.id = outlet_id
     join article_author on article_id = article.id join author on author.id = author_id`,
  )
  assert.deepEqual(row, {
    byline: 'Recorded by hand',
    rights_holder: 'The Span',
    outlet: 'the-daily-span',
    body: true,
    author: 'Hand',
  })
})

test('links on record keep their positions, and those not recorded follow', async () => {
  await save(db, 'Author', { slug: 'hand', name: 'Hand', kind: 'PERSON' })
  await save(db, 'Article', recorded)
  await importArticle(db, TEXT, { actor: 'test' })
  assert.deepEqual(
    await query(
      db,
      `select article_link.url, text, substr(body, starts + 1, ends - starts) as placed
       from article_link join article on article.id = article_id order by position`,
    ),
    [
      { url: 'https://other.example/', text: 'crack', placed: 'crack' },
      { url: null, text: 'gone', placed: null },
      { url: null, text: 'road office', placed: 'road office' },
      { url: 'https://span.example/closed', text: 'closed', placed: 'closed' },
    ],
  )
})

test('an article is found by its slug and by its address, whatever its headline is', async () => {
  await save(db, 'Article', { slug: 'other', headline: 'Other', publishedOn: '2024-01-01' })
  const bySlug = await importArticle(db, TEXT, { actor: 'test', slug: 'other' })
  assert.deepEqual(bySlug.saved.at(-1)?.slug, 'other')

  await save(db, 'Article', {
    slug: 'addressed',
    headline: 'Elsewhere',
    url: 'https://span.example/bridge?utm_source=x',
    publishedOn: '2024-01-01',
  })
  const text = `---\nurl: https://SPAN.example/bridge\n---\n\n${TEXT}`
  const byAddress = await importArticle(db, text, { actor: 'test' })
  assert.equal(byAddress.saved.at(-1)?.slug, 'addressed')
})

test('an article of another outlet with the same headline and day is another article', async () => {
  await save(db, 'Outlet', { slug: 'rival', name: 'The Rival' })
  await save(db, 'Article', {
    slug: 'rival/bridge',
    headline: 'Bridge closed for repair',
    publishedOn: '2024-02-09',
    outlet: 'rival',
  })
  const { saved } = await importArticle(db, TEXT, { actor: 'test' })
  assert.equal(saved.at(-1)?.result, 'CREATED')
})

test('where several articles may be meant nothing is written, and they are named', async () => {
  const twin = { headline: 'Bridge closed for repair', publishedOn: '2024-02-09' }
  await save(db, 'Article', { slug: 'one', ...twin }, { slug: 'two', ...twin })
  const before = await rowVersions(db)
  const { problems, saved } = await importArticle(db, TEXT, { actor: 'test' })
  assert.deepEqual(saved, [])
  assert.equal(problems[0]?.field, 'slug')
  assert.match(problems[0]?.message ?? '', /one, two/)
  assert.equal(await rowVersions(db), before)
})

test('a text that cannot be an article record is refused whole', async () => {
  const { problems, saved } = await importArticle(db, TEXT.replace('The Daily Span, February 9, 2024', ''), {
    actor: 'test',
  })
  assert.deepEqual(saved, [])
  assert.deepEqual(
    problems.map(({ kind, field, code }) => `${kind} ${field} ${code}`),
    ['Article publishedOn REQUIRED'],
  )
  assert.deepEqual(await query(db, 'select from author'), [])
})
