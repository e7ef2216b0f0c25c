import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeAll } from '../support/make.ts'
import { createDice } from '../support/random.ts'
import { ask, askAll } from '../support/send.ts'

const SEED = 20_240_207
const COMBINATIONS = 200

const { random, below, pick } = createDice(SEED)

interface Article {
  id: string
  headline: string
  byline: string | null
  publishedOn: string
  createdAt: string
  language: string
  status: string
}

const db = await openTestDatabase()
const WORDS = ['a', 'A', 'b', 'Ä', 'é', '%', '🙂', 'z_'] as const
for (let batch = 0; batch < 6; batch++) {
  await makeAll(
    db,
    'Article',
    Array.from({ length: 15 }, () => ({
      headline: `${pick(WORDS)}${pick(WORDS)}`,
      byline: pick([null, 'By Ann', 'by ben', 'BY ANN AND BEN']),
      publishedOn: `2024-0${1 + below(2)}-1${below(4)}`,
      language: pick(['en', 'fr', 'und']),
      status: pick(['PUBLISHED', 'CORRECTED', 'RETRACTED'] as const),
    })),
  )
}
const articles = await askAll<Article>(
  db,
  'articles',
  'id headline byline publishedOn createdAt language status',
)

/** A filter as JSON, beside what it means. */
interface Condition {
  filter: object
  holds: (article: Article) => boolean
}

function createCondition(depth: number): Condition {
  const kind = depth > 0 ? below(8) : below(5)
  const day = `2024-0${1 + below(2)}-1${below(4)}`
  const word = pick(WORDS)
  const list = [pick(['en', 'fr', 'und', 'xx']), pick(['en', 'fr'])]
  switch (kind) {
    case 0:
      return { filter: { publishedOn: { from: day } }, holds: ({ publishedOn }) => publishedOn >= day }
    case 1:
      return { filter: { publishedOn: { to: day } }, holds: ({ publishedOn }) => publishedOn <= day }
    case 2:
      return {
        filter: { headline: { contains: word } },
        holds: ({ headline }) => headline.toLowerCase().includes(word.toLowerCase()),
      }
    case 3:
      return {
        filter: { byline: { startsWith: 'BY A' } },
        holds: ({ byline }) => /^by a/i.test(byline ?? ''),
      }
    case 4:
      return { filter: { language: list }, holds: ({ language }) => list.includes(language) }
    case 5: {
      const { filter, holds } = createCondition(depth - 1)
      return { filter: { not: filter }, holds: (article) => !holds(article) }
    }
  }
  const inner = Array.from({ length: below(3) }, () => createCondition(depth - 1))
  const filters = inner.map(({ filter }) => filter)
  return kind === 6
    ? { filter: { and: filters }, holds: (article) => inner.every(({ holds }) => holds(article)) }
    : { filter: { or: filters }, holds: (article) => inner.some(({ holds }) => holds(article)) }
}

const KEYS = { PUBLISHED_ON: 'publishedOn', HEADLINE: 'headline', CREATED_AT: 'createdAt' } as const

const compare = (key: 'publishedOn' | 'headline' | 'createdAt') => (a: Article, b: Article) =>
  Buffer.compare(Buffer.from(a[key]), Buffer.from(b[key])) ||
  Number(a.id.split(':')[1]) - Number(b.id.split(':')[1])

interface Page {
  totalCount: number
  nodes: { id: string }[]
  pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

test(`the pages of ${COMBINATIONS} random lists hold what sorting and filtering by hand gives`, async () => {
  for (let nth = 0; nth < COMBINATIONS; nth++) {
    const { filter, holds } = createCondition(3)
    const [field, direction, isForward, size] = [
      pick(['PUBLISHED_ON', 'HEADLINE', 'CREATED_AT'] as const),
      pick(['ASC', 'DESC']),
      random() < 0.5,
      7 + below(40),
    ]
    const sorted = articles.filter(holds).toSorted(compare(KEYS[field]))
    const expected = (direction === 'ASC' ? sorted : sorted.reverse()).map(({ id }) => id)
    const pages: string[][] = []
    for (let cursor: string | null = null, more = true; more; ) {
      const page: Page = (
        await ask<{ articles: Page }>(
          db,
          `query ($filter: ArticleFilter, $order: ArticleOrder!, $size: Int, $cursor: Cursor) {
            articles(filter: $filter, orderBy: $order, ${isForward ? 'first: $size, after' : 'last: $size, before'}: $cursor) {
              totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
          { filter, order: { field, direction }, size, cursor },
        )
      ).articles
      assert.equal(page.totalCount, expected.length)
      pages.push(page.nodes.map(({ id }) => id))
      cursor = isForward ? page.pageInfo.endCursor : page.pageInfo.startCursor
      more = isForward ? page.pageInfo.hasNextPage : page.pageInfo.hasPreviousPage
    }
    const found = (isForward ? pages : pages.reverse()).flat()
    assert.deepEqual(
      found,
      expected,
      `seed ${SEED}, list ${nth}: ${JSON.stringify({ filter, field, direction, isForward, size })}`,
    )
  }
})
