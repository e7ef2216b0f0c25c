import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkInstant, checkPlainDate, isPlainDate } from '../../../db/values/plain-date.ts'

test('days of the calendar are plain dates', () => {
  for (const day of ['2024-02-29', '2000-02-29', '2024-12-31', '0001-01-01', '9999-12-31']) {
    assert.equal(checkPlainDate(day), day)
  }
})

test('days that no calendar has are refused', () => {
  for (const day of [
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2024-04-31',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '0000-01-01',
  ]) {
    assert.equal(isPlainDate(day), false)
    assert.throws(() => checkPlainDate(day), { code: 'BAD_DATE' })
  }
})

test('a plain date is written in one way', () => {
  for (const day of ['2024-2-7', '20240207', '2024-02-07T00:00:00Z', ' 2024-02-07', '٢٠٢٤-٠٢-٠٧', '']) {
    assert.throws(() => checkPlainDate(day), { code: 'BAD_DATE' })
  }
})

test('an instant keeps its offset and loses what is smaller than a millisecond', () => {
  assert.equal(checkInstant('2024-02-09T23:59:59.999999+03:30'), '2024-02-09T23:59:59.999+03:30')
  assert.equal(checkInstant('2024-02-09T12:30:00Z'), '2024-02-09T12:30:00Z')
  assert.equal(checkInstant('2024-02-09 12:30:00-05:00'), '2024-02-09T12:30:00-05:00')
})

test('an instant without offset, or of no hour of no day, is refused', () => {
  for (const instant of [
    '2024-02-09',
    '2024-02-09T12:30:00',
    '2024-02-30T12:30:00Z',
    '2024-02-09T24:00:00Z',
    '2024-02-09T12:60:00Z',
    '2024-02-09T12:30:60Z',
    '2024-02-09T12:30Z',
    '2024-02-09T12:30:00+16:00',
  ]) {
    assert.throws(() => checkInstant(instant), { code: 'BAD_INSTANT' }, instant)
  }
})

test('an instant whose offset moves it out of the years 1 to 9999 is refused', () => {
  assert.throws(() => checkInstant('0001-01-01T00:00:00+01:00'), { code: 'OUT_OF_RANGE' })
  assert.throws(() => checkInstant('9999-12-31T23:59:59-01:00'), { code: 'OUT_OF_RANGE' })
})
