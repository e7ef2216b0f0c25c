import { readInline } from './inline.ts'
import { continuesLine, joinLines, type Layout, readLayout } from './layout.ts'
import type { Line } from './lines.ts'
import type { Inline, Mark } from './marks.ts'
import { endsSentence } from './sentence.ts'

/**
 * A line of the article as a reader sees it: one or more lines of input that belong together. Paragraphs are
 * made of blocks later, since only the body has paragraphs: header and closing notes are read line by line.
 */
export interface Block {
  readonly kind: 'text' | 'heading' | 'item' | 'quote' | 'rule' | 'image'
  /** 1 to 6 for a heading, 0 for the rest. */
  readonly level: number
  /** Markdown without the marks of the block itself. */
  readonly source: string
  readonly inline: Inline
  readonly lines: readonly [Line, ...Line[]]
  /** Blocks of one run have no empty line between them. */
  readonly run: number
}

interface OpenBlock {
  kind: Block['kind']
  level: number
  parts: string[]
  lines: [Line, ...Line[]]
  run: number
}

const MAX_SETEXT_CHARACTERS = 200

/** Cuts lines into blocks. Fences of code carry nothing and become rules. */
export function readBlocks(
  lines: readonly Line[],
  addresses: ReadonlyMap<string, string>,
): { blocks: Block[]; layout: Layout } {
  const runs = cutRuns(lines)
  const layout = readLayout(runs)
  const blocks = runs.flatMap((run, index) => cutRun(run, index, layout))
  return { layout, blocks: blocks.map((block) => closeBlock(block, addresses)) }
}

/** Whether a line is nothing but a separator; a lone "*" is one, a lone "-" too. */
function isRule(text: string): boolean {
  const bare = text.replaceAll(' ', '')
  return /^[-*_=~#•·⁂–—]/.test(bare) && bare.replaceAll(bare.charAt(0), '') === ''
}

/** Whether the whole block is in italics or bold. */
export function isEmphasis({ inline }: Block): boolean {
  const isWhole = ({ start, end }: Mark) => start === 0 && end === inline.text.length
  return inline.marks.some((mark) => mark.kind === 'emphasis' && isWhole(mark))
}

function cutRuns(lines: readonly Line[]): Line[][] {
  const runs: Line[][] = []
  let isOpen = false
  for (const line of lines) {
    if (line.text !== '' && isOpen) runs.at(-1)?.push(line)
    else if (line.text !== '') runs.push([line])
    isOpen = line.text !== ''
  }
  return runs
}

function cutRun(run: readonly Line[], index: number, layout: Layout): OpenBlock[] {
  const blocks: OpenBlock[] = []
  for (const line of run) {
    const above = blocks.at(-1)
    const { kind, level, source } = readStart(line, above)
    if (above && isUnderline(above, line, blocks.length)) underline(above, line)
    else if (above && carriesOn(layout, above, kind, line)) {
      above.parts.push(source)
      above.lines.push(line)
    } else blocks.push({ kind, level, parts: [source], lines: [line], run: index })
  }
  return blocks
}

type Start = Pick<Block, 'kind' | 'level' | 'source'>

function readStart(line: Line, above: OpenBlock | undefined): Start {
  const { text } = line
  const [, hashes, heading] = /^(#{1,6}) (.+)$/.exec(text) ?? []
  const [, quoted] = /^(?:> ?)+(.*)$/.exec(text) ?? []
  const [, bullet, item] = /^([-*+•]) (.+)$/.exec(text) ?? []
  const number = /^(\d{1,3})[.)] /.exec(text)?.[1]
  // Within a paragraph only "1." opens a list: "…in\n12. The…" is a wrapped sentence.
  const isNumbered = number && (number === '1' || above === undefined || above.kind === 'item')
  if (isRule(text) || quoted === '' || /^(?:```|~~~)[\w-]*$/.test(text)) return start('rule', text)
  if (hashes && heading) return { ...start('heading', withoutHashes(heading)), level: hashes.length }
  if (quoted) return start('quote', quoted)
  if (bullet && item) return start('item', `- ${item}`)
  return start(isNumbered ? 'item' : 'text', text)
}

function start(kind: Block['kind'], source: string): Start {
  return { kind, level: 0, source }
}

function withoutHashes(heading: string): string {
  const at = heading.lastIndexOf(' ')
  const isClosed = at > 0 && heading.slice(at + 1).replaceAll('#', '') === ''
  return isClosed ? heading.slice(0, at) : heading
}

function isUnderline(above: OpenBlock, line: Line, count: number): boolean {
  const [source = ''] = above.parts
  const isTitle = above.kind === 'text' && above.parts.length === 1 && source.length <= MAX_SETEXT_CHARACTERS
  return count === 1 && isTitle && /^(?:={2,}|-{3,})$/.test(line.text)
}

function underline(above: OpenBlock, line: Line): void {
  above.kind = 'heading'
  above.level = line.text.startsWith('=') ? 1 : 2
  above.lines.push(line)
}

function carriesOn(layout: Layout, above: OpenBlock, kind: Block['kind'], line: Line): boolean {
  const last = above.lines.at(-1) ?? above.lines[0]
  if (kind === 'quote') return above.kind === 'quote'
  // A dash of the sentence that a wrapped line happens to start with.
  const isDash = kind === 'item' && /^- \p{Ll}/u.test(line.text) && !endsSentence(last.text)
  if (isDash && layout.width !== null) return above.kind !== 'rule' && continuesLine(layout, last.text, line)
  if (kind !== 'text') return false
  if (above.kind === 'item' || above.kind === 'quote') return true
  return above.kind === 'text' && continuesLine(layout, last.text, line)
}

function closeBlock(open: OpenBlock, addresses: ReadonlyMap<string, string>): Block {
  const { kind, level, lines, run } = open
  const source = joinLines(open.parts)
  const inline = readInline(source, addresses)
  const isImage = kind === 'text' && inline.text === '' && inline.images.length > 0
  return { kind: isImage ? 'image' : kind, level, lines, run, source, inline }
}
