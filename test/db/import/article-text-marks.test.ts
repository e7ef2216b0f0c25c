import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readByline } from '../../../db/import/article-text/byline.ts'
import { readDateline } from '../../../db/import/article-text/dateline.ts'
import { findDate, readEdtf } from '../../../db/import/article-text/dates.ts'
import { readInline } from '../../../db/import/article-text/inline.ts'

const ADDRESSES = new Map([
  ['1', 'http://one.example'],
  ['long label', 'http://long.example'],
])

for (const [source, text, ...links] of [
  ['a [b [c] d](http://x.example/a_(b)) e', 'a b [c] d e', ['b [c] d', 'http://x.example/a_(b)']],
  ['[a [b](u) c](v)', '[a b c](v)', ['b', 'u']],
  ['\\[a\\](b)', '[a](b)'],
  ['[](#) [x](#) [y]() [z](#top)', 'x y z', ['x', null], ['y', null], ['z', null]],
  ['[a](<u v> "title")', 'a', ['a', 'u v']],
  ['[a](u v)', '[a](u v)'],
  ['[s](javascript:alert(1))', 's', ['s', null]],
  ['[https://a.example](https://b.example)', 'https://a.example', ['https://a.example', 'https://b.example']],
  [
    'at https://a.example/c_(d). (www.b.example/x).',
    'at https://a.example/c_(d). (www.b.example/x).',
    ['https://a.example/c_(d)', 'https://a.example/c_(d)'],
    ['www.b.example/x', 'http://www.b.example/x'],
  ],
  [
    '見よhttps://a.example/頁。次',
    '見よhttps://a.example/頁。次',
    ['https://a.example/頁', 'https://a.example/頁'],
  ],
  [
    '<https://a.example> <me@b.example>',
    'https://a.example me@b.example',
    ['https://a.example', 'https://a.example'],
  ],
  ['![alt](i.png) [![alt](i.png)](u) x', 'x'],
  ['**bold** *it* __b__ _i_ ~~s~~ ***both***', 'bold it b i s both'],
  ['M*A*S*H f**k 5 * 3 a_b_c *open', 'M*A*S*H f**k 5 * 3 a_b_c *open'],
  ['*a _b* c_', 'a _b c_'],
  ['**「重点」**内容', '「重点」内容'],
  ['a[^1] `code` <b>b</b><br>c', 'a[1] code b c'],
  ["``Hello'' he said. ``World''", "``Hello'' he said. ``World''"],
  ['&amp;#91; &copy; &#8217; &#x1F600; &nope; &#0; &#xD800;', '&#91; © ’ 😀 &nope; &#0; &#xD800;'],
] satisfies [string, string, ...[string, string | null][]][]) {
  test(`inline: ${source}`, () => {
    const inline = readInline(source, new Map())
    assert.equal(inline.text, text)
    const read = inline.marks.filter(({ kind }) => kind === 'link')
    assert.deepEqual(
      read.map(({ start, end, url }) => [inline.text.slice(start, end), url]),
      links,
    )
  })
}

test('a reference link finds its definition whatever its case and spaces, and says that it used it', () => {
  const inline = readInline('[a][1] [1] [Long Label][] [none][2]', ADDRESSES)
  assert.equal(inline.text, 'a 1 Long Label [none][2]')
  assert.deepEqual(
    inline.marks.map(({ url }) => url),
    ['http://one.example', 'http://one.example', 'http://long.example'],
  )
  assert.deepEqual(inline.labels, ['1', 'long label'])
})

for (const [printed, date] of [
  ['February 09, 2024', '2024-02-09'],
  ['9 February 2024', '2024-02-09'],
  ['Feb. 9th, 2024', '2024-02-09'],
  ['2024-02-09T23:30:00-05:00', '2024-02-09'],
  ['13/02/2024', '2024-02-13'],
  ['02/13/2024', '2024-02-13'],
  ['09.02.2024', '2024-02-09'],
  ['09/02/2024', null],
  ['30 February 2024', null],
  ['29 February 2023', null],
  ['29 February 2024', '2024-02-29'],
  ['9 février 2024', '2024-02-09'],
  ['9. März 2024', '2024-03-09'],
  ['9 de febrero de 2024', '2024-02-09'],
  ['9 февраля 2024', '2024-02-09'],
  ['9 فبراير 2024', '2024-02-09'],
  ['2024年2月9日', '2024-02-09'],
] as const) {
  test(`date: ${printed} is ${date ?? 'not guessed'}`, () => assert.equal(findDate(printed)?.date, date))
}

test('a text without a whole date has none', () => {
  for (const text of ['Feb 9', '2024', 'Room 12, 2024', 'Maybe 9, 2024', '1-800-555-2024']) {
    assert.equal(findDate(text), null, text)
  }
})

test('a date of less precision is EDTF', () => {
  assert.equal(readEdtf('November 2022'), '2022-11')
  assert.equal(readEdtf('2022'), '2022')
  assert.equal(readEdtf('spring 2022'), '2022-21')
  assert.equal(readEdtf('Nov. 9, 2022'), '2022-11-09')
  assert.equal(readEdtf('some time in 2022'), null)
})

for (const [line, ...names] of [
  ['By Ana Lund, Ben Okoro and Cy Tan', 'Ana Lund', 'Ben Okoro', 'Cy Tan'],
  ['By Ana Lund, Ben Okoro, and Cy Tan', 'Ana Lund', 'Ben Okoro', 'Cy Tan'],
  ['BY ANA LUND & BEN OKORO', 'ANA LUND', 'BEN OKORO'],
  ['Written by Ana Lund in Oslo and Ben Okoro in Lagos', 'Ana Lund', 'Ben Okoro'],
  ['By Martin Lund, Jr. and Ana Lund, Science Editor', 'Martin Lund, Jr.', 'Ana Lund'],
  ['By Ana Lund, BBC News, Oslo', 'Ana Lund'],
  ['By Ana Lund/AFP', 'Ana Lund'],
  ['By AFP', 'AFP'],
  ['By the Associated Press', 'Associated Press'],
  ['By Ana Lund and the Data Desk', 'Ana Lund', 'Data Desk'],
  ['By José Ortega y Gasset', 'José Ortega y Gasset'],
  ['Por Ana Ruiz y Juan Pérez', 'Ana Ruiz', 'Juan Pérez'],
  ['作者：山田花子', '山田花子'],
] as const) {
  test(`byline: ${line}`, () => {
    assert.deepEqual(
      readByline(line)?.authors.map(({ name }) => name),
      names,
    )
  })
}

test('a sentence that opens as a byline does is none', () => {
  for (const text of [
    'By Friday, the army had left',
    'By the time the staff left',
    'Bypass Road',
    'By 2030 it is gone',
  ]) {
    assert.equal(readByline(text), null, text)
  }
})

test('an agency and a body of persons are no person', () => {
  const kinds = ['By Reuters', 'By the Editorial Board', 'By Ana Lund'].map(
    (line) => readByline(line)?.authors[0]?.kind,
  )
  assert.deepEqual(kinds, ['AGENCY', 'ORGANIZATION', 'PERSON'])
})

for (const [opening, printed, agency] of [
  ['KYIV, Feb 9 (Reuters) - A', 'KYIV, Feb 9', 'Reuters'],
  ['LONDON (AP) — A', 'LONDON', 'AP'],
  ['BAGHDAD, Feb. 9 – A', 'BAGHDAD, Feb. 9', null],
  ['RALEIGH, N.C. (AP) -- A', 'RALEIGH, N.C.', 'AP'],
  ['BEIRUT/LONDON, 9 February 2024 (Reuters) - A', 'BEIRUT/LONDON, 9 February 2024', 'Reuters'],
  ['Gaza City (AFP) – A', 'Gaza City', 'AFP'],
  ['(Reuters) - A', null, 'Reuters'],
  ['WASHINGTON — A', 'WASHINGTON', null],
] as const) {
  test(`dateline: ${opening}`, () => assert.deepEqual(readDateline(opening), { printed, agency }))
}

test('a sentence with a dash opens with no dateline', () => {
  for (const text of [
    'The mayor – who',
    'BREAKING — A',
    'NATO — the alliance',
    'The count (2,500) - high',
    'PRE- A',
  ]) {
    assert.equal(readDateline(text), null, text)
  }
})
