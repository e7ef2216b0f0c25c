import { type Case, write } from './case.ts'

const claim = (fields: string) =>
  `{"article":{"slug":"benjamin-davies-2024-02-09"},"text":"A.","kind":"NUMERICAL",${fields}}`
const article = (fields: string) => `{"headline":"A","publishedOn":"2024-02-07",${fields}}`

const many = (count: number, record: (at: number) => string) =>
  `{"records":[${Array.from({ length: count }, (_, at) => record(at)).join()}]}`

/** What is wrong with what is written. */
export const TEXTS: Case[] = [
  write('U+0000 in a name', 'createOutlet', '{"name":"a\\u0000b"}'),
  write('half of a surrogate pair in a name', 'createOutlet', '{"name":"\\ud83d"}'),
  write('the wrong half of a surrogate pair in a body', 'createArticle', article('"body":"\\ude00 text"')),
  write('an empty name', 'createOutlet', '{"name":""}'),
  write('white space for a name', 'createOutlet', '{"name":" \\t\\u00a0"}'),
  write(
    'a headline of 301 characters',
    'createArticle',
    `{"publishedOn":"2024-02-07","headline":"${'é'.repeat(301)}"}`,
  ),
  write(
    'a headline of 400,000 marks on one letter',
    'createArticle',
    `{"publishedOn":"2024-02-07","headline":"a${'\u0301'.repeat(200_000)}${'\u0316'.repeat(200_000)}"}`,
  ),
  write('a body of 200,001 characters', 'createArticle', article(`"body":"${'x'.repeat(200_001)}"`)),
  write('a slug with a space', 'createOutlet', '{"name":"A","slug":"a b"}'),
  write(
    'a list of 1,001',
    'createOutlet',
    `{"name":"A","altIds":[${Array(1_001).fill('{"scheme":"a","value":"b"}').join()}]}`,
  ),
  write(
    '1,001 records at once',
    'bulk',
    `{"records":[${Array(1_001).fill('{"outlet":{"slug":"a","name":"A"}}').join()}]}`,
  ),
  write('a list of a million numbers', 'createClaim', claim(`"citations":[${'0,'.repeat(1_000_000)}0]`)),
  write(
    '200 records of 1,000 references each',
    'bulk',
    many(200, (at) => `{"claim":{"slug":"a${at}","events":[${Array(1_000).fill('{"slug":"a"}').join()}]}}`),
  ),
  write(
    '1,000 records of 10 references each that lead nowhere',
    'bulk',
    many(1_000, (at) => `{"claim":{"slug":"a${at}","events":[${Array(10).fill('{"slug":"a"}').join()}]}}`),
  ),
  write(
    '1,000 records without a name',
    'bulk',
    many(1_000, (at) => `{"outlet":{"slug":"a${at}","name":""}}`),
  ),
  write('an address with a password', 'createOutlet', '{"name":"A","url":"https://me:secret@a.example/"}'),
  write('a script as an address', 'createOutlet', '{"name":"A","url":"javascript:alert(1)"}'),
  write('an empty address', 'createArticle', article('"url":""')),
  write('an address with a port that there is not', 'createArticle', article('"url":"http://x:99999/"')),
  write(
    'a number of 1e400',
    'createClaim',
    claim('"figures":[{"verbatim":"x","measure":"KILLED","low":1e400}]'),
  ),
  write(
    'words without a figure',
    'createClaim',
    claim('"figures":[{"verbatim":"nobody knows","measure":"KILLED"}]'),
  ),
  write(
    'bounds in the wrong order',
    'createClaim',
    claim('"figures":[{"verbatim":"x","measure":"KILLED","comparator":"BETWEEN","low":5,"high":4}]'),
  ),
  write('a passage that ends before it starts', 'createClaim', claim('"anchors":[{"start":5,"end":5}]')),
  write(
    'a passage of 5,001 characters by its digest',
    'createClaim',
    claim(`"anchors":[{"start":0,"end":5001,"digest":"${'0'.repeat(64)}"}]`),
  ),
  write(
    'a passage of 5,001 characters by its words',
    'createClaim',
    claim(`"anchors":[{"start":0,"end":9,"exact":"${'a'.repeat(5_001)}"}]`),
  ),
  write('a latitude of 91', 'createPlace', '{"name":"A","precision":"EXACT","latitude":91,"longitude":0}'),
  write(
    'an article that there is not',
    'createClaim',
    '{"article":{"id":"Article:999999999"},"text":"A.","kind":"POSITION"}',
  ),
  write('the id "abc"', 'withdraw', '{"id":"abc","reason":"x"}'),
  write('the id 2⁶³', 'withdraw', '{"id":"Article:9223372036854775808","reason":"x"}'),
  write('an id of no record', 'withdraw', '{"id":"Article:999999999","reason":"x"}'),
  write('an id with U+0000', 'withdraw', '{"id":"Article:1\\u0000","reason":"x"}'),
  write('a merge of two nouns', 'merge', '{"id":"Outlet:1","into":"Article:1"}'),
]
