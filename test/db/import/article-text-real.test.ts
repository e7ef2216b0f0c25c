import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { readArticleText } from '../../../db/import/article-text.ts'

const DATA = new URL('../../../../shared/data/polnear-train.ndjson.gz', import.meta.url)
const needsData = existsSync(DATA) ? {} : { skip: 'needs ../shared/data' }

test('840 real articles keep every paragraph but those that are notes or furniture', needsData, () => {
  let kept = 0
  let placed = 0
  for (const paragraphs of readArticles()) {
    const article = readArticleText(`# A headline\n\n${paragraphs.join('\n\n')}`)
    const body = new Set(article.body.split('\n\n'))
    const facts = [...article.notes, article.byline, article.rights?.usageTerms, article.rights?.notice].join(
      '\n',
    )
    for (const paragraph of paragraphs) {
      if (body.has(paragraph)) kept += 1
      else if (facts.includes(paragraph.slice(1, -2))) placed += 1
    }
    assert.deepEqual(article.unplaced, [], paragraphs[0])
  }
  const total = readArticles().flat().length
  assert.ok(kept / total > 0.996, `${kept} of ${total}`)
  assert.ok(placed > 20, `${placed} placed`)
})

test('a real article wrapped at 72 columns has the body it had before', needsData, () => {
  for (const paragraphs of readArticles()) {
    const [first = '', ...rest] = paragraphs
    const plain = readArticleText(`# A headline\n\n${first}\n\n${rest.join('\n\n')}`)
    const wrapped = readArticleText(`# A headline\n\n${[first, ...rest].map(wrap).join('\n\n')}`)
    assert.equal(wrapped.body, plain.body)
  }
})

test('no real paragraph leaves the middle of a body but for what is furniture as a whole', needsData, () => {
  const lost = readArticles()
    .flat()
    .filter((paragraph) => {
      const { body } = readArticleText(`A headline\n\nBy Ada Lund\n\nThe first.\n\n${paragraph}\n\nThe last.`)
      return !body.split('\n\n').includes(paragraph) && !/[*_[\]\\`&<]/.test(paragraph)
    })
  const strange = lost.filter((line) => !/^(?:Follow |Enter your email|Send tips|\w+day, \w+ \d+)/.test(line))
  assert.deepEqual(strange, [])
})

function readArticles(): string[][] {
  const rows = gunzipSync(readFileSync(DATA)).toString('utf8').trim().split('\n')
  return rows.map((row) => {
    const { text }: { text: string } = JSON.parse(row)
    const paragraphs = text.split(/\n\s*\n/).map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
    return paragraphs.slice(1).filter((paragraph) => paragraph !== '')
  })
}

function wrap(paragraph: string): string {
  return paragraph.replace(/(?![^\n]{1,72}$)([^\n]{1,72}) /g, '$1\n')
}
