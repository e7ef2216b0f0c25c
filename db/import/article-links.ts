import type { LinkRecord } from '../records.ts'
import type { ArticleLink } from './article-text.ts'

/**
 * The links of an article with the places at which a text has them. Recorded links are matched by order and
 * words and keep their positions, which claims cite; one that the text lacks loses its place. Links that were
 * not recorded follow after them.
 */
export function placeLinks(recorded: readonly LinkRecord[], found: readonly ArticleLink[]): LinkRecord[] {
  const placed: LinkRecord[] = []
  const further: LinkRecord[] = []
  let next = 0
  for (const link of recorded) {
    const at = found.findIndex((one, index) => index >= next && one.text === link.text)
    const match = found[at]
    if (match === undefined) placed.push({ ...link, start: null, end: null })
    else {
      further.push(...found.slice(next, at))
      placed.push({ ...match, url: link.url ?? match.url })
      next = at + 1
    }
  }
  return [...placed, ...further, ...found.slice(next)]
}
