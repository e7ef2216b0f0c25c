/** An article as it was read from saved text. Whatever the text does not say is null or empty: nothing is guessed. */
export interface ArticleText {
  headline: string
  /** The deck: the line below or beside the headline. */
  alternativeHeadline: string | null
  /** As printed, link marks removed. An agency's closing credit stands here where no byline opens the text. */
  byline: string | null
  /** In byline order. An agency named only in the dateline is an author where nobody else is named. */
  authors: ArticleAuthor[]
  /** The publisher's name as printed. */
  outlet: string | null
  /** The article's own address, where the text prints it. */
  url: string | null
  /** `YYYY-MM-DD` as printed; never moved by a time zone. */
  publishedOn: string | null
  /** Place and date of filing, without the agency: "BAGHDAD, Feb. 9". It stays in the body where it opens a paragraph. */
  dateline: string | null
  /** BCP 47, only where the text names its language. */
  language: string | null
  subjects: ArticleSubject[]
  /** Plain text: paragraphs joined by one empty line, Markdown marks removed, broken sentences healed. */
  body: string
  /** The links of the body in document order; never nested. */
  links: ArticleLink[]
  image: ArticleImage | null
  rights: ArticleRights | null
  /** The publisher that the text names as its first one. */
  originalSource: string | null
  /** Facts that stand outside the body, as printed: other-language editions, corrections, updates, closing credits. */
  notes: string[]
  /** Lines that found no place, for a person to look at. */
  unplaced: { line: number; text: string }[]
  /** The furniture that was left out, line by line (1-based). */
  dropped: { line: number; reason: string }[]
}

export interface ArticleAuthor {
  name: string
  kind: 'PERSON' | 'ORGANIZATION' | 'AGENCY'
  /** The closing note on the author, as printed; paragraphs joined by one empty line. */
  bio: string | null
  works: ArticleWork[]
  affiliations: string[]
}

export interface ArticleWork {
  title: string
  publisher: string | null
  /** EDTF: "2022-11" for November 2022. */
  published: string | null
  url: string | null
}

export interface ArticleSubject {
  /** "<outlet>:<list>", as in "daily-example:region"; the list alone where the outlet is unknown. */
  scheme: string
  code: string
  label: string
}

export interface ArticleLink {
  text: string
  /** Null where the source kept an empty or in-page address. */
  url: string | null
  /** Unicode code points of the body: 0-based, end exclusive. */
  start: number
  end: number
}

export interface ArticleImage {
  url: string | null
  caption: string | null
  credit: string | null
}

export interface ArticleRights {
  holder: string | null
  /** The copyright line as printed. */
  notice: string | null
  /** Disclaimer and terms of use as printed; paragraphs joined by one empty line. */
  usageTerms: string | null
}
