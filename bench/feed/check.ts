import { BenchFailure } from '../run/failure.ts'

/**
 * Checks all that one subscriber was sent: every frame tells the one before it, and the entries are those that were
 * written, in their order. Throws BenchFailure.
 */
export function checkStream(text: string, slugs: readonly string[]): void {
  let place: string | null = null
  for (const [, cursor = '', previous = ''] of text.matchAll(PLACES)) {
    if (place !== null && previous !== place)
      throw new BenchFailure(`A frame follows ${previous}, not ${place}`)
    place = cursor
  }
  const sent = [...text.matchAll(SLUG)].map(([, slug]) => slug)
  const at = slugs.findIndex((slug, nth) => sent[nth] !== slug)
  if (at >= 0) throw new BenchFailure(`Entry ${at + 1} is ${sent[at]}; it was to be ${slugs[at]}`)
  if (sent.length > slugs.length)
    throw new BenchFailure(`There are ${sent.length} entries for ${slugs.length}`)
}

const PLACES = /"cursor":"([^"]*)","previousCursor":"([^"]*)"/g
const SLUG = /"slug":"([^"]*)"/g

/** One entry as it was sent last: what the bare server is to write. */
export function lastSent(text: string): string {
  const events = text.split('\n\n')
  const event = events.at(-2)
  if (event !== undefined) return `${event.slice(event.indexOf('event: '))}\n\n`
  return text.slice(text.lastIndexOf('{"id":'))
}
