import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { type FoundFigure, findFigures, parseFigure } from '../../../db/values/figure.ts'
import { parsePolnearArticle, type Span } from '../../convert/polnear-article.ts'
import { readShared, skipWithoutSharedData } from '../../convert/shared-data.ts'

/**
 * Every figure of a passage, read by eye from what is printed: comparator, low..high and unit, an open bound
 * left out. A passage is the content of an attribution, told by its article and its place there.
 */
const GOLD: [article: string, attribution: number, figures: string][] = [
  [
    'breitbart_2015-11-17_wash-post-fact-check-if-obama-sa',
    0,
    'EXACTLY 100000..100000; BETWEEN 200000..250000',
  ],
  [
    'breitbart_2015-11-17_wash-post-fact-check-if-obama-sa',
    2,
    'EXACTLY 100000..100000; EXACTLY 185000..185000; EXACTLY 2..2 years',
  ],
  [
    'breitbart_2015-11-17_wash-post-fact-check-if-obama-sa',
    12,
    'EXACTLY 200000..200000; EXACTLY 70000..70000; EXACTLY 85000..85000',
  ],
  ['breitbart_2015-11-17_wash-post-fact-check-if-obama-sa', 13, 'BETWEEN 100000..250000'],
  [
    'breitbart_2015-11-18_ny-daily-news-paris-terror-attac',
    5,
    'EXACTLY 30..30 minutes; EXACTLY 129..129; MORE_THAN 0.5.. hours',
  ],
  ['breitbart_2015-11-19_exclusive-excerpt-dinesh-d-souza', 47, 'MORE_THAN 180000.. USD; VAGUE ..'],
  ['breitbart_2015-11-19_hillary-clinton-calls-on-u-s-to-', 5, 'EXACTLY 3..3'],
  ['breitbart_2015-12-04_bellwether-county-says-trump-sho', 2, ''],
  ['breitbart_2016-01-19_long-time-leaders-of-conservativ', 26, 'EXACTLY 500000..500000'],
  ['breitbart_2016-02-08_former-mexico-leader-calderon-ca', 21, ''],
  ['breitbart_2016-03-01_the-latest-sanders-wins-minnesot', 65, 'AT_LEAST 723..'],
  ['breitbart_2016-03-01_the-latest-sanders-wins-minnesot', 67, 'VAGUE ..'],
  ['breitbart_2016-03-01_the-latest-sanders-wins-minnesot', 125, ''],
  ['breitbart_2016-05-05_bolton-and-gorka-slam-neocons-fo', 26, 'VAGUE ..; VAGUE ..; EXACTLY 80000..80000'],
  [
    'breitbart_2016-06-28_underdog-conservative-claudia-te',
    6,
    'MORE_THAN 1000000.. USD; NEARLY 1800000..2000000 USD',
  ],
  ['huff-post_2016-01-12_tuesday-s-morning-email-presiden', 6, 'AT_LEAST 4..; AT_LEAST 0.5.. USD'],
  ['huff-post_2016-02-21_this-cable-news-panel-just-dismi', 9, ''],
  ['huff-post_2016-03-16_hillary-clinton-wins-missouri-de', 1, 'ABOUT 1350..1650; NEARLY 558000..620000'],
  ['huff-post_2016-04-12_republicans-finally-confirmed-a-', 14, 'EXACTLY 100..100; BETWEEN 40..50'],
  ['huff-post_2016-05-02_huffpollster-indiana-s-gop-prima', 2, 'BETWEEN 2..9 percentage points'],
  ['huff-post_2016-07-18_more-offensive-things-donald-tru', 17, 'BETWEEN 5000000000..10000000000 USD'],
  [
    'nyt_2015-11-25_golf-courses-forced-to-reach-int',
    32,
    'BETWEEN 20000000..30000000 USD; EXACTLY 10..10 percent; EXACTLY 10000000..10000000 USD; EXACTLY 9900000..9900000 USD',
  ],
  ['nyt_2015-11-26_with-fewer-golfers-in-u-s-course', 10, 'BETWEEN 20..30 percent'],
  ['nyt_2015-12-14_visa-screening-missed-attacker-s', 16, ''],
  ['nyt_2015-12-29_u-s-commandos-take-on-larger-rol', 6, 'AT_LEAST 1..'],
  ['nyt_2015-12-29_u-s-commandos-take-on-larger-rol', 10, 'MORE_THAN 6..'],
  ['nyt_2016-01-29_it-s-still-bill-but-old-magic-se', 3, 'VAGUE ..'],
  ['nyt_2016-02-03_tax-overhaul-remains-a-distant-g', 1, 'EXACTLY 39.6..39.6 percent; AT_LEAST 10.. percent'],
  ['nyt_2016-02-03_tax-overhaul-remains-a-distant-g', 7, 'LESS_THAN 0..1 percent'],
  ['nyt_2016-03-03_a-carbon-tax-that-really-works-e', 12, 'BETWEEN 5..15 percent'],
  ['nyt_2016-03-03_a-carbon-tax-that-really-works-e', 25, 'EXACTLY 50000000..50000000 CAD'],
  ['nyt_2016-03-21_factory-workers-feel-sting-of-gl', 69, 'AT_LEAST 500000000.. USD'],
  ['nyt_2016-05-19_u-s-to-increase-overtime-eligibi', 3, 'AT_MOST 0..47476 USD; MORE_THAN 40.. hours'],
  ['nyt_2016-05-19_u-s-to-increase-overtime-eligibi', 20, 'NEARLY 8100000..9000000'],
  [
    'nyt_2016-06-07_germany-pledges-to-expand-its-mi',
    4,
    'AT_MOST 0..130000000000 EUR; ABOUT 133200000000..162800000000 USD',
  ],
  ['nyt_2016-06-07_germany-pledges-to-expand-its-mi', 25, 'ABOUT 149400..182600; EXACTLY 170000..170000'],
  ['nyt_2016-06-26_the-battle-of-the-billionaire-li', 42, 'NEARLY 36000000000..40000000000 USD'],
  ['nyt_2016-07-25_political-future-unsure-at-fox-a', 4, 'EXACTLY 3..3 months; MORE_THAN 80..'],
  ['nyt_2016-08-31_the-human-face-of-coal-power', 17, 'EXACTLY 1300000..1300000; NEARLY 5400000..6000000'],
  ['nyt_2016-09-03_as-trump-demands-wall-smugglers-', 7, 'NEARLY 180..200; NEARLY 1800..2000 miles'],
  ['politico_2015-12-24_gop-big-money-group-whacks-clint', 10, 'NEARLY 8..9 percentage points'],
  ['politico_2015-12-28_are-democrats-crippling-obamacar', 33, 'NEARLY 0.117..0.13 USD'],
  [
    'politico_2016-01-27_the-steep-cost-of-cruz-s-county-',
    18,
    'NEARLY 2..3 hours; EXACTLY 3..3; LESS_THAN 0..500; LESS_THAN 0..300',
  ],
  ['politico_2016-02-17_bush-rubio-collide-in-scramble-f', 0, ''],
  ['politico_2016-02-19_q-a-with-vice-president-joe-bide', 15, 'BETWEEN 60..70 percent'],
  ['politico_2016-03-10_trump-s-rivals-pull-their-punche', 32, 'AT_MOST 0..30000'],
  ['politico_2016-03-23_reid-never-ever-ever-underestima', 8, 'BETWEEN 6..7 months'],
  ['politico_2016-06-22_trump-s-stumbles-fuel-convention', 37, 'AT_LEAST 7..; EXACTLY 44..44'],
  [
    'politico_2016-08-08_how-newtown-gave-chris-murphy-a-',
    19,
    'EXACTLY 2..2 hours; EXACTLY 6..6 hours; EXACTLY 14..14 hours',
  ],
  ['usa-today_2015-11-20_campaign-cash-tied-to-turkish-gr', 0, 'VAGUE .. USD; VAGUE .. years'],
  ['usa-today_2015-12-16_markets-are-never-ready-for-the-', 14, 'BETWEEN 2..4'],
  ['usa-today_2015-12-22_in-brief', 6, ''],
  ['usa-today_2016-01-04_bernie-sanders-raises-m-is-withi', 2, 'MORE_THAN 1000000..; MORE_THAN 2500000..'],
  ['usa-today_2016-01-04_bernie-sanders-raises-m-is-withi', 7, 'NEARLY 34200000..38000000 USD'],
  ['usa-today_2016-02-11_sanders-faces-test-on-appeal-to-', 8, 'BETWEEN 40..50 percentage points'],
  ['usa-today_2016-02-18_bleak-outlook-for-bloomberg-inde', 13, 'MORE_THAN 16.. ounces'],
  ['usa-today_2016-03-17_voters-turned-out-in-droves-tues', 8, 'MORE_THAN 17.. percent; EXACTLY 12..12'],
  ['usa-today_2016-06-03_calif-win-could-help-sanders-mak', 2, 'EXACTLY 250000..250000'],
  ['usa-today_2016-06-07_political-conventions-race-to-cl', 2, 'BETWEEN 9000000..10000000 USD'],
  [
    'usa-today_2016-08-16_millennials-agree-in-poll-on-tra',
    3,
    'EXACTLY 62..62 percent; EXACTLY 32..32 percent; EXACTLY 34..34 percent; EXACTLY 17..17 percent',
  ],
  ['wash-post_2015-12-12_misinformation-enters-mainstream', 26, 'AT_MOST 0..250000'],
  ['wash-post_2015-12-04_a-killing-and-video-test-emanuel', 2, 'EXACTLY 16..16'],
  ['wash-post_2016-01-07_germany-targets-a-surge-of-vitri', 36, 'EXACTLY 5..5 months; EXACTLY 300..300 EUR'],
  ['wash-post_2016-01-31_can-the-gop-establishment-stop-t', 16, 'AT_LEAST 2..; EXACTLY 4..4'],
  ['wash-post_2016-02-17_sanders-and-clinton-see-black-vo', 21, 'VAGUE ..; EXACTLY 15..15 USD'],
  ['wash-post_2016-03-29_calif-may-raise-minimum-wage-to-', 18, 'BETWEEN 31000..160000'],
  ['wash-post_2016-03-30_as-clinton-sanders-answer-union-', 15, 'EXACTLY 7.25..7.25 USD; EXACTLY 12..12 USD'],
  ['wash-post_2016-05-25_fundraisers-scorned-by-trump-on-', 2, 'AT_MOST 0..1000000000 USD'],
  ['wash-post_2016-06-27_the-revolutionary-s-next-tactic-', 14, 'BETWEEN 7000..8000'],
  ['wash-post_2016-07-02_judge-blocks-mississippi-s-relig', 9, 'NEARLY 180..200; NEARLY 32..36'],
  ['wash-post_2016-07-15_truck-attack-in-france-kills-at-', 1, 'AT_LEAST 80..'],
  ['wash-post_2016-08-09_ivanka-trump-champions-some-work', 29, 'ABOUT 52..64 percent; AT_LEAST 1000..'],
  ['wash-post_2016-09-04_growing-up-american-only-to-lear', 7, 'MORE_THAN 100000..'],
  ['west-journal_2015-11-12_the-fbi-just-made-an-even-bigger', 10, 'BETWEEN 600..700'],
  ['west-journal_2015-11-25_busted-emails-reveal-hillary-aid', 11, ''],
  ['west-journal_2016-01-23_watch-what-hillary-does-when-a-g', 7, ''],
  ['west-journal_2016-03-03_trump-just-responded-to-rubio-s-', 10, ''],
  [
    'west-journal_2016-03-19_revealed-here-are-the-conservati',
    11,
    'AT_LEAST 20000000000000.. USD; VAGUE .. decades',
  ],
  ['west-journal_2016-04-02_revealed-more-than-delegates-are', 3, 'MORE_THAN 100..'],
  ['west-journal_2016-05-10_trump-s-support-twice-that-of-cl', 2, 'AT_MOST 0..20 percent'],
  ['west-journal_2016-05-17_trump-files-largest-financial-st', 12, 'BETWEEN 45000000..50000000 USD'],
  [
    'west-journal_2016-08-01_clinton-s-poll-numbers-jump-post',
    2,
    'EXACTLY 2..2 weeks; EXACTLY 40..40 percent; EXACTLY 46..46 percent',
  ],
]

/** What makes a passage worth searching: digits or a word for a number. */
const NUMBERS =
  /\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(twen|thir|for|fif|six|seven|eigh|nine)ty|dozens?|hundreds?|thousands?|millions?|billions?|trillions?)\b/i

describe('findFigures over 840 news articles', { skip: skipWithoutSharedData }, () => {
  const passages = new Map(skipWithoutSharedData ? [] : readPassages())
  const found = [...passages.values()]
    .flat()
    .filter((passage) => NUMBERS.test(passage))
    .map((passage) => ({ passage, figures: findFigures(passage) }))

  it('cuts each figure out of its passage as printed', () => {
    for (const { passage, figures } of found) {
      const points = [...passage]
      for (const { start, end, verbatim } of figures)
        assert.equal(points.slice(start, end).join(''), verbatim)
    }
  })

  it('finds figures in order and apart', () => {
    for (const { figures } of found) {
      for (const [index, { start }] of figures.entries()) {
        assert.ok(start >= (figures[index - 1]?.end ?? 0))
      }
    }
  })

  it('gives bounds that are finite, not below zero and in order', () => {
    for (const { figure, verbatim } of found.flatMap(({ figures }) => figures)) {
      const bounds = [figure.low, figure.high].filter((bound) => bound !== null)
      assert.ok(
        bounds.every((bound) => Number.isFinite(bound) && bound >= 0),
        verbatim,
      )
      assert.ok((figure.low ?? 0) <= (figure.high ?? Number.POSITIVE_INFINITY), verbatim)
    }
  })

  it('reads each figure the same again from its words alone', () => {
    for (const { figure, verbatim } of found.flatMap(({ figures }) => figures)) {
      assert.deepEqual(parseFigure(verbatim), figure, verbatim)
    }
  })

  it('finds in passages read by eye what they hold and nothing else', () => {
    for (const [article, attribution, expected] of GOLD) {
      const passage = passages.get(article)?.[attribution]
      assert.ok(passage, article)
      const figures = findFigures(passage)
      assert.equal(figures.map(notation).join('; '), expected, `${article} ${attribution}`)
    }
  })

  it('tells how many figures it finds', (t) => {
    const holding = found.filter(({ figures }) => figures.length > 0)
    const comparators = Map.groupBy(
      holding.flatMap(({ figures }) => figures),
      ({ figure }) => figure.comparator,
    )
    const counts = [...comparators].map(([comparator, figures]) => `${comparator} ${figures.length}`)
    t.diagnostic(
      `${holding.length} of ${found.length} passages with a number hold a figure: ${counts.join(', ')}`,
    )
    assert.ok(holding.length > found.length / 2)
  })
})

/** The passages of each article by its id, in the order of its attributions. */
function readPassages(): [article: string, passages: string[]][] {
  const lines = gunzipSync(readShared('polnear-train.ndjson.gz')).toString().split('\n')
  return lines
    .filter((line) => line !== '')
    .map(parsePolnearArticle)
    .map(({ id, text, attributions }) => {
      const points = [...text]
      const cut = ([start, end]: Span) => points.slice(start, end).join('')
      return [id, attributions.map(({ content }) => content.map(cut).join(' '))]
    })
}

function notation({ figure: { comparator, low, high, unit } }: FoundFigure): string {
  return `${comparator} ${low ?? ''}..${high ?? ''}${unit === null ? '' : ` ${unit}`}`
}
