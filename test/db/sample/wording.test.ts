import assert from 'node:assert/strict'
import { test } from 'node:test'
import { needsFoundingText, readFoundingText, records, recordsOf } from './read-sample.ts'

const MOST_WORDS_IN_COMMON = 4
const NAMES = [
  'U.S. Chooses Genocide Over Diplomacy in the Middle East',
  'Inside Iran: The Real History and Politics of the Islamic Republic of Iran',
  'Blood on Our Hands: The American Invasion and Destruction of Iraq',
  'War in Ukraine: Making Sense of a Senseless Conflict',
  'Medea Benjamin and Nicolas J. S. Davies',
  'Middle East & North Africa',
  'International Court of Justice',
]
const ADJECTIVES =
  /\b(brutal|dishonest|genocidal|tragic|catastrophic|shocking|horrific|barbaric|savage|heinous|cowardly|heroic|valiant|reckless|careless|illegal|unlawful|terrorist|evil|despicable|disastrous|unprovoked|so-called|deadly|massive|fierce|bloody)\b/i

test('the title and summary of an event carry no adjective of judgement', () => {
  for (const { slug, title, summary } of recordsOf('Event'))
    assert.doesNotMatch(`${title} ${summary}`, ADJECTIVES, slug)
})

test('neither a body nor the words of an anchor are stored', () => {
  for (const article of recordsOf('Article')) assert.equal(article.body ?? null, null)
  for (const anchor of recordsOf('Claim').flatMap((claim) => claim.anchors ?? [])) {
    assert.deepEqual(Object.keys(anchor), ['start', 'end', 'digest'])
  }
})

test('no text has more than four words in a row in common with the article', needsFoundingText, () => {
  const printed = readFoundingText().replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  const runs = new Set(runsOf(printed))
  for (const record of records) {
    for (const text of texts(record)) {
      const shared = withoutNames(text)
        .flatMap(runsOf)
        .filter((run) => runs.has(run))
      assert.deepEqual(shared, [], record.slug)
    }
  }
})

const texts = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(texts) : []
}

const withoutNames = (text: string) =>
  NAMES.reduce((parts, name) => parts.flatMap((part) => part.split(name)), [text])

/** Every run of one word more than may be in common, without case and punctuation. */
function runsOf(text: string): string[] {
  const inWord = /[.,'’](?=[\p{L}\p{N}])/gu
  const words =
    text
      .toLowerCase()
      .replace(inWord, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  const length = MOST_WORDS_IN_COMMON + 1
  return words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(' '))
}
