import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { readEdtf } from '../../../db/values/edtf.ts'

const BOUNDS: Record<string, [earliest: string, latest: string]> = {
  '2024-02-07': ['2024-02-07', '2024-02-07'],
  '2024-02': ['2024-02-01', '2024-02-29'],
  '2024': ['2024-01-01', '2024-12-31'],
  '2024-02-XX': ['2024-02-01', '2024-02-29'],
  '2023-02-XX': ['2023-02-01', '2023-02-28'],
  '2024-02-1X': ['2024-02-10', '2024-02-19'],
  '2024-XX-15': ['2024-01-15', '2024-12-15'],
  '201X': ['2010-01-01', '2019-12-31'],
  '20XX': ['2000-01-01', '2099-12-31'],
  '201': ['2010-01-01', '2019-12-31'],
  '20': ['2000-01-01', '2099-12-31'],
  '2024-01~': ['2024-01-01', '2024-01-31'],
  '2024?-02': ['2024-02-01', '2024-02-29'],
  '2014/2017': ['2014-01-01', '2017-12-31'],
  '2024-02-07/2024-02-07': ['2024-02-07', '2024-02-07'],
  '2024-02-XX/2024-03-05': ['2024-02-01', '2024-03-05'],
  '2024-02-07~/2024-02-09?': ['2024-02-07', '2024-02-09'],
  '../2014': ['-infinity', '2014-12-31'],
  '2014/..': ['2014-01-01', 'infinity'],
  '/2014': ['-infinity', '2014-12-31'],
  '2014/': ['2014-01-01', 'infinity'],
  '../..': ['-infinity', 'infinity'],
  XXXX: ['-infinity', 'infinity'],
  'XXXX-02': ['-infinity', 'infinity'],
  'XXXX/2014': ['-infinity', '2014-12-31'],
  '2024-21': ['2024-01-01', '2024-12-31'],
  '2024-31': ['2024-01-01', '2024-12-31'],
  '2024-33': ['2024-01-01', '2024-03-31'],
  '2024-37': ['2024-01-01', '2024-04-30'],
  '2024-38': ['2024-05-01', '2024-08-31'],
  '2024-41': ['2024-07-01', '2024-12-31'],
  '[2024-02-05,2024-02-01]': ['2024-02-01', '2024-02-05'],
  '[1984,1990..1995]': ['1984-01-01', '1995-12-31'],
  '{..2024-02-01}': ['-infinity', '2024-02-01'],
  '[2024-02-01..]': ['2024-02-01', 'infinity'],
  '1950S2': ['1900-01-01', '1999-12-31'],
  '0001': ['0001-01-01', '0001-12-31'],
  '9999': ['9999-01-01', '9999-12-31'],
}

for (const [edtf, [earliest, latest]] of Object.entries(BOUNDS)) {
  test(`${edtf} lies between ${earliest} and ${latest}`, () => {
    assert.deepEqual(readEdtf(edtf), { edtf, earliest, latest })
  })
}

const REFUSED: Record<string, string> = {
  '2024-02-30': 'BAD_EDTF',
  '2023-02-29': 'BAD_DATE',
  '2024-02-01/2023-02-29': 'BAD_DATE',
  '2017/2014': 'BAD_EDTF',
  '2024-02-07T10:00:00': 'BAD_EDTF',
  '2024-02-07T10:00:00Z/2024-02-08': 'BAD_EDTF',
  '1707265200000': 'BAD_EDTF',
  'last Friday': 'BAD_EDTF',
  '': 'BAD_EDTF',
  '0000': 'OUT_OF_RANGE',
  '-0044': 'OUT_OF_RANGE',
  '-0044-03-15': 'OUT_OF_RANGE',
  '-XXXX': 'OUT_OF_RANGE',
  '-2024-XX': 'OUT_OF_RANGE',
  '-0044/0014': 'OUT_OF_RANGE',
  Y12024: 'OUT_OF_RANGE',
  'Y-5000': 'OUT_OF_RANGE',
  Y5874898: 'OUT_OF_RANGE',
  Y294300: 'OUT_OF_RANGE',
  '2024\0': 'NUL',
  [`[${'2024,'.repeat(40)}2025]`]: 'TOO_LONG',
}

for (const [edtf, code] of Object.entries(REFUSED)) {
  test(`${JSON.stringify(edtf.slice(0, 40))} is refused as ${code}`, () => {
    assert.throws(() => readEdtf(edtf), { code })
  })
}

test('bounds are the same in every time zone', () => {
  const module = new URL('../../../db/values/edtf.ts', import.meta.url)
  const script = `import { readEdtf } from ${JSON.stringify(module.href)}
    const texts = ${JSON.stringify(Object.keys(BOUNDS))}
    process.stdout.write(JSON.stringify(texts.map((text) => readEdtf(text))))`
  const expected = Object.entries(BOUNDS).map(([edtf, [earliest, latest]]) => ({ edtf, earliest, latest }))
  for (const TZ of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    const env = { ...process.env, TZ }
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', script], { env })
    assert.deepEqual(JSON.parse(output.toString()), expected)
  }
})
