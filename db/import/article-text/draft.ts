import type { ArticleAuthor, ArticleImage, ArticleRights, ArticleText } from './article.ts'

/** An article while its lines are being read. A headline may still be missing. */
export interface Draft
  extends Omit<ArticleText, 'headline' | 'body' | 'links' | 'subjects' | 'unplaced' | 'dropped'> {
  headline: string | null
  /** Subject lists as printed: their schemes wait for the outlet's name. */
  subjectLists: { list: string; labels: string[] }[]
  /** The agency that the dateline names. */
  agency: string | null
  /** The text that stands for the image: its caption where nothing better is printed. */
  imageAlt: string | null
}

export function createDraft(): Draft {
  return {
    headline: null,
    alternativeHeadline: null,
    byline: null,
    authors: [],
    outlet: null,
    url: null,
    publishedOn: null,
    dateline: null,
    language: null,
    subjectLists: [],
    image: null,
    imageAlt: null,
    rights: null,
    originalSource: null,
    notes: [],
    agency: null,
  }
}

type Single = 'headline' | 'alternativeHeadline' | 'byline' | 'outlet' | 'url' | 'publishedOn' | 'dateline'

/** Fills a field that holds one value. False when it holds another: the first one printed counts. */
export function fill(
  draft: Draft,
  field: Single | 'language' | 'originalSource' | 'agency',
  value: string,
): boolean {
  draft[field] ??= value
  return draft[field] === value
}

/** Adds authors in order; one already there gains what the other knows of employers. */
export function addAuthors(draft: Draft, authors: readonly ArticleAuthor[]): void {
  for (const author of authors) {
    const known = draft.authors.find(({ name }) => name.toLowerCase() === author.name.toLowerCase())
    if (known) known.affiliations = [...new Set([...known.affiliations, ...author.affiliations])]
    else draft.authors.push(author)
  }
}

/** Fills what is known of the image. False when it is known otherwise: an article has one image. */
export function fillImage(draft: Draft, part: Partial<ArticleImage>): boolean {
  const image = draft.image ?? { url: null, caption: null, credit: null }
  const merged = {
    url: image.url ?? part.url ?? null,
    caption: image.caption ?? part.caption ?? null,
    credit: image.credit ?? part.credit ?? null,
  }
  if ((part.url ?? merged.url) !== merged.url || (part.caption ?? merged.caption) !== merged.caption)
    return false
  if ((part.credit ?? merged.credit) !== merged.credit) return false
  draft.image = merged
  return true
}

/** Adds a copyright line or terms of use to the rights. */
export function addRights(draft: Draft, part: Partial<ArticleRights>): void {
  const rights = draft.rights ?? { holder: null, notice: null, usageTerms: null }
  draft.rights = {
    holder: rights.holder ?? part.holder ?? null,
    notice: joinParagraphs(rights.notice, part.notice),
    usageTerms: joinParagraphs(rights.usageTerms, part.usageTerms),
  }
}

/** Two stretches of text as paragraphs of one, either of which may be missing. */
export function joinParagraphs(above: string | null, below: string | null | undefined): string | null {
  return above && below ? `${above}\n\n${below}` : (above ?? below ?? null)
}
