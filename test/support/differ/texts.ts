/** Texts that go wrong where somebody escapes, cuts, compares or counts them carelessly. */
export const TEXTS = [
  ...['a', 'A', 'ab', 'Ab', 'b', 'Ä', 'ä', 'e\u0301', '\u00e9', 'z_', 'z%', '100 %', '_', '%', '\\', '\\%'],
  ...[
    '"',
    '"quoted"',
    "it's",
    "'; drop table claim; --",
    '$1',
    '\u0024{x}',
    '{"a":1}',
    'null',
    '[]',
    '</script>',
  ],
  ...[
    '🙂',
    '👩‍👩‍👧 family',
    '\u{10ffff}',
    'العربية',
    'שלום',
    '\u202eabc',
    'İstanbul',
    'ΣΑΣ',
    'ﬁ',
    'ß',
    '中文',
  ],
  ...[
    'tab\there',
    'line\nbreak',
    'cr\r\nlf',
    '\u2028',
    '\u0001',
    '\u007f',
    '\ufeff',
    '\ufffd',
    '\u0085',
    ' a ',
  ],
  ...[
    'Iraq',
    'Iraq strike',
    'strikes in Iraq',
    'Two strikes killed 39',
    'Erbil',
    'al-Tanf 🙂 base',
    'a strike',
  ],
] as const

/** Bodies of more than 40 words, nearly the same. */
export const bodyOf = (variant: number): string =>
  `${SENTENCE} ${SENTENCE} The officer said that ${variant % 4} of them were in Iraq "at dawn". 🙂 ${SENTENCE}`

const SENTENCE =
  'Two strikes on a base near Erbil killed at least 39 people, a senior officer told the paper on Friday.'
