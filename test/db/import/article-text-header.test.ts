import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ArticleText, readArticleText } from '../../../db/import/article-text.ts'

/** A reading that a short text must give; fields that are not named do not matter. */
type Case = readonly [behaviour: string, text: string, expected: Partial<ArticleText>]

const BODY = 'The night was long and the ferry was late.'
const HEADER: readonly Case[] = [
  [
    'the name of a section may stand below the headline',
    `Title\n\nAnalysis\n\nBy Ada Lund\n\n${BODY}`,
    { alternativeHeadline: null, subjects: [{ scheme: 'section', code: 'analysis', label: 'Analysis' }] },
  ],

  [
    'linked names with their places are the byline',
    `Title\n\n[Ada Lund](/a) in Oslo and [Ben Okoro](/b)\n\n${BODY}`,
    { byline: 'Ada Lund in Oslo and Ben Okoro', body: BODY },
  ],
  [
    'section and topic above the headline are subjects',
    `News | Harbours\n\nTitle\n\nBy Ada Lund\n\n${BODY}`,
    {
      headline: 'Title',
      subjects: [
        { scheme: 'section', code: 'news', label: 'News' },
        { scheme: 'section', code: 'harbours', label: 'Harbours' },
      ],
    },
  ],
  [
    '"published by" above the headline is the outlet',
    `Published on Friday, February 9, 2024 by Common Harbour\n\nTitle\n\nby Ada Lund\n\n${BODY}`,
    { outlet: 'Common Harbour', byline: 'by Ada Lund', publishedOn: '2024-02-09' },
  ],
  [
    'an hour may stand before the date',
    `Title\n\nBy Ada Lund\nUpdated 3:15 PM GMT, February 9, 2024\n\n${BODY}`,
    { notes: ['Updated 3:15 PM GMT, February 9, 2024'], unplaced: [] },
  ],
  ['a number alone is a counter', `Title\n\nFeb 09, 2024\n\n52\n\n${BODY}`, { body: BODY }],

  ['line ends of one carriage return each', 'Title\r\rBy Ada Lund\r\rOne.\r\rTwo.', { body: 'One.\n\nTwo.' }],
  [
    'an underlined heading below a line that is none',
    `Harbour stories\n\nA Title\n=======\n\n${BODY}`,
    { headline: 'A Title' },
  ],
  [
    'a second heading, alone of its level, is the deck',
    `# Title\n\n## A deck\n\n${BODY}`,
    { alternativeHeadline: 'A deck', body: BODY },
  ],
  [
    'a second heading among others opens a section',
    `# Title\n\n## One\n\n${BODY}\n\n## Two\n\n${BODY}`,
    { alternativeHeadline: null },
  ],
  [
    'a few words close below the headline are the deck',
    `Title\nA deck\n\n${BODY}`,
    { alternativeHeadline: 'A deck', body: BODY },
  ],
  [
    'a few words close below another line of the header are reported',
    `Title\n\nBy Ada Lund\nPhoto gallery\n\n${BODY}`,
    { unplaced: [{ line: 4, text: 'Photo gallery' }], body: BODY },
  ],
  [
    'a headline that is printed twice is one',
    `# Title\n\nTitle\n\nBy Ada Lund\n\n${BODY}`,
    { headline: 'Title', alternativeHeadline: null, body: BODY },
  ],
  [
    'the name of a section above the headline is a subject',
    `OPINION\n\nTitle\n\nBy Ada Lund\n\n${BODY}`,
    { headline: 'Title', subjects: [{ scheme: 'section', code: 'opinion', label: 'OPINION' }] },
  ],
  [
    'a name right above the date is the byline',
    `Title\nAda Lund\nFebruary 9, 2024\n\n${BODY}`,
    { byline: 'Ada Lund' },
  ],
  [
    'names in bold are the byline',
    `Title\n\n**Ada Lund** and **Ben Okoro**\n\n${BODY}`,
    { byline: 'Ada Lund and Ben Okoro' },
  ],
  ['a linked name is the byline', `Title\n\n[Ada Lund](/ada)\n\n${BODY}`, { byline: 'Ada Lund' }],
  [
    'a job below the byline is a note',
    `Title\n\nBy Ada Lund\nScience correspondent\n\n${BODY}`,
    { notes: ['Science correspondent'] },
  ],
  [
    'a line between byline and date names the publisher',
    `Title\n\nBy Ada Lund\nThe Harbour Ledger\nFebruary 9, 2024\n\n${BODY}`,
    { outlet: 'The Harbour Ledger', publishedOn: '2024-02-09' },
  ],
  [
    '"posted on … by …" is date and byline',
    `Title\n\nPosted on February 9, 2024 by Ada Lund\n\n${BODY}`,
    { byline: 'by Ada Lund', publishedOn: '2024-02-09' },
  ],
  [
    'a second date is reported',
    `Title\n\n9 February 2024\n\n10 February 2024\n\n${BODY}`,
    { publishedOn: '2024-02-09', unplaced: [{ line: 5, text: '10 February 2024' }] },
  ],
  [
    'an hour and an age beside the date are understood',
    `Title\n\nFri 9 Feb 2024 2:05 PM GMT Updated 3 hours ago\n\n${BODY}`,
    { publishedOn: '2024-02-09', notes: ['Updated 3 hours ago'], outlet: null, body: BODY },
  ],
  [
    'an update beside the date is no date of publication',
    `Title\n\nLast modified on Fri 9 Feb 2024 08.12 EST\n\n${BODY}`,
    { publishedOn: null, notes: ['Last modified on Fri 9 Feb 2024 08.12 EST'] },
  ],
  [
    'an agency and a date are no dateline',
    `Title\n\nAFP, Feb 9, 2024\n\n${BODY}`,
    { outlet: 'AFP', dateline: null },
  ],
  [
    'a dateline on its own line is not in the body',
    `Title\n\nBAGHDAD, Feb. 9\n\n${BODY}`,
    { dateline: 'BAGHDAD, Feb. 9', body: BODY },
  ],
  [
    'a dateline with its year dates the article',
    `Title\n\nBaghdad, 9 February 2024 – ${BODY}`,
    { dateline: 'Baghdad, 9 February 2024', publishedOn: '2024-02-09' },
  ],
  ['a weekday before a date is no place', `Title\n\nTuesday, 9 February – ${BODY}`, { dateline: null }],
  [
    'brackets after a place hold an agency or nothing',
    `Title\n\nLONDON (from our own desk) — ${BODY}`,
    { dateline: null },
  ],
  ['an item of a menu above the body goes', `# Title\n\n- Home\n- Subscribe\n\n${BODY}`, { body: BODY }],
  [
    'a note to readers that tells something is kept',
    `Title\n\nNote to readers: the text below names the dead.\n\n${BODY}`,
    { notes: ['Note to readers: the text below names the dead.'] },
  ],
  [
    'a source that is no publisher is prose',
    `Title\n\nBy Ada Lund\n\nSource: a man who asked not to be named.\n\n${BODY}`,
    { outlet: null, body: `Source: a man who asked not to be named.\n\n${BODY}` },
  ],
  [
    'a label that prose may open with is no field',
    `Name: value\n\nBy Ada Lund\n\n${BODY}`,
    { headline: 'Name: value' },
  ],
  [
    'one link may hold a whole list of regions',
    `Title\n\nRegion: [East & West, North](#)\n\n${BODY}`,
    {
      subjects: [
        { scheme: 'region', code: 'east-west', label: 'East & West' },
        { scheme: 'region', code: 'north', label: 'North' },
      ],
    },
  ],
  [
    'of several links each is one subject',
    `Title\n\nTags: [Ports, old and new](#), [Ferries](#)\n\n${BODY}`,
    {
      subjects: [
        { scheme: 'tag', code: 'ports-old-and-new', label: 'Ports, old and new' },
        { scheme: 'tag', code: 'ferries', label: 'Ferries' },
      ],
    },
  ],
  [
    'front matter may comment and fold its values',
    `---\ntitle: Title # working\nsubtitle: >\n  one: two\n  three\n---\n\n${BODY}`,
    { headline: 'Title', alternativeHeadline: 'one: two three', body: BODY },
  ],
  [
    'front matter and byline add up',
    `---\ntitle: Title\nauthor: Ada Lund\n---\n\nBy Ada Lund for The Harbour Ledger\n\n${BODY}`,
    {
      byline: 'By Ada Lund for The Harbour Ledger',
      authors: [
        { name: 'Ada Lund', kind: 'PERSON', bio: null, works: [], affiliations: ['The Harbour Ledger'] },
      ],
    },
  ],
]

for (const [behaviour, text, expected] of HEADER) {
  test(behaviour, () => {
    const article = readArticleText(text)
    const read = Object.fromEntries(Object.entries(article).filter(([field]) => field in expected))
    assert.deepEqual(read, expected)
  })
}
