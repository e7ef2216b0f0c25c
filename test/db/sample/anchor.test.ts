import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { readArticleText } from '../../../db/import/article-text.ts'
import type { ClaimRecord } from '../../../db/records.ts'
import { anchorSample } from '../../../db/sample/anchor.ts'
import { FOUNDING_ARTICLE, needsFoundingText, readFoundingText, recordsOf } from './read-sample.ts'

test('every claim of the article is anchored where its passage stands in the body', needsFoundingText, () => {
  const body = Array.from(readArticleText(readFoundingText()).body)
  const ofArticle = recordsOf('Claim').filter((claim) => claim.article === FOUNDING_ARTICLE)
  for (const { slug, anchors = [] } of ofArticle) {
    assert.ok(anchors.length > 0, slug)
    for (const { start, end, digest } of anchors) {
      const passage = body.slice(start, end).join('')
      assert.equal(createHash('sha256').update(passage).digest('hex'), digest, slug)
    }
  }
  assert.ok(ofArticle.some(({ anchors = [] }) => anchors.length > 1))
})

test('an anchor counts code points', () => {
  const claim = '{"record":"Claim","slug":"c","article":"a","text":"t","kind":"POSITION"}'
  const anchored = anchorSample(`${claim}\n`, 'An 🏛 and a 🕊.', { c: ['🏛', 'a 🕊'] })
  const { anchors }: ClaimRecord = JSON.parse(anchored)
  assert.deepEqual(
    anchors?.map(({ start, end }) => [start, end]),
    [
      [3, 4],
      [9, 12],
    ],
  )
})

test('a passage that stands nowhere or twice is refused, and so is one of no claim', () => {
  const claim = '{"record":"Claim","slug":"c","article":"a","text":"t","kind":"POSITION"}'
  assert.throws(() => anchorSample(claim, 'one two', { c: ['three'] }), /Not in the body/)
  assert.throws(() => anchorSample(claim, 'one one', { c: ['one'] }), /More than once/)
  assert.throws(() => anchorSample(claim, 'one two', { d: ['one'] }), /No claim/)
})
