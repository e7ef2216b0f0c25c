import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NODE_KINDS } from '../../db/vocabulary.ts'
import { openTestDatabase } from '../support/database.ts'
import {
  type Made,
  makeArticle,
  makeAuthor,
  makeClaim,
  makeEvent,
  makeOutlet,
  makeParty,
  makePlace,
  makeReview,
  makeSubject,
} from '../support/make.ts'
import { ask, refusal } from '../support/send.ts'

const db = await openTestDatabase()
const article = await makeArticle(db)
const claim = await makeClaim(db, { article: article.slug })
const made: Record<(typeof NODE_KINDS)[number], Made> = {
  Outlet: await makeOutlet(db),
  Author: await makeAuthor(db),
  Subject: await makeSubject(db),
  Article: article,
  Party: await makeParty(db),
  Place: await makePlace(db),
  Event: await makeEvent(db),
  Claim: claim,
  Review: await makeReview(db, { claim: claim.slug }),
}

const shown = (kind: keyof typeof made) => ({ __typename: kind, id: made[kind].id, slug: made[kind].slug })

for (const kind of NODE_KINDS) {
  const { id, slug } = made[kind]

  test(`${kind} is found by id, by slug, and as a node`, async () => {
    const look = kind.toLowerCase()
    const data = await ask(
      db,
      `query ($id: ID!, $slug: String!) { node(id: $id) { __typename id slug }
        byId: ${look}(by: { id: $id }) { __typename id slug } bySlug: ${look}(by: { slug: $slug }) { __typename id slug } }`,
      { id, slug },
    )
    assert.deepEqual(data, { node: shown(kind), byId: shown(kind), bySlug: shown(kind) })
  })

  test(`the id or slug of another noun names no ${kind}`, async () => {
    const look = kind.toLowerCase()
    const other = kind === 'Article' ? made.Claim : made.Article
    const data = await ask(
      db,
      `query ($id: ID!, $slug: String!) { byId: ${look}(by: { id: $id }) { id } bySlug: ${look}(by: { slug: $slug }) { id } bare: ${look}(by: { id: "1" }) { id } }`,
      { ...other },
    )
    assert.deepEqual(data, { byId: null, bySlug: null, bare: null })
  })
}

test('an article is found by any form of its address', async () => {
  const { slug } = await makeArticle(db, { url: 'HTTPS://News.Example/a?b=1&utm_source=feed#top' })
  const find = async (url: string) =>
    (
      await ask<{ article: { slug: string } | null }>(
        db,
        'query ($url: URL!) { article(by: { url: $url }) { slug } }',
        { url },
      )
    ).article?.slug
  for (const url of [
    'https://news.example/a?b=1',
    'https://NEWS.example/a?utm_medium=x&b=1#end',
    'HTTPS://News.Example/a?b=1&utm_source=feed#top',
  ]) {
    assert.equal(await find(url), slug, url)
  }
  for (const url of [
    'https://news.example/a',
    'https://news.example/A?b=1',
    'mailto:a@b.example',
    'javascript:alert(1)',
  ]) {
    assert.equal(await find(url), undefined, url)
  }
})

test('a look-up names its record in exactly one way', async () => {
  for (const by of ['{}', '{ id: "Article:1", slug: "a" }', '{ id: null }', 'null']) {
    await refusal(db, `{ article(by: ${by}) { id } }`)
  }
})
