import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openTestDatabase } from '../support/database.ts'
import { makeArticle, makeClaim, makeEvent, makeOutlet, makeParty, makePlace } from '../support/make.ts'
import { ask } from '../support/send.ts'

const db = await openTestDatabase()
const FILLER = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ')
await makeArticle(db, {
  headline: '🙂👩‍👩‍👧 Ferries sank',
  alternativeHeadline: 'No ferry <b>left</b>',
  body: `${FILLER} The 🇮🇶 e\u0301 ferry left. ${FILLER} ${FILLER}\n\nAnother ferry & another. ${FILLER}`,
})
await makeEvent(db, { title: 'Volcano', summary: 'The 🌋 volcano erupted; volcanoes do.' })
await makeClaim(db, { article: 'article-1', text: 'مسؤول says penguins, a penguin, "PENGUINS".' })
await makeOutlet(db, { name: '🗞 Süddeutsche Zeitung' })
await makeParty(db, { name: 'Islamic Resistance in Iraq' })
await makePlace(db, { name: 'Çeşme' })

interface Highlight {
  field: string
  fragment: string
  spans: { start: number; end: number }[]
}

/** Each highlight of a search: its field, and the words that its spans cut out, counted in code points. */
async function highlights(query: string): Promise<[string, string[]][]> {
  const { search } = await ask<{ search: { nodes: { highlights: Highlight[] }[] } }>(
    db,
    'query ($query: String!) { search(query: $query) { nodes { highlights { field fragment spans { start end } } } } }',
    { query },
  )
  return search.nodes.flatMap(({ highlights }) =>
    highlights.map(({ field, fragment, spans }): [string, string[]] => [
      field,
      spans.map(({ start, end }) => [...fragment].slice(start, end).join('')),
    ]),
  )
}

test('spans cut out the words that matched, in each field, behind any characters', async () => {
  assert.deepEqual(await highlights('ferry'), [
    ['headline', ['Ferries']],
    ['alternativeHeadline', ['ferry']],
    ['body', ['ferry']],
    ['body', ['ferry']],
  ])
  assert.deepEqual((await highlights('volcano')).toSorted(), [
    ['summary', ['volcano', 'volcanoes']],
    ['title', ['Volcano']],
  ])
  assert.deepEqual(await highlights('penguin'), [['text', ['penguins', 'penguin', 'PENGUINS']]])
})

test('several words are marked, wherever they stand', async () => {
  assert.deepEqual(await highlights('volcano erupting'), [
    ['title', ['Volcano']],
    ['summary', ['volcano', 'erupted', 'volcanoes']],
  ])
  assert.deepEqual(await highlights('ferry sank'), [
    ['headline', ['Ferries', 'sank']],
    ['alternativeHeadline', ['ferry']],
  ])
})

test('names show the words that are like those looked for, accents and typing errors aside', async () => {
  assert.deepEqual(await highlights('suddeutsche'), [['name', ['Süddeutsche']]])
  assert.deepEqual(await highlights('resistanse iraq'), [['name', ['Resistance', 'Iraq']]])
  assert.deepEqual(await highlights('cesme'), [['name', ['Çeşme']]])
})

test('a short text is shown whole, and of a long one some words around the match', async () => {
  const { search } = await ask<{ search: { nodes: { highlights: Highlight[] }[] } }>(
    db,
    '{ search(query: "ferry", kinds: [Article]) { nodes { highlights { field fragment } } } }',
  )
  const fragments = search.nodes[0]?.highlights ?? []
  assert.equal(fragments[0]?.fragment, '🙂👩‍👩‍👧 Ferries sank')
  for (const { field, fragment } of fragments) {
    assert.ok(!/(?!\n)\p{Cc}/u.test(fragment), fragment)
    if (field === 'body') assert.ok(fragment.split(' ').length <= 40, fragment)
  }
})

test('a page need not read highlights to have its hits', async () => {
  const before = db.reads.length
  await ask(db, '{ search(query: "ferry") { nodes { rank } } }')
  assert.doesNotMatch(db.reads.slice(before).join(), /search_highlights/)
})
