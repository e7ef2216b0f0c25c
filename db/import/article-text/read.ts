import type { ArticleText } from './article.ts'
import { type Block, readBlocks } from './blocks.ts'
import { joinBody, readParagraphs } from './body.ts'
import { findBodyEnd } from './closing.ts'
import { readDateline, writeDateline } from './dateline.ts'
import { findDate } from './dates.ts'
import { addAuthors, createDraft, type Draft, fillImage } from './draft.ts'
import { ArticleTextError } from './error.ts'
import { writeField } from './fields.ts'
import { readFrontMatter } from './front-matter.ts'
import { readHeader } from './header.ts'
import { readInline } from './inline.ts'
import type { Layout } from './layout.ts'
import { closeLedger, drop, enter, type Ledger, openLedger } from './ledger.ts'
import { type Line, readLines } from './lines.ts'
import type { Inline } from './marks.ts'
import { createAuthor } from './names.ts'
import { applyReading } from './reading.ts'
import { type References, readReferences } from './references.ts'
import { subjectsOf } from './subjects.ts'

/** Reads an article, together with the account of where each line of the input went. */
export function readArticle(text: string): { article: ArticleText; ledger: Ledger } {
  const lines = readLines(text)
  const ledger = openLedger(lines)
  const draft = createDraft()
  const references = readReferences(readHead(lines, draft, ledger))
  const addresses = new Map(references.definitions.toReversed().map(({ label, url }) => [label, url]))
  const { blocks, layout } = readBlocks(references.rest, addresses)
  const bodyBlocks = readZones(blocks, layout, draft, ledger)
  const paragraphs = readParagraphs(bodyBlocks, layout, addresses)
  const footnotes = references.footnotes.map(({ source }) => readInline(source, addresses))
  enterReferences(references, [...blocks.map(({ inline }) => inline), ...paragraphs, ...footnotes], ledger)
  const { body, links } = joinBody([...paragraphs, ...footnotes])
  if (draft.headline === null) throw new ArticleTextError('HEADLINE_MISSING', 'headline', 'the text has none')
  if (body === '') throw new ArticleTextError('BODY_MISSING', 'body', 'the text has none')
  finishDraft(draft, paragraphs[0]?.text ?? '')
  const article = { ...factsOf(draft), headline: draft.headline, body, links, ...closeLedger(ledger) }
  return { article, ledger }
}

/** What a draft says of the article, without what it kept for itself. */
function factsOf(draft: Draft) {
  const { subjectLists, agency, imageAlt, ...facts } = draft
  return { ...facts, subjects: subjectsOf(draft) }
}

/** Writes the front matter and returns the lines below it. */
function readHead(lines: readonly Line[], draft: Draft, ledger: Ledger): readonly Line[] {
  const { fields, fences, rest } = readFrontMatter(lines)
  drop(ledger, fences, 'fence of the front matter')
  for (const field of fields) {
    const place = writeField(draft, field)
    if (place) enter(ledger, field.lines, place)
  }
  return rest
}

/** Reads header and closing notes, enters every block in the account, and returns the blocks of the body. */
function readZones(blocks: readonly Block[], layout: Layout, draft: Draft, ledger: Ledger): Block[] {
  const printed = blocks.filter((block) => isPrinted(block, ledger))
  const start = readHeader(printed, draft, ledger)
  const { end, readings } = findBodyEnd(printed, start, draft)
  const body: Block[] = []
  for (const [at, block] of printed.entries()) {
    if (at < start) continue
    const reading = readings[at]
    const isInBody = at < end
    const isWhole = layout.width === null || isAlone(printed, at)
    if (block.kind === 'rule') drop(ledger, block.lines, isInBody ? 'section break' : 'separator')
    else if (reading?.place === 'body' || (isInBody && !(reading?.isAnywhere && isWhole))) body.push(block)
    else if (reading) applyReading(reading, block, draft, ledger)
  }
  for (const block of body) {
    enter(ledger, block.lines, 'body')
    const [image] = block.inline.images
    if (image && !draft.image?.url) fillImage(draft, { url: image.url })
  }
  return body
}

/** Marks with nothing between them print nothing. */
function isPrinted(block: Block, ledger: Ledger): boolean {
  const isPrinted = block.kind === 'rule' || block.kind === 'image' || block.inline.text !== ''
  if (!isPrinted) drop(ledger, block.lines, 'empty marks')
  return isPrinted
}

function isAlone(blocks: readonly Block[], at: number): boolean {
  const run = blocks[at]?.run
  return blocks[at - 1]?.run !== run && blocks[at + 1]?.run !== run
}

/** Enters footnotes and the definitions that a link of the text used; a definition of nothing stays unplaced. */
function enterReferences(references: References, texts: readonly Inline[], ledger: Ledger): void {
  const used = new Set(texts.flatMap((text) => text.labels))
  for (const { lines } of references.footnotes) enter(ledger, lines, 'body')
  for (const { label, line } of references.definitions) if (used.has(label)) enter(ledger, [line], 'links')
}

/** Reads the dateline that opens the body, and fills what only the whole text can tell. */
function finishDraft(draft: Draft, opening: string): void {
  const dateline = readDateline(opening)
  if (dateline) writeDateline(draft, dateline)
  // A dateline with its year is a date as printed.
  draft.publishedOn ??= findDate(draft.dateline ?? '')?.date ?? null
  if (draft.authors.length === 0 && draft.agency) addAuthors(draft, [createAuthor(draft.agency, 'AGENCY')])
  if (draft.image && draft.image.caption === null && draft.imageAlt) draft.image.caption = draft.imageAlt
}
