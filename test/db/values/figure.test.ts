import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { COMPARATORS, type Comparator, findFigures, parseFigure } from '../../../db/values/figure.ts'

type Row = [words: string, comparator: Comparator, low: number | null, high: number | null, unit?: string]

describe('parseFigure', () => {
  const reads = (rows: Row[]) => {
    for (const [words, comparator, low, high, unit = null] of rows) {
      assert.deepEqual(parseFigure(words), { comparator, low, high, unit }, words)
    }
  }

  it('reads digits with their separators', () =>
    reads([
      ['39', 'EXACTLY', 39, 39],
      ['0', 'EXACTLY', 0, 0],
      ['27,700', 'EXACTLY', 27_700, 27_700],
      ['1,234,567', 'EXACTLY', 1_234_567, 1_234_567],
      ['1.5', 'EXACTLY', 1.5, 1.5],
      ['.5 percent', 'EXACTLY', 0.5, 0.5, 'percent'],
      ['1\u00a0000', 'EXACTLY', 1000, 1000],
      ['1\u2009234\u2009567', 'EXACTLY', 1_234_567, 1_234_567],
      ['27\u202f700', 'EXACTLY', 27_700, 27_700],
      ['27 000', 'EXACTLY', 27_000, 27_000],
      ['1,00,000', 'EXACTLY', 100_000, 100_000],
      ['2014', 'EXACTLY', 2014, 2014],
    ]))

  it('reads numbers in words', () =>
    reads([
      ['one', 'EXACTLY', 1, 1],
      ['zero', 'EXACTLY', 0, 0],
      ['nineteen', 'EXACTLY', 19, 19],
      ['thirty-nine', 'EXACTLY', 39, 39],
      ['thirty nine', 'EXACTLY', 39, 39],
      ['a hundred', 'EXACTLY', 100, 100],
      ['two hundred and six', 'EXACTLY', 206, 206],
      ['one hundred fifty thousand', 'EXACTLY', 150_000, 150_000],
      ['two thousand three hundred and four', 'EXACTLY', 2304, 2304],
      ['fifteen hundred', 'EXACTLY', 1500, 1500],
      ['a thousand and one', 'EXACTLY', 1001, 1001],
      ['two dozen', 'EXACTLY', 24, 24],
      ['a dozen', 'EXACTLY', 12, 12],
      ['half a dozen', 'EXACTLY', 6, 6],
    ]))

  it('reads scales and fractions of them', () =>
    reads([
      ['1.2 million', 'EXACTLY', 1_200_000, 1_200_000],
      ['2.3 million', 'EXACTLY', 2_300_000, 2_300_000],
      ['5k', 'EXACTLY', 5000, 5000],
      ['5m', 'EXACTLY', 5_000_000, 5_000_000],
      ['3 mn', 'EXACTLY', 3_000_000, 3_000_000],
      ['2.5million', 'EXACTLY', 2_500_000, 2_500_000],
      ['6bn', 'EXACTLY', 6e9, 6e9],
      ['two trillion', 'EXACTLY', 2e12, 2e12],
      ['100 thousand', 'EXACTLY', 100_000, 100_000],
      ['half a million', 'EXACTLY', 500_000, 500_000],
      ['a quarter of a million', 'EXACTLY', 250_000, 250_000],
      ['one and a half million', 'EXACTLY', 1_500_000, 1_500_000],
      ['a million and a half', 'EXACTLY', 1_500_000, 1_500_000],
      ['2½', 'EXACTLY', 2.5, 2.5],
      ['2 1/2 years', 'EXACTLY', 2.5, 2.5, 'years'],
      ['half a mile', 'EXACTLY', 0.5, 0.5, 'miles'],
    ]))

  it('leaves a least number open above', () =>
    reads([
      ['at least 39', 'AT_LEAST', 39, null],
      ['a minimum of 39', 'AT_LEAST', 39, null],
      ['no fewer than seven', 'AT_LEAST', 7, null],
      ['39 or more', 'AT_LEAST', 39, null],
      ['39 people or more', 'AT_LEAST', 39, null],
      ['two or more years', 'AT_LEAST', 2, null, 'years'],
      ['39+', 'AT_LEAST', 39, null],
      ['30-plus years', 'AT_LEAST', 30, null, 'years'],
      ['400,000 plus', 'AT_LEAST', 400_000, null],
      ['39 at least', 'AT_LEAST', 39, null],
      ['at least [39', 'AT_LEAST', 39, null],
      ['more than 27,700', 'MORE_THAN', 27_700, null],
      ['over 40,000', 'MORE_THAN', 40_000, null],
      ['above 50 percent', 'MORE_THAN', 50, null, 'percent'],
      ['upwards of 70', 'MORE_THAN', 70, null],
      ['in excess of $9', 'MORE_THAN', 9, null, 'USD'],
      ['exceeding nine', 'MORE_THAN', 9, null],
      ['well over 200', 'MORE_THAN', 200, null],
      ['more than a dozen', 'MORE_THAN', 12, null],
      ['more than a hundred', 'MORE_THAN', 100, null],
      ['at least another 20', 'AT_LEAST', 20, null],
    ]))

  it('bounds a greatest number by zero below', () =>
    reads([
      ['at most 20', 'AT_MOST', 0, 20],
      ['up to 30,000', 'AT_MOST', 0, 30_000],
      ['as many as 250', 'AT_MOST', 0, 250],
      ['no more than about 20', 'AT_MOST', 0, 20],
      ['a maximum of 28 percent', 'AT_MOST', 0, 28, 'percent'],
      ['10 years or less', 'AT_MOST', 0, 10, 'years'],
      ['fewer than 100', 'LESS_THAN', 0, 100],
      ['less than half a million', 'LESS_THAN', 0, 500_000],
      ['under 500', 'LESS_THAN', 0, 500],
      ['below 5 percent', 'LESS_THAN', 0, 5, 'percent'],
    ]))

  it('takes about for a tenth to both sides and nearly for a tenth below, outward to whole numbers', () =>
    reads([
      ['about 39', 'ABOUT', 35, 43],
      ['around 1', 'ABOUT', 0, 2],
      ['roughly 200', 'ABOUT', 180, 220],
      ['approximately 10', 'ABOUT', 9, 11],
      ['approx. 300', 'ABOUT', 270, 330],
      ['some 200', 'ABOUT', 180, 220],
      ['an estimated 11 million', 'ABOUT', 9_900_000, 12_100_000],
      ['100 or so', 'ABOUT', 90, 110],
      ['twenty-odd', 'ABOUT', 18, 22],
      ['~40', 'ABOUT', 36, 44],
      ['circa 300', 'ABOUT', 270, 330],
      ['about $1.50', 'ABOUT', 1.35, 1.65, 'USD'],
      ['nearly $1 billion', 'NEARLY', 900_000_000, 1e9, 'USD'],
      ['almost 12', 'NEARLY', 10, 12],
      ['close to 20', 'NEARLY', 18, 20],
      ['just under 50', 'NEARLY', 45, 50],
      ['not quite 13 cents', 'NEARLY', 0.117, 0.13, 'USD'],
      ['nearly 2.5 percent', 'NEARLY', 2.25, 2.5, 'percent'],
    ]))

  it('reads ranges and lets their ends share a scale, a sign and a unit', () =>
    reads([
      ['between 5 and 7', 'BETWEEN', 5, 7],
      ['between 7 and 5', 'BETWEEN', 5, 7],
      ['from 5 to 7', 'BETWEEN', 5, 7],
      ['5 to 7', 'BETWEEN', 5, 7],
      ['5-7', 'BETWEEN', 5, 7],
      ['5–7', 'BETWEEN', 5, 7],
      ['five or six', 'BETWEEN', 5, 6],
      ['about 8 to 10 percent', 'BETWEEN', 8, 10, 'percent'],
      ['anywhere from one to three', 'BETWEEN', 1, 3],
      ['between 2 and 3 million', 'BETWEEN', 2_000_000, 3_000_000],
      ['two to three hundred thousand', 'BETWEEN', 200_000, 300_000],
      ['between a hundred and two hundred', 'BETWEEN', 100, 200],
      ['between one hundred and two thousand', 'BETWEEN', 100, 2000],
      ['$5 to $7 billion', 'BETWEEN', 5e9, 7e9, 'USD'],
      ['$5-10 billion', 'BETWEEN', 5e9, 10e9, 'USD'],
      ['between $500,000 and $1 million', 'BETWEEN', 500_000, 1_000_000, 'USD'],
      ['5 to 7 cents', 'BETWEEN', 0.05, 0.07, 'USD'],
      ['1% to 3%', 'BETWEEN', 1, 3, 'percent'],
      ['six or seven months', 'BETWEEN', 6, 7, 'months'],
      ['at least 5 to 7', 'AT_LEAST', 5, null],
      ['up to 5 to 7', 'AT_MOST', 0, 7],
    ]))

  it('gives no bounds to vague words', () =>
    reads([
      ['dozens', 'VAGUE', null, null],
      ['scores', 'VAGUE', null, null],
      ['hundreds', 'VAGUE', null, null],
      ['tens of thousands', 'VAGUE', null, null],
      ['several', 'VAGUE', null, null],
      ['several hundred', 'VAGUE', null, null],
      ['a couple of hundred', 'VAGUE', null, null],
      ['many', 'VAGUE', null, null],
      ['a handful', 'VAGUE', null, null],
      ['at least several dozen', 'VAGUE', null, null],
      ['billions of dollars', 'VAGUE', null, null, 'USD'],
      ['thousands of miles', 'VAGUE', null, null, 'miles'],
    ]))

  it('names money by its ISO 4217 code', () =>
    reads([
      ['$15', 'EXACTLY', 15, 15, 'USD'],
      ['US$5 billion', 'EXACTLY', 5e9, 5e9, 'USD'],
      ['two million dollars', 'EXACTLY', 2_000_000, 2_000_000, 'USD'],
      ['50 cents', 'EXACTLY', 0.5, 0.5, 'USD'],
      ['$20-plus trillion', 'AT_LEAST', 20e12, null, 'USD'],
      ['£5m', 'EXACTLY', 5_000_000, 5_000_000, 'GBP'],
      ['€3.50', 'EXACTLY', 3.5, 3.5, 'EUR'],
      ['130 billion euros', 'EXACTLY', 130e9, 130e9, 'EUR'],
      ['C$20', 'EXACTLY', 20, 20, 'CAD'],
      ['A$20', 'EXACTLY', 20, 20, 'AUD'],
      ['¥100', 'EXACTLY', 100, 100, 'JPY'],
      ['₹5 crore', 'EXACTLY', 50_000_000, 50_000_000, 'INR'],
      ['USD 5 million', 'EXACTLY', 5_000_000, 5_000_000, 'USD'],
    ]))

  it('names a measure by its plural', () =>
    reads([
      ['12 percent', 'EXACTLY', 12, 12, 'percent'],
      ['12%', 'EXACTLY', 12, 12, 'percent'],
      ['12 per cent', 'EXACTLY', 12, 12, 'percent'],
      ['12 percentage points', 'EXACTLY', 12, 12, 'percentage points'],
      ['one mile', 'EXACTLY', 1, 1, 'miles'],
      ['50-mile', 'EXACTLY', 50, 50, 'miles'],
      ['5 km', 'EXACTLY', 5, 5, 'kilometres'],
      ['200 pounds', 'EXACTLY', 200, 200, 'pounds'],
      ['500 metric tons', 'EXACTLY', 500, 500, 'tonnes'],
      ['60 miles per hour', 'EXACTLY', 60, 60, 'miles per hour'],
      ['20 soldiers', 'EXACTLY', 20, 20],
    ]))

  it('takes the first figure of words that are more than one', () =>
    reads([
      ['killing at least 39 people', 'AT_LEAST', 39, null],
      ['“about 20”', 'ABOUT', 18, 22],
      ['in 2014, 39 died and 7 were hurt', 'EXACTLY', 39, 39],
    ]))

  it('finds nothing where the words hold no figure', () => {
    const none = [
      '',
      'no one',
      'one of the',
      '7th',
      'third anniversary',
      'half',
      'two thirds',
      'MH17',
      '9/11',
    ]
    const marks = ['3-1', '51-49', 'F-16', 'Article 50', '34-year-old', '9:30 a.m.', '-5', 'MX$5', '27 700']
    const malformed = [
      '12,34',
      '1.234.567',
      '007',
      '1e400',
      '9'.repeat(20),
      '9'.repeat(400),
      '9007199254740993',
    ]
    for (const words of [...none, ...marks, ...malformed]) assert.equal(parseFigure(words), null, words)
  })

  it('knows every comparator', () => {
    const words = [
      '39',
      '39+',
      'over 39',
      'up to 39',
      'under 39',
      'about 39',
      'nearly 39',
      '3 to 9',
      'dozens',
    ]
    assert.deepEqual(
      words.map((figure) => parseFigure(figure)?.comparator),
      [...COMPARATORS],
    )
  })
})

describe('findFigures', () => {
  const verbatims = (passage: string) => findFigures(passage).map(({ verbatim }) => verbatim)
  const finds = (rows: Record<string, string[]>) => {
    for (const [passage, expected] of Object.entries(rows)) {
      assert.deepEqual(verbatims(passage), expected, passage)
    }
  }

  it('finds every figure in order, with the words that compare and measure it', () =>
    finds({
      'at least 39 killed, more than 100 hurt and 7 missing': ['at least 39', 'more than 100', '7'],
      'seven targets, three in Iraq and four in Syria': ['seven', 'three', 'four'],
      'A strike killed thirty-nine; 20 fled.': ['thirty-nine', '20'],
      'a $15-an-hour wage and a 50-mile march': ['$15', '50-mile'],
      '39 people or more': ['39 people or more'],
      'accepted about "200" of them': ['about "200"'],
    }))

  it('counts positions in code points', () => {
    const passage = '😀😀 at least 39 dead, 😀 7 missing'
    const points = [...passage]
    for (const { start, end, verbatim } of findFigures(passage)) {
      assert.equal(points.slice(start, end).join(''), verbatim)
    }
    assert.deepEqual(
      findFigures(passage).map(({ start, end }) => [start, end]),
      [
        [3, 14],
        [23, 24],
      ],
    )
  })

  it('leaves out dates, years and times of day', () =>
    finds({
      'On February 7, 2024, a strike killed three.': ['three'],
      'Nov. 13, 39 people died': ['39'],
      'on Nov. 8 and 9, on 5 March, March 5–7': [],
      'between 2009 and 2011, in the 2013-14 season': [],
      'since at least 1980, about 2014, in the 1980s and ’08': [],
      'at 9:30 a.m., 6 pm, between 9 and 10 p.m.': [],
      'seven years ago and three days later': [],
      'some 2000 people and more than 2000 dead': ['some 2000', 'more than 2000'],
      'going from 40 percent on July 14 to 46 percent': ['40 percent', '46 percent'],
    }))

  it('leaves out ages', () =>
    finds({
      'the 34-year-old, aged 34, and voters ages 18 to 34': [],
      'voters under 30, those 45 and older, anyone younger than 18': [],
      'Jessica Valenzuela, 32, of Buckeye': [],
      'when he was 12, and she is 32': [],
      'she is 32 delegates short': ['32'],
    }))

  it('leaves out numbers in names and labels', () =>
    finds({
      'Flight MH17 and the F-16 on 9/11': [],
      'Article 50, Apollo 11, Route 66, iPhone 6, COVID-19': [],
      'No. 2 on the list, section 230, #39': [],
      'Air Force One, the Big Three, the Group of 20': [],
      'at 221 Baker Street, at 1600 Pennsylvania Avenue': [],
      'dial 555-1234 or 202-555-0143': [],
      'https://example.org/2016/05/123': [],
      '1. First (2) second, 3) third': [],
      'In Iraq 39 people died': ['39'],
    }))

  it('leaves out scores and takes both ends of a change', () =>
    finds({
      'won 3-1, a 51-49 vote, the 5-to-4 ruling, by 80 to 1': [],
      'led 52 percent to 37 percent': ['52 percent', '37 percent'],
      'rose from 5 to 7': ['5', '7'],
      'rose from 5 to 7 percent': ['7 percent'],
      'it ranges from 5 to 7': ['from 5 to 7'],
    }))

  it('leaves out shares, ordinals and numbers that belong to a later percent', () =>
    finds({
      'two-thirds of voters, one in five, six of 10, a third': [],
      'the 21st century, his 12th book': [],
      'per 100,000 people': [],
      'if you clear 7, 8, 10 percent': ['10 percent'],
    }))

  it('takes one for a number only where something shows that it counts', () =>
    finds({
      'no one, one of them, one day, at one point': [],
      'one soldier, more than one, at least one of the units': ['one', 'more than one', 'at least one'],
      'one million, one hour': ['one million', 'one hour'],
      'the two met, these two are': [],
      'the two men met': ['two'],
    }))

  it('takes a comparator for a preposition where it is one', () =>
    finds({
      'talked about 20 cases': ['20'],
      'six deaths over two years': ['six', 'two years'],
      'for over two years': ['over two years'],
      'under two presidents': ['two'],
      'adds up to 185,000': ['185,000'],
      'the two and up to 20 percent': ['up to 20 percent'],
    }))

  it('reads a number joined to a noun as a count from ten on', () =>
    finds({ 'a two-state plan, a 15-member council, a 20-something': ['15'] }))

  it('leaves out vague words that do not count', () =>
    finds({
      'scores of people, how many died, test scores': ['scores'],
      'a few weeks ago, a handful of men': ['a handful'],
      'dozens of tens of thousands': ['dozens', 'tens of thousands'],
    }))

  it('reads 200,000 characters of anything in time', () => {
    const parts = ['9', '9,', '9 ', '1-', 'about ', 'one hundred and ', 'a.', 'between 5 and ', 'Nov. 8 and ']
    for (const part of parts) {
      const passage = part.repeat(200_000 / part.length)
      const began = performance.now()
      findFigures(passage)
      assert.ok(performance.now() - began < 5000, part)
    }
    assert.equal(parseFigure('9'.repeat(200_000)), null)
  })
})
