import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalUrl } from '../../../db/values/canonical-url.ts'

const SAME = [
  ['HTTPS://Example.ORG/News', 'https://example.org/News'],
  ['https://example.org:443/a', 'https://example.org/a'],
  ['http://example.org:80', 'http://example.org/'],
  ['http://example.org:8080/a', 'http://example.org:8080/a'],
  ['https://example.org./a', 'https://example.org/a'],
  ['https://example.org/a#part', 'https://example.org/a'],
  ['https://example.org/a?', 'https://example.org/a'],
  ['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
  ['https://[2001:DB8::1]/a', 'https://[2001:db8::1]/a'],
] as const

for (const [given, normal] of SAME) {
  test(`${given} is ${normal}`, () => {
    assert.equal(canonicalUrl(given), normal)
    assert.equal(canonicalUrl(normal), normal)
  })
}

test('tracking parameters go and the others stay as they are written', () => {
  assert.equal(
    canonicalUrl('https://example.org/a?utm_source=x&b=1+%20%2B&fbclid=2&UTM_Medium=y&mc_cid=3&c'),
    'https://example.org/a?b=1+%20%2B&c',
  )
  assert.equal(canonicalUrl('https://example.org/a?gclid=1'), 'https://example.org/a')
})

test('a parameter that only begins like a tracking one stays', () => {
  assert.equal(canonicalUrl('https://example.org/?gclids=1&utm=2'), 'https://example.org/?gclids=1&utm=2')
})

for (const [given, code] of [
  ['example.org/a', 'BAD_URL'],
  ['/a', 'BAD_URL'],
  ['ftp://example.org/', 'BAD_URL'],
  ['javascript:alert(1)', 'BAD_URL'],
  ['https://', 'BAD_URL'],
  ['https://exa mple.org/', 'BAD_URL'],
  [' https://example.org/', 'BAD_URL'],
  ['https://example.org/\n', 'BAD_URL'],
  ['https://ann:secret@example.org/', 'BAD_URL'],
  ['https://example.org/\u{d800}', 'LONE_SURROGATE'],
  ['https://example.org/\0', 'NUL'],
  [`https://example.org/${'a'.repeat(2_000)}`, 'TOO_LONG'],
  [`https://example.org/${'ä'.repeat(500)}`, 'TOO_LONG'],
] as const) {
  test(`${JSON.stringify(given.slice(0, 40))} is refused as ${code}`, () => {
    assert.throws(() => canonicalUrl(given), { code })
  })
}

test('an address of 2,000 bytes is taken', () => {
  const address = `https://example.org/${'a'.repeat(1_980)}`
  assert.equal(canonicalUrl(address), address)
})
