import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findNamedSpeaker } from './speaker.ts'

describe('findNamedSpeaker', () => {
  it('finds a person by the full name, without title, owner or description', () => {
    for (const words of [
      'Ann Lee',
      'Sen. Ann Lee (D-Calif.)',
      'Ann Lee, the former mayor,',
      "The Post's Ann Lee",
      'New York Attorney General Ann Lee',
      'Ann Lee of Ohio',
      'former President Ann Lee’s',
    ]) {
      assert.deepEqual(findNamedSpeaker(words), { name: 'Ann Lee', kind: 'PERSON' }, words)
    }
  })

  it('tells the kinds of body apart', () => {
    for (const [words, kind] of [
      ['the Department of Justice', 'GOVERNMENT'],
      ['The Ohio Democratic Party', 'ORGANIZATION'],
      ['the United Nations Security Council', 'INTERNATIONAL_BODY'],
      ['the United States Army', 'ARMED_FORCE'],
    ] as const) {
      assert.equal(findNamedSpeaker(words)?.kind, kind, words)
    }
  })

  it('names nobody by a surname, a pronoun, a description or a list', () => {
    for (const words of [
      'he',
      'Lee',
      'Mr. Lee',
      'officials',
      'her aide Ann Lee',
      'Ann Lee and Bo Ray',
      'Some Democrats',
      'Ann Lee, Bo Ray',
    ]) {
      assert.equal(findNamedSpeaker(words), null, words)
    }
  })
})
