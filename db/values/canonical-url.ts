import { InvalidValue } from './invalid-value.ts'
import { checkCharacters } from './text.ts'

/** An index entry holds at most 2,704 bytes. */
export const MAX_URL_BYTES = 2_000

/**
 * The normal form of a web address, by which one page is one page: scheme and host in lower case and punycode,
 * default port, the host's final dot, fragment and tracking parameters dropped, all else as given. Throws on
 * what is no absolute http or https address, holds a password, or is longer than 2,000 bytes.
 */
export function canonicalUrl(text: string): string {
  // URL.parse would drop white space in silence.
  const url = /\s/.test(text) ? null : URL.parse(checkCharacters(text))
  if (url === null) throw new InvalidValue('BAD_URL', 'This is no absolute web address.')
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new InvalidValue('BAD_URL', 'An address begins with http:// or https://.')
  }
  if (url.username !== '' || url.password !== '') {
    throw new InvalidValue('BAD_URL', 'An address holds no user name and no password.')
  }
  const port = url.port === '' ? '' : `:${url.port}`
  const canonical = `${url.protocol}//${url.hostname.replace(/\.$/, '')}${port}${url.pathname}${withoutTracking(url.search)}`
  if (Math.max(canonical.length, Buffer.byteLength(text)) > MAX_URL_BYTES) {
    throw new InvalidValue('TOO_LONG', `An address has at most ${MAX_URL_BYTES} bytes.`)
  }
  return canonical
}

/** By text and not by URLSearchParams, which would write the other parameters anew. */
function withoutTracking(search: string): string {
  const kept = search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !isTracking(parameter.split('=', 1)[0] ?? ''))
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}

const isTracking = (name: string) => TRACKING_PARAMETERS.has(name.toLowerCase()) || TRACKING_PREFIX.test(name)

const TRACKING_PREFIX = /^(utm|mtm|matomo|piwik|pk|hsa|at)_/i

/** Parameters that say how a reader came to a page, not which page it is. */
const TRACKING_PARAMETERS = new Set([
  '_ga',
  '_gl',
  '_hsenc',
  '_hsmi',
  'cmpid',
  'dclid',
  'fbclid',
  'gad_source',
  'gbraid',
  'gclid',
  'gclsrc',
  'igsh',
  'igshid',
  'li_fat_id',
  'mc_cid',
  'mc_eid',
  'mkt_tok',
  'msclkid',
  'ncid',
  'oly_anon_id',
  'oly_enc_id',
  'ref_src',
  'ref_url',
  's_cid',
  'smid',
  'srsltid',
  'ttclid',
  'twclid',
  'vero_id',
  'wbraid',
  'wickedid',
  'xtor',
  'yclid',
])
