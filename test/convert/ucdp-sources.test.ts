import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sourcesOf } from './ucdp-sources.ts'

describe('sourcesOf', () => {
  it('reads office, date and headline of each part, and counts the parts of another form', () => {
    const skipped = new Map()
    const printed =
      '"Reuters News,2013-03-13,"Two; or more";"Atlas: Places, 1990-1995.,2003-01-02,p. 5";"Radio 5/12";"AFP,2013-02-30,No day"'
    const articles = [...sourcesOf(printed, skipped)].filter((record) => record.record === 'Article')
    assert.deepEqual(
      articles.map(({ outlet, publishedOn, headline }) => [outlet, publishedOn, headline]),
      [
        ['reuters', '2013-03-13', 'Two; or more'],
        ['atlas-places-1990-1995', '2003-01-02', 'p. 5'],
      ],
    )
    assert.deepEqual([...skipped.values()], [2])
  })
})
