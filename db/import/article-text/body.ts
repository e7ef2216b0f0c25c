import type { ArticleLink } from './article.ts'
import { type Block, isEmphasis } from './blocks.ts'
import { readInline } from './inline.ts'
import { endsParagraph, joinLines, type Layout } from './layout.ts'
import type { Inline } from './marks.ts'
import { countWords, endsSentence, startsLower } from './sentence.ts'

const PARAGRAPH_BREAK = '\n\n'

// Fewer words before a break are a heading, not a broken sentence.
const LEAST_BROKEN_WORDS = 5

/** The paragraphs that blocks of body text make, broken sentences healed. */
export function readParagraphs(
  blocks: readonly Block[],
  layout: Layout,
  addresses: ReadonlyMap<string, string>,
): Inline[] {
  const groups: Block[][] = []
  for (const block of blocks) {
    const above = groups.at(-1)?.at(-1)
    if (above && carriesOn(layout, above, block)) groups.at(-1)?.push(block)
    else groups.push([block])
  }
  return groups.map(([first, ...others]) => {
    if (first && others.length === 0) return first.inline
    return readInline(joinLines([first, ...others].map((block) => block?.source ?? '')), addresses)
  })
}

/** Joins paragraphs to one text, with the links of all of them in code points of that text. */
export function joinBody(paragraphs: readonly Inline[]): { body: string; links: ArticleLink[] } {
  const links: ArticleLink[] = []
  let offset = 0
  for (const { text, marks } of paragraphs) {
    let at = 0
    for (const mark of marks) {
      if (mark.kind !== 'link') continue
      const start = offset + countCodePoints(text.slice(at, mark.start))
      const printed = text.slice(mark.start, mark.end)
      const end = start + countCodePoints(printed)
      links.push({ text: printed, url: mark.url, start, end })
      offset = end
      at = mark.end
    }
    offset += countCodePoints(text.slice(at)) + PARAGRAPH_BREAK.length
  }
  return { body: paragraphs.map(({ text }) => text).join(PARAGRAPH_BREAK), links }
}

function carriesOn(layout: Layout, above: Block, block: Block): boolean {
  if (above.kind !== block.kind || !['text', 'quote'].includes(block.kind)) return false
  if (above.run === block.run) return !endsParagraph(layout, above.inline.text, block.lines[0])
  return isBroken(above) && startsLower(block.inline.text)
}

/** Whether a block stops in the middle of a sentence, as at the foot of a page. */
function isBroken(block: Block): boolean {
  const { text } = block.inline
  return !endsSentence(text) && !isEmphasis(block) && countWords(text) >= LEAST_BROKEN_WORDS
}

function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}
