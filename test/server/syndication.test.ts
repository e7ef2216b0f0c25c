import assert from 'node:assert/strict'
import { test } from 'node:test'
import { schema } from '../../schema/index.ts'
import { ask } from '../support/ask.ts'
import { FEED_FORMATS, type FeedFormat, readFeed } from '../support/feeds.ts'
import {
  makeArticle,
  makeAuthor,
  makeClaim,
  makeEvent,
  makeMerged,
  makeReview,
  makeWithdrawn,
} from '../support/make.ts'
import { openTestService } from '../support/serve.ts'

const { url, database } = await openTestService()
const behindProxy = await openTestService({ publicUrl: 'https://dateline.example/news' })

/** The lists of the graph that have records of one noun. */
const NOUNS = Object.values(schema.getQueryType()?.getFields() ?? {})
  .filter(
    ({ args, type }) => String(type).endsWith('Connection!') && args.some(({ name }) => name === 'orderBy'),
  )
  .map(({ name }) => name)

type Parameters = Record<string, string>

const feedAddress = (noun: string, format: FeedFormat, parameters: Parameters = {}, service = url) =>
  new URL(`/feed/${noun}.${format}?${new URLSearchParams(parameters)}`, service).href

async function read(noun: string, format: FeedFormat, parameters: Parameters = {}) {
  const response = await fetch(feedAddress(noun, format, parameters))
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return readFeed(format, text)
}

const FORBIDDEN_IN_XML = '\u0001\u000b\uffff'

const hostileText = (characters: string) =>
  `<b>&amp; ]]> "q" 'a' <![CDATA[x]]> ${characters} é 😀 &#65; <script>alert(1)</script>`

const globalId = (tag: string) => tag.replace(/^tag:[\w.-]+,\d{4}-\d\d-\d\d:/, '')

/** The ids of a list as GraphQL gives them; `type` is what its filter and order are named after. */
async function idsOf(noun: string, filter: unknown, first: number) {
  const field = schema.getQueryType()?.getFields()[noun]
  const type = String(field?.type).replace('Connection!', '')
  const query = `query ($filter: ${type}Filter, $first: Int) {
    list: ${noun}(filter: $filter, first: $first, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { id } }
  }`
  const { data } = await ask(url, query, { filter, first })
  return data.list.nodes.map(({ id }: { id: string }) => id)
}

test('every list of the graph is a feed', async () => {
  assert.equal(NOUNS.length, 9)
  for (const noun of NOUNS) assert.ok((await read(noun, 'json')).items.length > 0, noun)
})

for (const format of FEED_FORMATS) {
  test(`a feed in ${format} has the records of its list, newest first, each with an id, a title and a link`, async () => {
    for (const noun of NOUNS) {
      const { items, self } = await read(noun, format, { first: '7' })
      assert.deepEqual(
        items.map(({ id }) => globalId(id)),
        await idsOf(noun, null, 7),
      )
      assert.equal(self, feedAddress(noun, format, { first: '7' }))
      for (const { title, link, content, published, updated } of items) {
        assert.ok(title !== '' && content !== '' && URL.canParse(link))
        assert.match(`${published} ${updated}`, /^\d{4}-\d\d-\d\dT[\d:.]+Z \d{4}-\d\d-\d\dT[\d:.]+Z$/)
      }
    }
  })

  test(`a feed in ${format} takes the filter of its list`, async () => {
    const filter = { kind: ['NUMERICAL'], not: { events: { some: { status: ['CONFIRMED'] } } } }
    const found = await idsOf('claims', filter, 100)
    assert.ok(found.length > 0 && found.length < (await idsOf('claims', null, 100)).length)
    const { items } = await read('claims', format, { filter: JSON.stringify(filter), first: '100' })
    assert.deepEqual(
      items.map(({ id }) => globalId(id)),
      found,
    )
  })

  test(`the pages of a feed in ${format} follow each other to the end of the list`, async () => {
    const ids: string[] = []
    let next: string | null = feedAddress('outlets', format, { first: '10' })
    while (next !== null) {
      const page = readFeed(format, await (await fetch(next)).text())
      ids.push(...page.items.map(({ id }) => globalId(id)))
      next = page.next
    }
    assert.deepEqual(ids, await idsOf('outlets', null, 100))
  })

  test(`a feed in ${format} without records is a feed`, async () => {
    const filter = JSON.stringify({ slug: { eq: 'no-such-claim' } })
    const { items, title } = await read('claims', format, { filter })
    assert.deepEqual({ items, title }, { items: [], title: 'Dateline: claims' })
  })

  test(`any text that can be recorded comes through in ${format}, but for characters that XML has not`, async () => {
    const [hostile, legal] = [
      hostileText(FORBIDDEN_IN_XML),
      hostileText(format === 'json' ? FORBIDDEN_IN_XML : '\ufffd'.repeat(3)),
    ]
    const author = await makeAuthor(database, { name: hostile, bio: hostile })
    await makeArticle(database, {
      headline: hostile,
      alternativeHeadline: hostile,
      authors: [author.slug],
      url: `https://example.com/${format}?a=1&b=%22<x>`,
    })
    const [item] = (await read('articles', format, { first: '1' })).items
    assert.equal(item?.title, legal)
    assert.deepEqual(item?.authors, [legal])
    assert.equal(item?.link, `https://example.com/${format}?a=1&b=%22<x>`)
    const escaped = legal.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    assert.ok(
      item?.content.includes(format === 'json' ? legal : `<p dir="auto">${escaped}</p>`),
      item?.content,
    )
    assert.ok(format === 'json' || !item?.content.includes('<script>'))
  })

  test(`a day without a time is the same day in ${format}, wherever the server and its reader are`, async () => {
    const { slug } = await makeArticle(database, { publishedOn: '2024-02-07' })
    const { slug: timed } = await makeArticle(database, {
      publishedOn: '2024-02-07',
      publishedAt: '2024-02-07T23:30:00-05:00',
    })
    const zone = process.env.TZ
    const pages: string[] = []
    for (const TZ of ['Pacific/Auckland', 'America/Los_Angeles', 'UTC']) {
      process.env.TZ = TZ
      const filter = JSON.stringify({ slug: { in: [slug, timed] } })
      const { items } = await read('articles', format, { filter })
      pages.push(items.map(({ published }) => published).join())
    }
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
    assert.deepEqual(new Set(pages), new Set(['2024-02-08T04:30:00.000Z,2024-02-07T12:00:00.000Z']))
  })
}

test('a claim is told with its speaker, its figures as printed and its article', async () => {
  const filter = JSON.stringify({ figures: { some: { low: { gte: 39, lte: 39 } } } })
  const [item] = (await read('claims', 'json', { filter })).items
  assert.match(item?.content ?? '', /Attribution: said by .+; published by Global Research/)
  assert.match(item?.content ?? '', /Figures: at least 39 \(killed/)
  assert.match(item?.content ?? '', /Article: U\.S\. Chooses/)
  assert.ok((item?.authors.length ?? 0) > 0)
  assert.deepEqual(item?.categories, ['Numerical'])
})

test('an event is told with its day, its places and the ranges of its figures', async () => {
  const filter = JSON.stringify({ slug: { eq: 'al-omar-attack-2024-02-05' } })
  const [item] = (await read('events', 'json', { filter })).items
  assert.equal(item?.title, 'Drone attack at the al-Omar field')
  assert.match(item?.content ?? '', /When: 2024-02-05/)
  assert.match(item?.content ?? '', /Where: .*Omar/)
  assert.match(item?.content ?? '', /Killed: 6 to 7, by 3 independent sources/)
  assert.match(item?.content ?? '', /Injured: 18, by 1 independent source(?!s)/)
})

test('a link leads to the page of the record, or else to a question that the playground asks', async () => {
  for (const noun of NOUNS) {
    const { items } = await read(noun, 'json', { first: '100' })
    const [own] = items.filter(({ link }) => link.startsWith(url))
    const answer = own && (await (await fetch(own.link)).json())
    if (own) assert.equal(answer.data.node.id, globalId(own.id), JSON.stringify(answer))
  }
  const { slug } = await makeArticle(database, { url: 'https://gazette.example/1' })
  const [article] = (await read('articles', 'json', { filter: JSON.stringify({ slug: { eq: slug } }) })).items
  assert.equal(article?.link, 'https://gazette.example/1')
})

test('what is withdrawn, or merged into another, leaves the feed', async () => {
  const [kept, withdrawn, merged] = [
    await makeEvent(database),
    await makeEvent(database),
    await makeEvent(database),
  ]
  const filter = JSON.stringify({ ids: [kept.id, withdrawn.id, merged.id] })
  assert.equal((await read('events', 'atom', { filter })).items.length, 3)
  await makeWithdrawn(database, 'event', withdrawn)
  await makeMerged(database, 'event', merged, kept)
  const { items } = await read('events', 'atom', { filter })
  assert.deepEqual(
    items.map(({ id }) => globalId(id)),
    [kept.id],
  )
})

test('a long claim has a short title, and its whole text below', async () => {
  const text = `${'A statement of many words. '.repeat(20)}The end.`
  await makeClaim(database, { text })
  const [item] = (await read('claims', 'json', { first: '1' })).items
  assert.ok([...(item?.title ?? '')].length <= 200)
  assert.match(item?.title ?? '', /words\.?…$|\w…$/)
  assert.ok(item?.content.startsWith(text))
})

test('a review is by its reviewer, of the day it was published', async () => {
  await makeReview(database, { ratingText: 'Mostly so.', publishedOn: '2024-03-01' })
  const [item] = (await read('reviews', 'rss', { first: '1' })).items
  assert.equal(item?.title, 'Mostly so: A statement.')
  assert.equal(item?.published, '2024-03-01T12:00:00.000Z')
  assert.deepEqual(item?.authors, ['Outlet'])
})

test('behind a proxy a feed has the address and the ids that its readers know', async () => {
  const response = await fetch(feedAddress('events', 'atom', { first: '1' }, behindProxy.url))
  const { self, next, items } = readFeed('atom', await response.text())
  assert.equal(self, 'https://dateline.example/news/feed/events.atom?first=1')
  assert.match(next ?? '', /^https:\/\/dateline\.example\/news\/feed\/events\.atom\?first=1&after=/)
  assert.match(items[0]?.id ?? '', /^tag:dateline\.example,\d{4}-\d\d-\d\d:Event:\d+$/)
  assert.match(items[0]?.link ?? '', /^https:\/\/dateline\.example\/news\/graphql\?query=/)
})

test('a feed is for any cache only where its addresses are not made of what a caller calls this host', async () => {
  for (const [service, kept] of [
    [behindProxy, 'public, max-age=60'],
    [await openTestService(), 'private, max-age=60'],
  ] as const) {
    const { headers } = await fetch(new URL('/feed/claims.rss', service.url))
    assert.equal(headers.get('cache-control'), kept)
  }
})
