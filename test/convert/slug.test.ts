import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createUniqueSlugs, slugOf, slugWithDigest } from './slug.ts'

describe('slugs', () => {
  it('join words of any script by single separators', () => {
    assert.equal(slugOf('ucdp', ' Ḩudaydah  town', 'Ева'), 'ucdp/hudaydah-town/ева')
  })

  it('tell long texts that begin alike apart', () => {
    const long = 'word '.repeat(40)
    assert.notEqual(slugWithDigest(`${long}a`), slugWithDigest(`${long}b`))
  })

  it('that come again are numbered in their order', () => {
    const unique = createUniqueSlugs()
    assert.deepEqual(['a', 'a-2', 'a', 'a'].map(unique), ['a', 'a-2', 'a-3', 'a-4'])
  })
})
