import { type Block, isEmphasis } from './blocks.ts'
import { type Draft, fillImage } from './draft.ts'
import { isAgency, isName } from './names.ts'
import type { Reading } from './reading.ts'

const PICTURE =
  '(?:(?:featured?|main|cover|header|top|lead|hero|title|file) )?(?:image|photo(?:graph)?|picture|illustration|graphic|cartoon|infographic|foto|bild)s?'

const LABELLED_CREDIT = new RegExp(
  `^[([]?(?:${PICTURE} )?(?:credits?|courtesy|copyright|©)(?: of)? ?[:：] ?(.+?)[)\\]]?$`,
  'i',
)
const CAPTION = new RegExp(
  `^[([]?(?:${PICTURE}(?: caption)?|caption|pictured|above) ?[:：] ?(.+?)[)\\]]?$`,
  'i',
)
// Without a colon the line must name somebody and say no more: "Photographs from the war show…" is a sentence.
const ASCRIBED = new RegExp(
  `^[([]?${PICTURE}(?: is| are)? (?:credit|by|from|courtesy(?: of)?|©) (.{1,80}?)[)\\]]?\\.?$`,
  'i',
)

// "A street in Rafah. Photograph: Jane Roe/AFP".
const CREDITED =
  /^(.{1,500}?[.!?]) (?:photo(?:graph)?|image|picture|illustration|credit)s?(?: credit)? ?: (.{2,80})$/i

const MAX_CAPTION_CHARACTERS = 600

/** Reads a line that is an image, or one that captions or credits the article's image. */
export function readImageLine(block: Block, _: Draft, previous: Block | undefined): Reading | null {
  if (block.kind === 'image') return imageReading((written) => writeImage(written, block))
  const { text } = block.inline
  if (text.length > MAX_CAPTION_CHARACTERS) return null
  const ascribed = ASCRIBED.exec(text)?.[1]
  const credit = LABELLED_CREDIT.exec(text)?.[1] ?? (ascribed && areNames(ascribed) ? ascribed : undefined)
  if (credit) return imageReading((written) => fillImage(written, { credit }))
  const caption = CAPTION.exec(text)?.[1] ?? (previous && readBelowImage(block, previous))
  return caption ? imageReading((written) => writeCaption(written, caption, previous)) : null
}

/** A line under an image is its caption: right under it, in italics as a whole, or ending in a credit. */
function readBelowImage(block: Block, previous: Block): string | null {
  if (previous.kind !== 'image' || block.kind !== 'text') return null
  const isBelow = isEmphasis(block) || block.run === previous.run || CREDITED.test(block.inline.text)
  return isBelow ? block.inline.text : null
}

function imageReading(write: (draft: Draft) => boolean): Reading {
  return { place: 'image', isAnywhere: true, write }
}

function writeImage(draft: Draft, block: Block): boolean {
  const [image] = block.inline.images
  if (!image || (draft.image?.url && draft.image.url !== image.url)) return false
  draft.imageAlt ??= image.alt || null
  return fillImage(draft, { url: image.url })
}

/** Writes a caption, which may end in its credit. False for the caption of an image that is not the article's. */
function writeCaption(draft: Draft, text: string, previous: Block | undefined): boolean {
  const isOther = previous?.kind === 'image' && previous.inline.images[0]?.url !== draft.image?.url
  if (isOther) return false
  if (isCredit(text)) return fillImage(draft, { credit: text })
  const { caption, credit } = splitCredit(text)
  return fillImage(draft, credit ? { caption, credit } : { caption })
}

/** "A street in Rafah (Photo: Jane Roe/AFP)", "A street in Rafah. [Jane Roe/AFP]". */
function splitCredit(text: string): { caption: string; credit: string | null } {
  const [, told, named = ''] = CREDITED.exec(text) ?? []
  if (told) return { caption: told, credit: named }
  const [, caption, inner] = /^(.{1,500}?) ?[([]([^()[\]]{3,80})[)\]]\.?$/.exec(text) ?? []
  const credit = inner?.replace(
    /^(?:(?:photo|image|picture|credit|source|via)s?(?: credit| by)? ?[:/]? ?|©)/i,
    '',
  )
  const isNamed = credit !== undefined && (credit !== inner || isCredit(credit))
  return caption && isNamed ? { caption, credit } : { caption: text, credit: null }
}

function isCredit(text: string): boolean {
  return areNames(text) && (text.includes('/') || isAgency(text))
}

function areNames(text: string): boolean {
  return text.split(/ ?[/,] ?| and /).every((part) => isName(part.replace(/^the /, '')) || isAgency(part))
}
