import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { figuresOf } from './figures.ts'

describe('figuresOf', () => {
  const measures = (passage: string) => figuresOf(passage).map(({ verbatim, measure }) => [verbatim, measure])

  it('measures each figure by the nearest telling word', () => {
    assert.deepEqual(measures('the attack killed 12 people and wounded 30'), [
      ['12', 'KILLED'],
      ['30', 'INJURED'],
    ])
    assert.deepEqual(measures('12 were killed and 30 others were badly injured'), [
      ['12', 'KILLED'],
      ['30', 'INJURED'],
    ])
    assert.deepEqual(measures('12 dead, 30 missing'), [
      ['12', 'KILLED'],
      ['30', 'MISSING'],
    ])
    assert.deepEqual(measures('30 were wounded and some killed'), [['30', 'INJURED']])
    assert.deepEqual(measures('2,500 troops'), [['2,500', 'TROOPS']])
  })

  it('looks for no telling word in another sentence', () => {
    assert.deepEqual(measures('Nobody was killed. He sold 40 houses.'), [['40', 'OTHER']])
    assert.deepEqual(measures('He sold 40 houses. Nobody was killed.'), [['40', 'OTHER']])
  })

  it('measures a currency as money, and percents and years as nothing else', () => {
    assert.deepEqual(
      measures('$5 million for troops').map(([, measure]) => measure),
      ['MONEY'],
    )
    assert.deepEqual(
      measures('12 percent of the dead').map(([, measure]) => measure),
      ['OTHER'],
    )
  })
})
