import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readCsv, readTable } from './csv.ts'

describe('readCsv', () => {
  it('keeps commas, line ends and doubled quotation marks inside quotes', () => {
    const csv = 'a,"b, ""c""\r\nd",\r\n"",e,"f"'
    assert.deepEqual(
      [...readCsv(csv)],
      [
        ['a', 'b, "c"\r\nd', ''],
        ['', 'e', 'f'],
      ],
    )
  })

  it('ends a record at a line end and gives no empty one after the last', () => {
    assert.deepEqual(
      [...readCsv('a,b\nc,\n')],
      [
        ['a', 'b'],
        ['c', ''],
      ],
    )
    assert.deepEqual([...readCsv('a,')], [['a', '']])
  })

  it('refuses a quotation mark inside an unquoted field', () => {
    assert.throws(() => [...readCsv('a,b"c')], /no CSV field at character 2/)
  })
})

describe('readTable', () => {
  it('reads by the names in the heading and refuses a row of another width', () => {
    const [row] = readTable('a,b\n1,2')
    assert.equal(row?.('b'), '2')
    assert.throws(() => row?.('c'), /no column c/)
    assert.throws(() => [...readTable('a,b\n1')], /1 fields under a heading of 2/)
  })
})
