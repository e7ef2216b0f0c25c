import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ArticleText, readArticleText } from '../../../db/import/article-text.ts'

/** A reading that a short text must give; fields that are not named do not matter. */
type Case = readonly [behaviour: string, text: string, expected: Partial<ArticleText>]

const BODY = 'The night was long and the ferry was late.'
const MIDDLE: readonly Case[] = [
  [
    'a line that ends in a credit captions the image above it',
    `Title\n\n${BODY}\n\n[![a](1.png)](/full)\n\nThe quay at noon. Photograph: Jo Roe/AFP\n\n${BODY}`,
    {
      image: { url: '1.png', caption: 'The quay at noon.', credit: 'Jo Roe/AFP' },
      body: `${BODY}\n\n${BODY}`,
    },
  ],

  [
    'a title in bold is not a broken sentence',
    'Title\n\n**What the town says of it now**\n\nal-Jabir spoke.',
    { body: 'What the town says of it now\n\nal-Jabir spoke.' },
  ],
  [
    'a section may be called as a button is',
    `# Title\n\n${BODY}\n\n## Home\n\n${BODY}`,
    { body: `${BODY}\n\nHome\n\n${BODY}` },
  ],
  [
    'an item of a list may read as a button does',
    `Title\n\n${BODY}\n\n- Save\n- Print\n\n${BODY}`,
    { body: `${BODY}\n\n- Save\n\n- Print\n\n${BODY}` },
  ],
  [
    'of two definitions of a label the first counts, and one that is not used is reported',
    'Title\n\nA [link][a].\n\n[a]: http://one.example\n[a]: http://two.example\n[b]: http://three.example',
    {
      links: [{ text: 'link', url: 'http://one.example', start: 2, end: 6 }],
      unplaced: [{ line: 7, text: '[b]: http://three.example' }],
    },
  ],
  [
    'a footnote may run over two lines',
    'Title\n\nA claim.[^n]\n\n[^n]: The note\nof it.',
    { body: 'A claim.[n]\n\n[n] The note of it.' },
  ],
  [
    'a second image is reported, its caption too',
    `Title\n\n![a](1.png)\n\n${BODY}\n\n![b](2.png)\n*A caption.*\n\n${BODY}`,
    {
      image: { url: '1.png', caption: 'a', credit: null },
      unplaced: [
        { line: 7, text: '![b](2.png)' },
        { line: 8, text: '*A caption.*' },
      ],
    },
  ],
  [
    'a caption that names somebody and an agency is a credit',
    `Title\n\n![a](1.png)\n*Jo Roe/AFP*\n\n${BODY}`,
    { image: { url: '1.png', caption: 'a', credit: 'Jo Roe/AFP' } },
  ],
  [
    'a second credit is reported',
    `Title\n\n${BODY}\n\nPhoto credit: Jo Roe\n\nPhoto credit: Al Poe`,
    {
      image: { url: null, caption: null, credit: 'Jo Roe' },
      unplaced: [{ line: 7, text: 'Photo credit: Al Poe' }],
    },
  ],
]

const CLOSING: readonly Case[] = [
  [
    'a journal that an author writes for is no title of hers',
    `Title\n\nBy Ada Lund\n\n${BODY}\n\nAda Lund is the author of *Alpha* and a columnist for *The Quay*.`,
    {
      authors: [
        {
          name: 'Ada Lund',
          kind: 'PERSON',
          bio: 'Ada Lund is the author of Alpha and a columnist for The Quay.',
          works: [{ title: 'Alpha', publisher: null, published: null, url: null }],
          affiliations: ['The Quay'],
        },
      ],
    },
  ],

  [
    'an author’s name and post on a line of their own are a bio',
    `Title\n\nBy Ada Lund\n\n${BODY}\n\nAda Lund, Professor of Acoustics, Foo University`,
    { body: BODY, unplaced: [] },
  ],
  [
    'one strange line below the terms is reported',
    `Title\n\n${BODY}\n\n© 2024 The Ledger\n\nA strange last line.`,
    { body: BODY, unplaced: [{ line: 7, text: 'A strange last line.' }] },
  ],
  [
    'a numbered list below "Notes" belongs to the body',
    `Title\n\n${BODY}\n\n*\n\nNotes\n\n1. One.\n2. Two.\n\n© 2024 The Ledger`,
    { body: `${BODY}\n\nNotes\n\n1. One.\n\n2. Two.` },
  ],

  [
    'an end mark ends the body',
    `Title\n\n${BODY}\n\n-30-\n\nWhat comes after it.\n\nAnd after.\n\nAnd more.`,
    { body: BODY },
  ],
  [
    'a lone asterisk ends the body before strange text too',
    `Title\n\n${BODY}\n\n*\n\nSomething strange.`,
    { body: BODY, unplaced: [{ line: 7, text: 'Something strange.' }] },
  ],
  [
    'the list below "related articles" goes with it',
    `Title\n\n${BODY}\n\nRelated articles\n\nThe Bridge That Wept\n[Ten Songs of Steel](#)`,
    { body: BODY, unplaced: [] },
  ],
  [
    'a copyright line may go on with terms',
    `Title\n\n${BODY}\n\n© 2024 The Ledger. All rights reserved. Not for resale.`,
    {
      rights: {
        holder: 'The Ledger',
        notice: '© 2024 The Ledger. All rights reserved.',
        usageTerms: 'Not for resale.',
      },
    },
  ],
  [
    'a bio may use the surname, or a pronoun after the name',
    `Title\n\nBy ADA LUND and Ben Okoro\n\n${BODY}\n\nAda Lund is a poet.\n\nShe lives here.\n\nOkoro is a baker.`,
    { body: BODY },
  ],
  [
    'a name under "about the author" is the author',
    `Title\n\n${BODY}\n\nAbout the author\n\nAda Lund is a reporter at [the people’s kitchen](#).`,
    {
      authors: [
        {
          name: 'Ada Lund',
          kind: 'PERSON',
          bio: 'Ada Lund is a reporter at the people’s kitchen.',
          works: [],
          affiliations: ['the people’s kitchen'],
        },
      ],
    },
  ],
  [
    'a source at the end is the first publisher',
    `Title\n\n${BODY}\n\nSource: The Ledger and agencies`,
    { originalSource: 'The Ledger and agencies', body: BODY },
  ],
  [
    'a bio above the body is one too',
    `Title\n\nBy Ada Lund\n\nAda Lund is a poet.\n\n${BODY}`,
    { body: BODY },
  ],
  [
    'titles follow one another, with or without publisher and year',
    `Title\n\nBy Ada Lund\n\n${BODY}\n\nAda Lund is a professor of history at Foo University. Her books include *Alpha* (Verso, 2019), *Beta* and *[Gamma](https://g.example)*.`,
    {
      authors: [
        {
          name: 'Ada Lund',
          kind: 'PERSON',
          bio: 'Ada Lund is a professor of history at Foo University. Her books include Alpha (Verso, 2019), Beta and Gamma.',
          works: [
            { title: 'Alpha', publisher: 'Verso', published: '2019', url: null },
            { title: 'Beta', publisher: null, published: null, url: null },
            { title: 'Gamma', publisher: null, published: null, url: 'https://g.example' },
          ],
          affiliations: ['Foo University'],
        },
      ],
    },
  ],
  [
    'what an author writes on is no title',
    `Title\n\nBy Ada Lund\n\n${BODY}\n\nAda Lund is the author of books on Iran and a poet.`,
    {
      authors: [
        {
          name: 'Ada Lund',
          kind: 'PERSON',
          bio: 'Ada Lund is the author of books on Iran and a poet.',
          works: [],
          affiliations: [],
        },
      ],
    },
  ],
]

// Wrapped at 72 columns, so that a line end tells nothing.
const WRAPPED: readonly Case[] = [
  [
    'a sentence that ends short of the column ends its paragraph where nothing else does',
    `Title\n\nThe ferry that left the quay at noon with three hundred people aboard\ncame back with all of them late at night, and not one had seen it.\nIt was the ninth time in a winter of nine weeks, and the harbour book\nhas a line for each of them, in the same hand.`,
    {
      body: `The ferry that left the quay at noon with three hundred people aboard came back with all of them late at night, and not one had seen it.\n\nIt was the ninth time in a winter of nine weeks, and the harbour book has a line for each of them, in the same hand.`,
    },
  ],

  [
    'a wrapped line may start with a dash of its sentence',
    `Title\n\nThe ferry that left the quay at noon with three hundred people aboard\n- and that is the number on the list - came back with all of them late\nat night.`,
    {
      body: 'The ferry that left the quay at noon with three hundred people aboard - and that is the number on the list - came back with all of them late at night.',
    },
  ],
  [
    'a byline below a headline as wide as the page is no part of it',
    `The Ferry That Left the Quay at Noon Came Back With All of Its People on\nBy Ada Lund\n\nThe ferry that left the quay at noon with three hundred people aboard it\ncame back with all of them late at night.`,
    {
      byline: 'By Ada Lund',
      headline: 'The Ferry That Left the Quay at Noon Came Back With All of Its People on',
    },
  ],
  [
    'characters of double width fill a line twice as fast',
    `題名\n\n${'夜の船は静かに港を出て行き、誰もそれを見なかった。町は眠り、風だけが吹く。'.slice(0, 36)}\n${'灯台の火は朝まで消えず、老人はそれを数えていた。海は遠く、船は帰らない。'.slice(0, 36)}\n終わり。`,
    {},
  ],
]

for (const [behaviour, text, expected] of [...MIDDLE, ...CLOSING, ...WRAPPED]) {
  test(behaviour, () => {
    const article = readArticleText(text)
    const read = Object.fromEntries(Object.entries(article).filter(([field]) => field in expected))
    assert.deepEqual(read, expected)
  })
}

test('the bios of two authors go to each of them', () => {
  const text = `Title\n\nBy ADA LUND and Ben Okoro\n\n${BODY}\n\nAda Lund is a poet.\n\nShe lives here.\n\nOkoro is a baker.`
  assert.deepEqual(
    readArticleText(text).authors.map(({ bio }) => bio),
    ['Ada Lund is a poet.\n\nShe lives here.', 'Okoro is a baker.'],
  )
})
